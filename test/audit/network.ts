import { audit } from '../../src/audit/audit.ts';
import type { Finding, Severity } from '../../src/audit/finding.ts';
import type { AuditResult } from '../../src/audit/result.ts';
import type { Baseline } from '../../src/baseline/baseline.ts';
import { parseBaseline } from '../../src/baseline/parseBaseline.ts';
import type { Completeness, ConnectionSnapshot, Snapshot } from '../../src/collect/snapshot.ts';
import { formatProblem } from '../../src/document/place.ts';
import type { Route, RouteType } from '../../src/routing/route.ts';
import { connectionId, route } from './route.ts';

export { connectionId, route };

/** A baseline of `vco-test`, from the YAML that follows its head. */
export function baselineOf(yaml: string, id = connectionId): Baseline {
  const text = `version: 1\nconnection: ${id}\nregion: cn-hangzhou\n${yaml}\n`;
  const parsed = parseBaseline(`${id}.yaml`, new TextEncoder().encode(text));
  if (parsed.state === 'refused') throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.baseline;
}

export function readConnection(routes: readonly Route[], id = connectionId): ConnectionSnapshot {
  const completenessOf = (type: RouteType): Completeness => ({
    proof: 'atomic',
    order: null,
    pages: 1,
    totalCount: 0,
    received: 0,
    listed: routes.filter((one) => one.type === type).length,
    passes: 1,
    windows: [],
    requestIds: [],
    firstRequestAt: '2026-11-23T00:00:00.000Z',
    lastRequestAt: '2026-11-23T00:00:00.000Z',
    unknownFields: [],
  });
  return {
    state: 'read',
    connectionId: id,
    region: 'cn-hangzhou',
    routes,
    flapping: [],
    completeness: { custom: completenessOf('custom'), bgp: completenessOf('bgp') },
  };
}

export function snapshotOf(...connections: readonly ConnectionSnapshot[]): Snapshot {
  return {
    source: { kind: 'api', collectedFrom: 'api', endpoint: null, collectedAt: '2026-11-23T00:00:00.000Z' },
    connections,
  };
}

export function auditOf(
  baselines: readonly Baseline[],
  snapshot: Snapshot,
  { now = '2026-11-23T12:00:00Z', failOn = 'warning' }: { now?: string; failOn?: Severity } = {},
): AuditResult {
  const [startedAt, finishedAt] = [new Date(now), new Date(now)];
  return audit(baselines, snapshot, { startedAt, finishedAt, failOn, tool: { name: 'route-drift', version: '0' } });
}

/** The findings on `vco-test` with these routes, but for the word on how many there are at once. */
export function findingsOf(yaml: string, routes: readonly Route[], now?: string): readonly Finding[] {
  return allFindingsOf(yaml, routes, now).filter(({ kind }) => kind !== 'mass-change');
}

export function allFindingsOf(yaml: string, routes: readonly Route[], now?: string): readonly Finding[] {
  const result = auditOf([baselineOf(yaml)], snapshotOf(readConnection(routes)), now === undefined ? {} : { now });
  const [connection] = result.connections;
  if (connection?.state !== 'audited') throw new Error('unchecked');
  return connection.findings;
}
