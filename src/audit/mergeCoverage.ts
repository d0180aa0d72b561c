import type { Coverage, CoverageList } from './coverage.ts';
import { compareFindings } from './coverageOf.ts';

/**
 * Of shards that asked the same, what any of them found: each lists all there is, at its own time, and tells of all that
 * have no baseline; which are missing each tells of its own share. So a list that one of them could not read is unreadable.
 */
export function mergeCoverage(all: readonly (Coverage | null)[]): Coverage | null {
  const parts = all.filter((part) => part !== null);
  const [first] = parts;
  if (first === undefined) return null;
  const found = new Map(parts.flatMap(({ findings }) => findings.map((finding) => [finding.connectionId, finding])));
  return {
    tags: first.tags,
    lists: first.lists.map((list, i) => parts.map(({ lists }) => lists[i]).find(isUnreadable) ?? list),
    findings: [...found.values()].sort(compareFindings),
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
