import type { CoverageFinding, CoverageKind, CoverageList, TagFilter } from '../audit/coverage.ts';
import type { AuditResult } from '../audit/result.ts';
import { field } from './neutralise.ts';
import { connectionName, countUncovered, plural } from './words.ts';

/** The sentences about which connections there are; what words.ts says of sentences holds here. */

export const coverageWords = {
  'unmanaged-connection': 'unmanaged',
  'missing-connection': 'connection missing',
} as const satisfies Record<CoverageKind, string>;

/** `cn-hangzhou/vco-… (hq-hangzhou) is unmanaged: …`. */
export function describeCoverage(finding: CoverageFinding): string {
  return `${connectionName(finding)} is ${finding.kind === 'unmanaged-connection' ? 'unmanaged' : 'missing'}: ${describeUncovered(finding)}`;
}

/** The same without what is said to be there or not. */
export function describeUncovered({ kind, transitRouter }: CoverageFinding): string {
  if (kind === 'missing-connection') {
    return 'a baseline names it, and it is not among the connections of its region that are attached to a transit router';
  }
  const where = transitRouter === null ? 'a transit router' : field(transitRouter);
  return `it is attached to ${where}, and no baseline names it, so nobody compares its routes; route-drift init writes one`;
}

/** `cn-hangzhou, account 123…`. */
export function listName({ region, account }: Pick<CoverageList, 'region' | 'account'>): string {
  return account === null ? field(region) : `${field(region)}, account ${field(account)}`;
}

/** What the list of a region came to. */
export function describeList(list: CoverageList, tags: readonly TagFilter[]): string {
  if (list.state === 'unreadable') {
    const { code, message, requestId } = list.reason;
    const request = requestId === null ? '' : ` (request id ${field(requestId)})`;
    return `the connections could not be listed: ${field(code)}: ${field(message)}${request}`;
  }
  const listed = `${plural(list.listed, 'connection')} listed`;
  return tags.length === 0 ? listed : `${listed}, ${list.inScope} of them tagged ${tags.map(tagText).join(' and ')}`;
}

/** Of the whole, in a line: `every connection that is attached to a transit router in cn-hangzhou has a baseline`. */
export function describeCoverageOf(result: AuditResult): string {
  const { coverage } = result;
  if (coverage === null) return 'not asked which connections have no baseline (--discover asks)';
  const { lists } = coverage;
  const { unmanaged, gone } = countUncovered(result);
  const unread = lists.filter(({ state }) => state === 'unreadable').length;
  const listed = lists.reduce((sum, list) => sum + (list.state === 'listed' ? list.listed : 0), 0);
  const counts = [
    ...(unread === lists.length ? [] : [`${plural(listed, 'connection')} listed`]),
    ...(unread === 0 ? [] : [`${plural(unread, 'list')} of ${lists.length} unreadable`]),
    `${unmanaged} unmanaged`,
    `${gone} missing`,
  ];
  return counts.join(', ');
}

export function tagText({ key, value }: TagFilter): string {
  return value === null ? field(key) : `${field(key)}=${field(value)}`;
}
