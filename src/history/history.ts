import type { Verdict } from '../audit/result.ts';
import { compareText } from '../routing/table.ts';
import { driftsOf } from './drifts.ts';
import type { Drift, Gap, HistoryResult, Period, Run, UnfinishedRun } from './historyResult.ts';
import { leftScope } from './leftScope.ts';
import type { Look } from './look.ts';
import { missedRuns } from './missedRuns.ts';

/** All that is known of the runs. */
export interface KnownRuns extends Pick<HistoryResult, 'source' | 'tool' | 'passedOver'> {
  readonly looks: readonly Look[];
  readonly unfinished: readonly UnfinishedRun[];
}

export interface HistoryOptions {
  /** null: from the first run on. */
  readonly from: Date | null;
  /** The moment after the period; null: until the last run, or until now where runs are due. */
  readonly to: Date | null;
  /** Milliseconds between two runs that are due; null: nobody said. */
  readonly every: number | null;
  readonly now: Date;
}

/**
 * What the runs say of a period: pure, and total. Runs before the period say since when a drift was there, so that none
 * looks younger than it is; those after it say nothing. Their order does not matter. They must be of one source.
 */
export function history({ looks, unfinished, ...facts }: KnownRuns, options: HistoryOptions): HistoryResult {
  const { to, every } = options;
  const sorted = [...looks].sort((a, b) => compareText(orderOf(a), orderOf(b)));
  const all = [...sorted.map(({ run }) => run), ...unfinished].sort((a, b) => compareText(a.lookedAt, b.lookedAt));
  const isInTime = ({ lookedAt }: Run) => to === null || lookedAt < to.toISOString();
  const inTime = all.filter(isInTime);
  const period = periodOf(all, options);
  const runs = inTime.filter(({ lookedAt }) => lookedAt >= period.from);
  const before = inTime.filter(({ lookedAt }) => lookedAt < period.from);
  const times = runs.map(({ lookedAt }) => lookedAt);
  const gaps = every === null ? [] : missedRuns(times, before.at(-1)?.lookedAt ?? null, period, every);
  const known = sorted.filter(({ run }) => isInTime(run));
  const drifts = driftsOf(known, period.to).filter(
    ({ spells }) => (spells.at(-1)?.resolved?.at ?? period.to) >= period.from,
  );
  return {
    verdict: verdictOf(runs, gaps, drifts),
    period,
    every,
    ...facts,
    runs,
    runsBefore: before.length,
    runsAfter: all.length - inTime.length,
    leftScope: leftScope(known.filter(({ run }) => run.lookedAt >= period.from)),
    gaps,
    drifts,
  };
}

/** The time that one looked, then the time that it judged, then the file: so the later judgement comes last. */
function orderOf({ run, startedAt }: Look): string {
  return [run.lookedAt, startedAt, run.file].join(' ');
}

/** What is to come can't have been missed, so it ends now at the latest; but no run is left out because a clock is wrong. */
function periodOf(all: readonly Run[], { from, to, every, now }: HistoryOptions): Period {
  const last = all.at(-1)?.lookedAt ?? '';
  const latest = [now.toISOString(), last].sort(compareText)[1] ?? last;
  const isUntilLast = every === null && last >= (from?.toISOString() ?? '');
  const end = to === null ? (isUntilLast ? last : latest) : ([to.toISOString(), latest].sort(compareText)[0] ?? latest);
  const first = [all[0]?.lookedAt ?? end, end].sort(compareText)[0] ?? end;
  return { from: from?.toISOString() ?? first, to: end };
}

/** Drift that fails and is open is certain, and wins. In sync needs every run that was due, and all of each looked at. */
function verdictOf(runs: readonly Run[], gaps: readonly Gap[], drifts: readonly Drift[]): Verdict {
  if (drifts.some(isOpenAndFails)) return 'drifted';
  const isWhole = runs.length > 0 && gaps.length === 0 && runs.every((run) => isComplete(run));
  return isWhole ? 'in-sync' : 'incomplete';
}

export function isOpenAndFails({ standing, spells }: Drift): boolean {
  return standing === 'failing' && spells.at(-1)?.resolved === null;
}

/** That it finished, and looked at all that was in its scope. */
export function isComplete(run: Run): boolean {
  return run.state === 'finished' && run.unchecked + run.unlisted === 0;
}
