import type { CoverageKind } from '../audit/coverage.ts';
import type { Severity } from '../audit/finding.ts';
import type {
  AuditedConnection,
  AuditResult,
  ConnectionResult,
  UncheckedConnection,
  Verdict,
} from '../audit/result.ts';
import type { Standing } from '../audit/standing.ts';
import { isLikely } from '../audit/verdict.ts';
import type { Place } from '../document/place.ts';
import { field } from './neutralise.ts';
import { type ConnectionStanding, countFailing, countTolerated, findingsOf } from './standing.ts';

/**
 * The sentences for people; those about a finding are in findingWords.ts, and the phrases for a route in routeWords.ts. A sentence says what,
 * where, what was expected and what is there. Every string of the result in it has been through `field`, so that it is
 * one printable line of bearable length.
 */
type Source = AuditResult['source'];
type Completeness = AuditedConnection['completeness']['custom'];

export const verdictWords = {
  'in-sync': 'IN SYNC',
  drifted: 'DRIFTED',
  incomplete: 'INCOMPLETE',
} as const satisfies Record<Verdict, string>;

/** Why a connection could not be read. The hint is a sentence of its own. */
export function describeUnchecked({ reason }: Pick<UncheckedConnection, 'reason'>): string {
  const request = reason.requestId === null ? '' : ` (request id ${field(reason.requestId)})`;
  return `could not be read: ${field(reason.code)}: ${field(reason.message)}${request}`;
}

/** What a person can do about it. */
export function describeHint({ reason }: Pick<UncheckedConnection, 'reason'>): string {
  return field(reason.hint);
}

/** `cn-hangzhou/vco-… (hq-hangzhou)`. */
export function connectionName(connection: Pick<ConnectionResult, 'region' | 'connectionId' | 'name'>): string {
  const name = connection.name === null ? '' : ` (${field(connection.name)})`;
  return `${connectionPath(connection)}${name}`;
}

/** `cn-hangzhou/vco-…`. */
export function connectionPath({ region, connectionId }: Pick<ConnectionResult, 'region' | 'connectionId'>): string {
  return `${field(region)}/${field(connectionId)}`;
}

export const standingWords = {
  'in-sync': 'in sync',
  tolerated: 'tolerated',
  drifted: 'drifted',
  unchecked: 'unchecked',
} as const satisfies Record<ConnectionStanding, string>;

/** `2 findings, 1 waived, 14 in sync`. */
export function describeCounts(connection: ConnectionResult, failOn: Severity): string {
  if (connection.state === 'unchecked') return `${plural(connection.notEvaluated.length, 'destination')} not evaluated`;
  const count = (...standings: Standing[]) => findingsOf(connection, failOn, ...standings).length;
  const optional = [
    [count('failing', 'tolerated'), plural(count('failing', 'tolerated'), 'finding')],
    [count('part'), count('part') === 1 ? '1 part of a role finding' : `${count('part')} parts of role findings`],
    [count('waived'), `${count('waived')} waived`],
    [count('notice'), plural(count('notice'), 'notice')],
    [connection.allowed.length, `${connection.allowed.length} allowed`],
  ] as const;
  const likely = isLikely(connection) ? ['likely complete (not proved)'] : [];
  const counts = optional.flatMap(([n, phrase]) => (n === 0 ? [] : [phrase]));
  return [...counts, `${connection.inSync.length} in sync`, ...likely].join(', ');
}

/** What was compared with the baselines. Nobody may take a rehearsal for the real thing. */
export function describeSource(source: Source): string {
  const endpoint = source.endpoint === null ? '' : ` at ${field(source.endpoint)}`;
  // http:// is accepted for loopback only: such an endpoint is an emulator or a tunnel, and nobody can tell which.
  const local = source.collectedFrom === 'api' && source.endpoint?.startsWith('http://') === true;
  const from = local ? sourceWords.local : sourceWords[source.collectedFrom];
  const origin = source.kind === 'snapshot' ? `${sourceWords.snapshot} of the ${from}` : from;
  return `${origin}${endpoint}, collected ${field(source.collectedAt)}`;
}

/** The routes are of no real account, whether they were read just now or saved before. */
export function isRehearsal(source: Source): boolean {
  return source.collectedFrom === 'embedded';
}

export const sourceWords = {
  api: 'Alibaba Cloud VPC API',
  local: 'VPC API on this machine (perhaps not a real account)',
  embedded: 'embedded sample network, not a real account',
  snapshot: 'saved snapshot',
} as const satisfies Record<Source['kind'] | 'local', string>;

/** How sure it is that a table was read whole. */
export const proofWords = {
  atomic: 'at one instant',
  proved: 'proved by overlapping pages',
  'proved-under-churn': 'proved by overlapping pages while routes came or went',
  likely: 'likely complete (not proved: no order of the listing could be verified)',
} as const satisfies Record<Completeness['proof'], string>;

