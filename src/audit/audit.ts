import type { Baseline } from '../baseline/baseline.ts';
import type {
  Completeness,
  ConnectionSnapshot,
  FlappingDestination,
  Snapshot,
  SnapshotSource,
  UnreadableReason,
} from '../collect/snapshot.ts';
import { type RouteType, routeTypes } from '../routing/route.ts';
import { compareText, keyOf } from '../routing/table.ts';
import { applyWaivers } from './applyWaivers.ts';
import { assess } from './assess.ts';
import { countStanding } from './countStanding.ts';
import type { Coverage } from './coverage.ts';
import {
  type CountFinding,
  type FlappingFinding,
  type MassChangeFinding,
  type Severity,
  severityOf,
} from './finding.ts';
import { expectedDestinations, type Judgement, judgeDestinations } from './judgeDestinations.ts';
import { massChangeOf } from './massChange.ts';
import type { AuditResult, ConnectionResult } from './result.ts';
import { totalsOf, verdictOf } from './verdict.ts';

/** What the result records of the run, and the clock by which waivers expire. */
export interface AuditRun {
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly failOn: Severity;
  readonly tool: { readonly name: string; readonly version: string };
}

/**
 * Compares what should be with what is. Total: every baseline has its connection in the result, audited or unchecked;
 * every destination, expected or there, is in exactly one list of its connection. Same input, same result, in whatever
 * order baselines, connections and routes come.
 */
export function audit(baselines: readonly Baseline[], snapshot: Snapshot, run: AuditRun): AuditResult {
  const snapshots = new Map(snapshot.connections.map((connection) => [placeOf(connection), connection]));
  const results = baselines.map((baseline) =>
    auditConnection(baseline, snapshots.get(placeOf(baseline)), run.startedAt),
  );
  return resultOf(baselines, results, snapshot.source, run);
}

/** Puts together what was judged connection by connection; `results` holds one of each baseline, in any order. */
export function resultOf(
  baselines: readonly Pick<Baseline, 'file' | 'sha256'>[],
  results: readonly ConnectionResult[],
  source: SnapshotSource,
  run: AuditRun,
  coverage: Coverage | null = null,
): AuditResult {
  const sorted = [...results].sort(
    (a, b) => compareText(a.region, b.region) || compareText(a.connectionId, b.connectionId),
  );
  const { connections, forwarding, domainsNotEvaluated } = assess(sorted);
  return {
    verdict: verdictOf(connections, coverage, run.failOn),
    failOn: run.failOn,
    source,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt.toISOString(),
    tool: run.tool,
    shard: null,
    baselines: baselines.map(({ file, sha256 }) => ({ file, sha256 })).sort((a, b) => compareText(a.file, b.file)),
    totals: totalsOf(connections),
    connections,
    forwarding,
    domainsNotEvaluated,
    coverage,
  };
}

/** Judges one connection; `snapshot` undefined = nobody looked, which is unchecked, never in sync. */
export function auditConnection(
  baseline: Baseline,
  snapshot: ConnectionSnapshot | undefined,
  now: Date,
): ConnectionResult {
  const { connectionId, region, account, name, transitRouter, at } = baseline;
  const head = { connectionId, region, account, name, transitRouter, at };
  if (snapshot?.state !== 'read') {
    const reason = snapshot?.reason ?? notInSnapshot;
    return { ...head, state: 'unchecked', reason, notEvaluated: expectedDestinations(baseline) };
  }
  const judged = judgeDestinations(baseline, snapshot.routes);
  const { findings, notices } = applyWaivers(judged.findings, baseline.waivers, now);
  return {
    ...head,
    state: 'audited',
    completeness: snapshot.completeness,
    inSync: judged.inSync,
    allowed: judged.allowed,
    findings: [
      ...findings,
      ...checkCounts(baseline, snapshot.completeness),
      ...massChanges(baseline, judged),
      ...flapping(baseline, snapshot.flapping),
      ...notices,
    ],
  };
}

const notInSnapshot: UnreadableReason = {
  code: 'NotInSnapshot',
  message: 'the snapshot does not hold this connection',
  hint: 'collect a snapshot with this baseline in scope',
  requestId: null,
};

function checkCounts(
  baseline: Baseline,
  completeness: Readonly<Record<RouteType, Completeness>>,
): readonly CountFinding[] {
  return routeTypes.flatMap((type): CountFinding[] => {
    const limits = baseline.policies[type].count;
    const count = completeness[type].listed;
    if (limits === null || countStanding(limits, count) === 'in bounds') return [];
    const { min, max, at } = limits;
    const kind = 'count-out-of-bounds';
    return [{ kind, severity: severityOf[kind], type, limits: { min, max }, count, at }];
  });
}

/** Waived or not: what may be the collector's fault must be known. */
function massChanges(baseline: Baseline, judgement: Judgement): readonly MassChangeFinding[] {
  return routeTypes.flatMap((type): MassChangeFinding[] => {
    const massChange = massChangeOf(type, judgement);
    const at = baseline.policies[type].at;
    const kind = 'mass-change';
    return massChange === null ? [] : [{ kind, severity: severityOf[kind], type, ...massChange, at }];
  });
}

function flapping(baseline: Baseline, destinations: readonly FlappingDestination[]): readonly FlappingFinding[] {
  const expected = new Map(expectedDestinations(baseline).map((entry) => [keyOf(entry), entry.at]));
  return destinations.map((destination) => {
    const at = expected.get(keyOf(destination)) ?? baseline.policies[destination.type].at;
    return { kind: 'flapping', severity: severityOf.flapping, ...destination, at };
  });
}

function placeOf({ region, connectionId }: { readonly region: string; readonly connectionId: string }): string {
  return `${region} ${connectionId}`;
}
