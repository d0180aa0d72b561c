import type { Coverage, CoverageList } from './coverage.ts';
import { compareFindings } from './coverageOf.ts';

/** Of shards that asked the same: what all of them found. A list that one of them could not read is unreadable. */
export function mergeCoverage(all: readonly (Coverage | null)[]): Coverage | null {
  const parts = all.filter((part) => part !== null);
  const [first] = parts;
  if (first === undefined) return null;
  return {
    tags: first.tags,
    lists: first.lists.map((list, i) => parts.map(({ lists }) => lists[i]).find(isUnreadable) ?? list),
    findings: parts.flatMap(({ findings }) => findings).sort(compareFindings),
  };
}

/** In a few words: results that differ in them are not of one run. */
export function questionOf(coverage: Coverage | null): string {
  if (coverage === null) return 'no --discover';
  const regions = coverage.lists.map(({ region, account }) => (account === null ? region : `${region} of ${account}`));
  const tags = coverage.tags.map(({ key, value }) => ` --tag ${key}${value === null ? '' : `=${value}`}`);
  return `--discover of ${regions.join(', ')}${tags.join('')}`;
}

function isUnreadable(list: CoverageList | undefined): list is CoverageList {
  return list?.state === 'unreadable';
}
