import type { Coverage, CoverageList } from '../audit/coverage.ts';
import type { ActualRoute, Finding } from '../audit/finding.ts';
import type { AuditResult, ConnectionResult, ExpectedDestination, FindingReference, Shard } from '../audit/result.ts';
import { isRouteFinding } from '../audit/standing.ts';
import type { Place } from '../document/place.ts';
import type { RouteClaim } from '../routing/route.ts';
import { describeCoverage } from './coverageWords.ts';
import { describeFinding } from './findingWords.ts';
import { jsonText } from './neutralise.ts';

/**
 * The result for machines: schemas/audit-result.schema.json. Complete, never shortened, keys in one order. Every
 * connection and every finding has every key, so that `.connections[].findings[]` needs no precautions.
 */
export function json(result: AuditResult): string {
  return [...jsonPieces(result)].join('');
}

/** The same text, a connection a piece: that of a large network is not to be in memory as a whole. */
export function* jsonPieces(result: AuditResult): Iterable<string> {
  const { connections } = result;
  const whole = jsonText(JSON.stringify({ ...headOf(result), connections: [] }, null, 2));
  const end = '[]\n}';
  yield connections.length === 0 ? whole : `${whole.slice(0, -end.length)}[`;
  for (const [i, connection] of connections.entries()) {
    const text = jsonText(JSON.stringify(connectionOf(connection), null, 2));
    // The line feeds of a JSON text are all between its values.
    yield `${i === 0 ? '' : ','}\n    ${text.replaceAll('\n', '\n    ')}`;
  }
  yield connections.length === 0 ? '\n' : '\n  ]\n}\n';
}

export type ResultDocument = ReturnType<typeof headOf> & { readonly connections: readonly ConnectionDocument[] };
export type ConnectionDocument = ReturnType<typeof connectionOf>;
export type CoverageDocument = ReturnType<typeof coverageOf>;
export type FindingDocument = ReturnType<typeof findingOf>;

function headOf(result: AuditResult) {
  return {
    schemaVersion: 1,
    verdict: result.verdict,
    failOn: result.failOn,
    source: {
      kind: result.source.kind,
      collectedFrom: result.source.collectedFrom,
      endpoint: result.source.endpoint,
      collectedAt: result.source.collectedAt,
    },
    startedAt: result.startedAt,
    finishedAt: result.finishedAt,
    tool: { name: result.tool.name, version: result.tool.version },
    shard: result.shard === null ? null : shardOf(result.shard),
    baselines: result.baselines.map(({ file, sha256 }) => ({ file, sha256 })),
    totals: orderedTotals(result.totals),
    forwarding: result.forwarding.map(({ domain, direction, prefix, from, to, fromBy, toBy, because }) => {
      return { domain, direction, prefix, from, to, fromBy, toBy, because: because.map(referenceOf) };
    }),
    domainsNotEvaluated: result.domainsNotEvaluated,
    coverage: result.coverage === null ? null : coverageOf(result.coverage),
  };
}

/** In the order of the schema, whatever the order of the keys in the file that they came from. */
export function orderedTotals(totals: AuditResult['totals']): AuditResult['totals'] {
  return {
    connections: totals.connections,
    inSync: totals.inSync,
    allowed: totals.allowed,
    missing: totals.missing,
    unexpected: totals.unexpected,
    changed: totals.changed,
    roles: totals.roles,
    countOutOfBounds: totals.countOutOfBounds,
    waived: totals.waived,
    notices: totals.notices,
    likely: totals.likely,
    unchecked: totals.unchecked,
  };
}

function shardOf({ number, of, run, fleet }: Shard): Shard {
  return {
    number,
    of,
    run,
    fleet: fleet.map(({ connectionId, region, account, name, transitRouter, at, sha256 }) => {
      return { connectionId, region, account, name, transitRouter, at: placeOf(at), sha256 };
    }),
  };
}

function connectionOf(connection: ConnectionResult) {
  const audited = connection.state === 'audited' ? connection : null;
  const unchecked = connection.state === 'unchecked' ? connection : null;
  return {
    connectionId: connection.connectionId,
    region: connection.region,
    account: connection.account,
    name: connection.name,
    transitRouter: connection.transitRouter,
    state: connection.state,
    at: placeOf(connection.at),
    reason: unchecked === null ? null : reasonOf(unchecked.reason),
    completeness: audited === null ? null : completenessOf(audited.completeness),
    inSync: (audited?.inSync ?? []).map((route) => ({ ...expectedOf(route), actual: route.actual.map(actualOf) })),
    allowed: (audited?.allowed ?? []).map((route) => ({
      type: route.type,
      source: route.source,
      destination: route.destination,
      actual: route.actual.map(actualOf),
      at: placeOf(route.at),
    })),
    findings: (audited?.findings ?? []).map(findingOf),
    notEvaluated: (unchecked?.notEvaluated ?? []).map(expectedOf),
  };
}