/** Why one table is believed to be whole: `51 of 51 rows in 2 pages, proved by overlapping pages`. */
export function describeCompleteness(reading: Completeness): string {
  const { pages, totalCount, received, passes, proof, order, unknownFields } = reading;
  const of = totalCount === received && received !== 1 ? ` of ${totalCount}` : '';
  const total =
    totalCount === null ? ', TotalCount not stated' : totalCount === received ? '' : `, TotalCount ${totalCount}`;
  const again = passes === 1 ? '' : `, read ${passes} times`;
  // What one page is sorted by proves nothing, and is kept for machines.
  const sorted = order === null || proof === 'atomic' ? '' : ` (listed by ${order.replaceAll('-', ' ')})`;
  const unknown = unknownFields.length === 0 ? '' : `; unknown fields: ${field(unknownFields.join(', '))}`;
  const rows = `${received}${of} ${received === 1 && of === '' ? 'row' : 'rows'} in ${plural(pages, 'page')}`;
  return `${rows}${total}${again}, ${proofWords[proof]}${sorted}${unknown}`;
}

export function describeTotals(result: AuditResult): string {
  const { totals } = result;
  const { unmanaged, gone } = countUncovered(result);
  const optional = [
    [totals.roles, totals.roles === 1 ? 'role finding' : 'role findings'],
    [totals.countOutOfBounds, 'out of count bounds'],
    [gone, gone === 1 ? 'connection missing' : 'connections missing'],
    [unmanaged, unmanaged === 1 ? 'connection unmanaged' : 'connections unmanaged'],
    [totals.waived, 'waived'],
    [totals.allowed, 'allowed'],
  ] as const;
  const parts = [
    `${totals.inSync} in sync`,
    `${totals.missing} missing`,
    `${totals.unexpected} unexpected`,
    `${totals.changed} changed`,
    ...optional.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])),
    ...(totals.notices === 0 ? [] : [plural(totals.notices, 'notice')]),
    ...(totals.likely === 0 ? [] : [`${plural(totals.likely, 'connection')} likely complete (not proved)`]),
    ...(totals.unchecked === 0 ? [] : [`${plural(totals.unchecked, 'connection')} unchecked`]),
  ];
  return `${plural(totals.connections, 'connection')}: ${parts.join(', ')}`;
}

/** Connections without a baseline, and baselines without their connection. */
export function countUncovered({ coverage }: AuditResult) {
  const count = (kind: CoverageKind) => (coverage?.findings ?? []).filter((finding) => finding.kind === kind).length;
  return { unmanaged: count('unmanaged-connection'), gone: count('missing-connection') };
}

/** What the verdict means here. It follows `verdictWords`. */
export function describeVerdict(result: AuditResult): string {
  const { shard, connections } = result;
  if (shard === null) return describeOwnVerdict(result);
  const share = `this is shard ${shard.number} of ${shard.of} alone, with ${connections.length} of ${plural(shard.fleet.length, 'connection')}`;
  return connections.length === 0 ? `nothing falls into it; ${share}` : `${describeOwnVerdict(result)}; ${share}`;
}

function describeOwnVerdict(result: AuditResult): string {
  const failing = plural(countFailing(result), 'finding');
  const tolerated = countTolerated(result);
  const below = tolerated === 0 ? '' : `; ${plural(tolerated, 'finding')} below it`;
  const { likely, unchecked, connections } = result.totals;
  const unread = unreadWords(result);
  const inFull = likely === 0 ? ' in full' : `, ${plural(likely, 'connection')} likely in full (not proved),`;
  switch (result.verdict) {
    case 'in-sync':
      return `everything in scope was read${inFull} and compared; no finding at or above ${result.failOn}${below}`;
    case 'drifted':
      return `${failing} at or above ${result.failOn}${below}${unread === '' ? '' : `; and ${unread}`}`;
    case 'incomplete':
      if (unchecked > 0 && unchecked === connections) return `${unread}; nothing was compared`;
      return `${unread}; no finding at or above ${result.failOn} in the rest${below}`;
  }
}

/** What nobody could look at; empty: nothing. */
function unreadWords({ totals, coverage }: AuditResult): string {
  const lists = coverage?.lists ?? [];
  const unread = lists.filter(({ state }) => state === 'unreadable').length;
  const parts = [
    ...(totals.unchecked === 0
      ? []
      : [`${totals.unchecked} of ${plural(totals.connections, 'connection')} could not be checked`]),
    ...(unread === 0 ? [] : [`${unread} of ${plural(lists.length, 'list')} of connections could not be read`]),
  ];
  return parts.join(', and ');
}

/** What a report that is cut to size leaves out. */
export const cutNouns = {
  passes: 'passed destination',
  completeness: 'completeness record',
  baselines: 'baseline',
  diffs: 'route list diff',
  forwarding: 'forwarding change',
  strips: 'address strip',
  remediation: 'remediation step',
  explained: 'explained difference',
  lint: 'lint warning',
  notices: 'notice',
  caused: 'newly caused difference',
  waived: 'waived finding',
  unchecked: 'unchecked connection',
  findings: 'finding',
  neither: 'unexplained difference',
  unresolved: 'uncompared part',
  loosenings: 'loosening',
  resolved: 'resolved drift',
  runs: 'doubtful run',
  open: 'open drift',
} as const;

/** `file:line:column`, which editors and CI turn into a link. */
export function describePlace({ file, line, column }: Place): string {
  return `${field(file)}:${line}:${column}`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
