import { isWaived } from '../audit/verdict.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { Snapshot } from '../collect/snapshot.ts';
import { type LintFinding, lintKey } from '../lint/finding.ts';
import { lintBaselines } from '../lint/lint.ts';
import { compareText } from '../routing/table.ts';
import { compareToday } from './compareToday.ts';
import { forwardingImpact } from './forwardingImpact.ts';
import { looseningsOf, nameOf, sortLoosenings } from './loosenings.ts';
import type { ConnectionChange, ReviewResult, ReviewVerdict, Side, Today, Unresolved } from './reviewResult.ts';
import { routeChanges } from './routeChanges.ts';
import { rulesOf } from './rulesOf.ts';

/** One set of baselines, and what it is called; a connection is in it once at most. */
export interface SideBaselines extends Omit<Side, 'baselines'> {
  readonly baselines: readonly Baseline[];
}

export interface ReviewRun {
  /** The clock by which waivers expire. */
  readonly now: Date;
  readonly failOnLoosened: boolean;
  readonly headContainsBase: boolean | null;
  readonly unresolved: readonly Unresolved[];
}

/**
 * What a change of baselines does. Connections are matched by region and id, so a file that is only renamed or put in
 * another order is no change. With a snapshot also what that means for what is there today; null = two-way.
 */
export function review(
  base: SideBaselines,
  head: SideBaselines,
  snapshot: Snapshot | null,
  run: ReviewRun,
): ReviewResult {
  const pairs = pairUp(base.baselines, head.baselines);
  const loosenings = sortLoosenings(pairs.flatMap(([before, after]) => looseningsOf(before, after, run.now)));
  const connections = pairs.flatMap(([before, after]) => changeOf(before, after));
  const today = snapshot === null ? null : todayOf(pairs, snapshot, run.now);
  return {
    verdict: verdictOf(today, run.failOnLoosened && loosenings.length > 0, run.unresolved.length > 0),
    base: { ...base, baselines: base.baselines.length },
    head: { ...head, baselines: head.baselines.length },
    headContainsBase: run.headContainsBase,
    loosenings,
    connections,
    unresolved: run.unresolved,
    unchanged: pairs.length - connections.length,
    forwarding: forwardingImpact(base.baselines, head.baselines),
    lint: newLint(base.baselines, head.baselines, run.now),
    today,
  };
}

type Pair = readonly [base: Baseline | null, head: Baseline | null];

/** Sorted by region, then id. */
function pairUp(base: readonly Baseline[], head: readonly Baseline[]): readonly Pair[] {
  const keyOf = ({ region, connectionId }: Baseline) => `${region} ${connectionId}`;
  const [before, after] = [base, head].map((side) => new Map(side.map((one) => [keyOf(one), one])));
  const keys = [...new Set([...base, ...head].map(keyOf))].sort(compareText);
  return keys.map((key) => [before?.get(key) ?? null, after?.get(key) ?? null]);
}

function changeOf(base: Baseline | null, head: Baseline | null): readonly ConnectionChange[] {
  const one = head ?? base;
  if (one === null) return [];
  const routes = routeChanges(base, head);
  const isSame = base !== null && head !== null && routes.length === 0 && rulesOf(base) === rulesOf(head);
  return isSame ? [] : [{ connection: nameOf(one), base, head, routes }];
}

function newLint(base: readonly Baseline[], head: readonly Baseline[], now: Date): readonly LintFinding[] {
  const known = new Set(lintBaselines(base, now).map(lintKey));
  return lintBaselines(head, now).filter((finding) => !known.has(lintKey(finding)));
}

function todayOf(pairs: readonly Pair[], { source, connections }: Snapshot, now: Date): Today {
  const keyOf = ({ region, connectionId }: { readonly region: string; readonly connectionId: string }) =>
    `${region} ${connectionId}`;
  const snapshots = new Map(connections.map((connection) => [keyOf(connection), connection]));
  const compared = pairs.flatMap(([base, head]) => {
    const one = base ?? head;
    const today = one === null ? null : compareToday(base, head, snapshots.get(keyOf(one)), now);
    return today === null ? [] : [today];
  });
  return { source, connections: compared };
}

function verdictOf(today: Today | null, failsAsLoosened: boolean, isPartial: boolean): ReviewVerdict {
  const connections = today?.connections ?? [];
  const isUnexplained = connections.some((one) => one.state === 'compared' && !one.neither.every(isWaived));
  if (isUnexplained) return 'unexplained';
  if (failsAsLoosened) return 'loosened';
  return isPartial || connections.some(({ state }) => state === 'unchecked') ? 'incomplete' : 'reviewed';
}
