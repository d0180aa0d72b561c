import type { Baseline } from '../baseline/baseline.ts';
import type { ConnectionSnapshot, Snapshot, UnreadableReason } from '../collect/snapshot.ts';
import { type Route, routeTypes } from '../routing/route.ts';
import { compareText } from '../routing/table.ts';
import { applyWaivers } from './applyWaivers.ts';
import { expectedDestinations, judgeDestinations } from './judgeDestinations.ts';
import type { AuditResult, ConnectionResult, CountFinding, Severity } from './result.ts';
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
  const connections = baselines
    .map((baseline) => auditConnection(baseline, snapshots.get(placeOf(baseline)), run.startedAt))
    .sort((a, b) => compareText(a.region, b.region) || compareText(a.connectionId, b.connectionId));
  return {
    verdict: verdictOf(connections, run.failOn),
    failOn: run.failOn,
    source: snapshot.source,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt.toISOString(),
    tool: run.tool,
    baselines: baselines.map(({ file, sha256 }) => ({ file, sha256 })).sort((a, b) => compareText(a.file, b.file)),
    totals: totalsOf(connections),
    connections,
  };
}

/** Judges one connection; `snapshot` undefined = nobody looked, which is unchecked, never in sync. */
export function auditConnection(
  baseline: Baseline,
  snapshot: ConnectionSnapshot | undefined,
  now: Date,
): ConnectionResult {
  const { connectionId, region, name, at } = baseline;
  const head = { connectionId, region, name, at };
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
    findings: [...findings, ...checkCounts(baseline, snapshot.routes), ...notices],
  };
}

const notInSnapshot: UnreadableReason = {
  code: 'NotInSnapshot',
  message: 'the snapshot does not hold this connection',
  hint: 'collect a snapshot with this baseline in scope',
  requestId: null,
};

function checkCounts(baseline: Baseline, routes: readonly Route[]): readonly CountFinding[] {
  return routeTypes.flatMap((type): CountFinding[] => {
    const limits = baseline.policies[type].count;
    const count = routes.filter((route) => route.type === type).length;
    if (limits === null || (count >= (limits.min ?? 0) && count <= (limits.max ?? count))) return [];
    const { min, max, at } = limits;
    return [{ kind: 'count-out-of-bounds', severity: 'error', type, limits: { min, max }, count, at }];
  });
}

function placeOf({ region, connectionId }: { readonly region: string; readonly connectionId: string }): string {
  return `${region} ${connectionId}`;
}
