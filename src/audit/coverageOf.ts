import type { Attachment } from '../collect/attachment.ts';
import type { ListedAttachments } from '../collect/listAttachments.ts';
import { compareText } from '../routing/table.ts';
import {
  type Coverage,
  type CoverageFinding,
  type CoverageList,
  coverageSeverityOf,
  type TagFilter,
} from './coverage.ts';
import type { ConnectionResult, FleetConnection } from './result.ts';

/** What an account has in a region, or why nobody knows. */
export type AccountList = ListedAttachments & {
  /** As the baselines name it; null: that of the default credential. */
  readonly account: string | null;
};

export interface Discovery {
  readonly tags: readonly TagFilter[];
  readonly lists: readonly AccountList[];
}

/** A connection that has a baseline. */
export type Covered = Omit<FleetConnection, 'sha256'>;

/**
 * `fleet`: every connection that has a baseline. `results`: what came of those that were in scope; only they can be
 * missing. A connection is missing where the list of its region and account was read and does not hold it, and the API
 * knows no route of it either: a list that leaves out what answers with routes is the list's fault.
 */
export function coverageOf(
  { tags, lists }: Discovery,
  fleet: readonly Covered[],
  results: readonly ConnectionResult[],
): Coverage {
  const listed = lists.flatMap((list) =>
    list.state === 'listed' ? list.attachments.map((connection) => ({ ...connection, account: list.account })) : [],
  );
  const covered = new Set(fleet.map(({ connectionId }) => connectionId));
  // Two credentials may be of one account.
  const once = new Map(listed.map((connection) => [connection.connectionId, connection]));
  const unmanaged = [...once.values()].filter(
    (connection) => !covered.has(connection.connectionId) && carries(connection, tags),
  );
  const silent = new Set(results.filter(isSilent).map(({ connectionId }) => connectionId));
  const missing = fleet.filter((baseline) => silent.has(baseline.connectionId) && isMissing(baseline, lists));
  return {
    tags,
    lists: lists.map((list) => summaryOf(list, tags)).sort(byPlace),
    findings: [
      ...unmanaged.map((connection) => findingOf('unmanaged-connection', connection, null)),
      ...missing.map((baseline) => findingOf('missing-connection', baseline, baseline.at)),
    ].sort(compareFindings),
  };
}

/** One whose tags nobody can read may carry any. */
function carries({ tags }: Attachment, wanted: readonly TagFilter[]): boolean {
  if (tags === null) return true;
  return wanted.every(({ key, value }) =>
    tags.some((tag) => tag.key === key && (value === null || tag.value === value)),
  );
}

/** True where the API shows no route of it, or does not know it. That it could not be read for another reason tells nothing. */
export function isSilent(result: ConnectionResult): boolean {
  if (result.state === 'unchecked') return result.reason.code === 'InvalidVpnConnectionInstanceId.NotFound';
  return result.completeness.custom.received + result.completeness.bgp.received === 0;
}

function isMissing({ connectionId, region, account }: Covered, lists: readonly AccountList[]): boolean {
  return lists.some(
    (list) =>
      list.state === 'listed' &&
      list.region === region &&
      list.account === account &&
      list.attachments.every((connection) => connection.connectionId !== connectionId),
  );
}

function summaryOf(list: AccountList, tags: readonly TagFilter[]): CoverageList {
  const { region, account } = list;
  if (list.state === 'unreadable') return { region, account, state: 'unreadable', reason: list.reason };
  const { attachments } = list;
  const inScope = attachments.filter((connection) => carries(connection, tags)).length;
  return { region, account, state: 'listed', listed: attachments.length, inScope };
}

export function compareFindings(a: CoverageFinding, b: CoverageFinding): number {
  return compareText(a.region, b.region) || compareText(a.connectionId, b.connectionId);
}

function byPlace(a: CoverageList, b: CoverageList): number {
  return compareText(a.region, b.region) || compareText(a.account ?? '', b.account ?? '');
}

type Named = Omit<CoverageFinding, 'kind' | 'severity' | 'at'>;

function findingOf(kind: CoverageFinding['kind'], of: Named, at: CoverageFinding['at']): CoverageFinding {
  const { connectionId, region, account, name, transitRouter } = of;
  return { kind, severity: coverageSeverityOf[kind], connectionId, region, account, name, transitRouter, at };
}