function findingOf(finding: Finding) {
  const route = isRouteFinding(finding) ? finding : null;
  const place = 'destination' in finding ? finding : null;
  const waiver = 'waiver' in finding ? finding.waiver : null;
  return {
    kind: finding.kind,
    type: 'type' in finding ? finding.type : null,
    source: place?.source ?? null,
    destination: place?.destination ?? null,
    description: route?.description ?? null,
    severity: finding.severity,
    impact: 'impact' in finding ? finding.impact : null,
    partOf: route?.partOf ? { kind: route.partOf.kind, connectionId: route.partOf.connectionId } : null,
    expected: route?.expected?.map(claimOf) ?? null,
    actual: route?.actual?.map(actualOf) ?? null,
    changes: (route?.changes ?? []).map(({ attribute, expected, actual }) => ({ attribute, expected, actual })),
    ...detailsOf(finding),
    waiver:
      waiver === null ? null : { id: waiver.id, reason: waiver.reason, owner: waiver.owner, expires: waiver.expires },
    at: placeOf(finding.at),
    message: describeFinding(finding),
  };
}

/** The keys that only one kind has. */
function detailsOf(finding: Finding) {
  switch (finding.kind) {
    case 'count-out-of-bounds':
      return { limits: { min: finding.limits.min, max: finding.limits.max }, count: finding.count };
    case 'mass-change':
      return { missing: finding.missing, changed: finding.changed, of: finding.expected };
    case 'flapping':
      return { outcomes: finding.outcomes };
    case 'failover-flipped':
    case 'two-active':
    case 'no-active':
    case 'standby-missing':
      return {
        members: finding.members.map(({ connectionId, name, expected, actual }) => {
          return { connectionId, name, expected, actual };
        }),
      };
    case 'missing-route':
    case 'unexpected-route':
    case 'changed-route':
    case 'forbidden-route':
    case 'expired-waiver':
    case 'unused-waiver':
      return {};
  }
}

function expectedOf(route: ExpectedDestination) {
  return {
    type: route.type,
    source: route.source,
    destination: route.destination,
    description: route.description,
    expected: route.expected.map(claimOf),
    at: placeOf(route.at),
  };
}

function claimOf({ nextHop, weight, state, asPath, community }: RouteClaim): RouteClaim {
  return { nextHop, weight, state, asPath, community };
}

function actualOf({ nextHop, weight, state, asPath, community, createTime }: ActualRoute): ActualRoute {
  return { nextHop, weight, state, asPath, community, createTime };
}

function referenceOf({ connectionId, kind, type, source, destination }: FindingReference): FindingReference {
  return { connectionId, kind, type, source, destination };
}

function coverageOf({ tags, lists, findings }: Coverage) {
  return {
    tags: tags.map(({ key, value }) => ({ key, value })),
    lists: lists.map(listOf),
    findings: findings.map((finding) => {
      const { kind, connectionId, region, account, name, transitRouter, severity, at } = finding;
      const place = at === null ? null : placeOf(at);
      return {
        kind,
        connectionId,
        region,
        account,
        name,
        transitRouter,
        severity,
        at: place,
        message: describeCoverage(finding),
      };
    }),
  };
}

/** Every list has every key. */
function listOf(list: CoverageList) {
  const { region, account, state } = list;
  const counts = list.state === 'listed' ? list : { listed: null, inScope: null };
  const reason = list.state === 'unreadable' ? reasonOf(list.reason) : null;
  return { region, account, state, listed: counts.listed, inScope: counts.inScope, reason };
}

function placeOf({ file, line, column }: Place): Place {
  return { file, line, column };
}

type Completeness = Extract<ConnectionResult, { state: 'audited' }>['completeness'];
type Reason = Extract<ConnectionResult, { state: 'unchecked' }>['reason'];

function completenessOf({ custom, bgp }: Completeness): Completeness {
  return { custom: readingOf(custom), bgp: readingOf(bgp) };
}

function readingOf(reading: Completeness['custom']): Completeness['custom'] {
  return {
    proof: reading.proof,
    order: reading.order,
    pages: reading.pages,
    totalCount: reading.totalCount,
    received: reading.received,
    listed: reading.listed,
    passes: reading.passes,
    windows: reading.windows.map(({ start, rows, overlap, totalCount }) => ({ start, rows, overlap, totalCount })),
    requestIds: reading.requestIds,
    firstRequestAt: reading.firstRequestAt,
    lastRequestAt: reading.lastRequestAt,
    unknownFields: reading.unknownFields,
  };
}

function reasonOf({ code, message, hint, requestId }: Reason): Reason {
  return { code, message, hint, requestId };
}
