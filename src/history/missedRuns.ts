import type { Gap, Period } from './historyResult.ts';

/**
 * Where runs were due, one each `every` milliseconds, and none began. Between two that follow each other more than one
 * and a half times that is too long, so that a run may be late by half of it; and the beginning and the end of the period
 * count as runs. What was due before the period is not counted, though the run before it says since when one was due.
 *
 * `runs`: when those of the period began, sorted. `previous`: the last one before it; null: there is none.
 */
export function missedRuns(
  runs: readonly string[],
  previous: string | null,
  period: Period,
  every: number,
): readonly Gap[] {
  const marks = [previous ?? period.from, ...runs, period.to];
  return marks.flatMap((before, i): readonly Gap[] => {
    const after = marks[i - 1];
    if (after === undefined) return [];
    const [start, between] = [Date.parse(after), Date.parse(before) - Date.parse(after)];
    if (between <= 1.5 * every) return [];
    const steps = Math.round(between / every);
    // Counted, not listed: of one each minute since a clock's first year there would be a thousand million.
    const first = Math.max(Math.ceil(((Date.parse(period.from) - start) * steps) / between), 1);
    const missed = steps - first;
    return missed <= 0 ? [] : [{ after, before, missed }];
  });
}
