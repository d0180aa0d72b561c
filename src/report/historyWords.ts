import { isComplete, isOpenAndFails } from '../history/history.ts';
import type { Gap, HistoryResult, Run } from '../history/historyResult.ts';
import { describeLeftScope } from './leftScopeWords.ts';
import { plural, sourceWords, verdictWords } from './words.ts';

/** The sentences about a history as a whole; those about one drift are in driftWords.ts. Times are UTC, to the minute. */
/** `2026-11-20 02:00`. */
export function describeTime(time: string): string {
  return time.slice(0, 'yyyy-mm-ddThh:mm'.length).replace('T', ' ');
}

/** Whole minutes, hours or days, whichever say enough; rounded down. */
export function describeAge(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours < 2) return plural(minutes, 'minute');
  return hours < 48 ? plural(hours, 'hour') : plural(Math.floor(hours / 24), 'day');
}

/** The last moment of a period is not in it: of whole days it is a midnight, which nobody would call the last day. */
export function describePeriod({ period: { from, to } }: HistoryResult): string {
  return `${describeTime(from)} to ${describeTime(to)}, UTC`;
}

/** To the minute, unlike an age: an auditor compares it with the schedule that was agreed. */
export function describeEvery({ every }: HistoryResult): string {
  if (every === null) return 'nobody said how often (--every)';
  const [unit, length] = units.find(([, length]) => every % length === 0) ?? units[2];
  return `every ${every === length ? unit : plural(every / length, unit)}`;
}

const units = [
  ['day', 24 * 3_600_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

export function describeHistorySource({ source }: HistoryResult): string {
  return source === null ? 'nowhere: no run finished' : sourceWords[source];
}

/** `30 runs: 28 complete, 1 incomplete, 1 unfinished; 2 due runs did not happen`. */
export function describeRuns(result: HistoryResult): string {
  const { runs, runsBefore, runsAfter, passedOver, every } = result;
  const { incomplete, unfinished, missed } = countRuns(result);
  const whole = runs.length - incomplete - unfinished;
  const parts = [
    `${plural(runs.length, 'run')}: ${whole} complete`,
    ...(incomplete === 0 ? [] : [`${incomplete} incomplete`]),
    ...(unfinished === 0 ? [] : [`${unfinished} unfinished`]),
  ];
  const rest = [
    ...(every === null ? [] : [missed === 0 ? 'none that was due is missing' : `${missed} due did not happen`]),
    ...(runsBefore === 0 ? [] : [`${plural(runsBefore, 'run')} before the period`]),
    ...(runsAfter === 0 ? [] : [`${plural(runsAfter, 'run')} after it left out`]),
    ...(passedOver.length === 0 ? [] : [`${passedOver.length} passed over`]),
  ];
  return [parts.join(', '), ...rest].join('; ');
}

export function countRuns({ runs, gaps }: HistoryResult) {
  const unfinished = runs.filter(({ state }) => state === 'unfinished').length;
  return {
    incomplete: runs.filter((run) => !isComplete(run)).length - unfinished,
    unfinished,
    missed: gaps.reduce((sum, gap) => sum + gap.missed, 0),
  };
}

/** It follows `verdictWords`. */
export function describeHistoryVerdict(result: HistoryResult): string {
  const { verdict, runs, drifts, every } = result;
  const { incomplete, unfinished, missed } = countRuns(result);
  const open = drifts.filter(isOpenAndFails).length;
  const doubts = [
    ...(runs.length === 0 ? ['there was no run in the period'] : []),
    ...(missed === 0 ? [] : [`${plural(missed, 'run')} that ${missed === 1 ? 'was' : 'were'} due did not happen`]),
    ...(incomplete === 0 ? [] : [`${plural(incomplete, 'run')} could not check everything`]),
    ...(unfinished === 0 ? [] : [`${plural(unfinished, 'run')} did not finish`]),
  ];
  const left = describeLeftScope(result);
  const none = 'no drift that fails a run is open at the end';
  switch (verdict) {
    case 'drifted': {
      const failing = `${plural(open, 'drift')} that ${open === 1 ? 'fails a run is' : 'fail a run are'} open at the end`;
      return [failing, ...doubts, ...left].join('; ');
    }
    case 'incomplete':
      return [...doubts, ...left, `${none}, as far as anybody looked`].join('; ');
    case 'in-sync': {
      const checked = `${every === null ? 'every run' : 'every run that was due happened, and'} checked everything in its scope`;
      return [checked, ...left, none].join('; ');
    }
  }
}

export function describeRun(run: Run): string {
  if (run.state === 'unfinished') return 'did not finish: nobody knows what it saw';
  const { verdict, failing, unchecked, unlisted, connections } = run;
  const read =
    unchecked === 0
      ? plural(connections, 'connection')
      : `${unchecked} of ${plural(connections, 'connection')} unchecked`;
  const unread = unlisted === 0 ? '' : `, ${plural(unlisted, 'list')} of connections unread`;
  return `${verdictWords[verdict]}: ${plural(failing, 'finding')} failing, ${read}${unread}`;
}

export function describeGap({ after, before, missed }: Gap): string {
  return `${plural(missed, 'run')} missed between ${describeTime(after)} and ${describeTime(before)}`;
}
