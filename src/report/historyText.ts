import { isComplete } from '../history/history.ts';
import type { Drift, HistoryResult } from '../history/historyResult.ts';
import { type Color, type Paint, painter } from './color.ts';
import * as driftWords from './driftWords.ts';
import * as history from './historyWords.ts';
import { wrap } from './layout.ts';
import { describeLeft, leftName, leftScopeTitle } from './leftScopeWords.ts';
import { field } from './neutralise.ts';
import type { View } from './view.ts';
import * as words from './words.ts';

/** What is open first, then what was resolved, then what is not known; the verdict is the last line. */
export function historyText(result: HistoryResult, { color, width }: View): string {
  const paint = painter(color);
  const verdict = words.verdictWords[result.verdict];
  const last = wrap(`${verdict}: ${history.describeHistoryVerdict(result)}`, width, 'Verdict  ', '         ');
  const facts = [
    ['Period', history.describePeriod(result)],
    ['Due', history.describeEvery(result)],
    ['Runs', history.describeRuns(result)],
    ['Source', history.describeHistorySource(result)],
  ] as const;
  return [
    ...driftWords.outlooks.flatMap((state) => driftLines(result, state, paint, width)),
    ...leftLines(result, paint, width),
    ...doubtLines(result, paint, width),
    ...facts.flatMap(([name, text]) => wrap(text, width, name.padEnd(9), '         ')),
    ...last.map((line) => line.replace(verdict, (found) => paint(verdictColors[result.verdict], found))),
    '',
  ].join('\n');
}

const verdictColors = { 'in-sync': 'green', drifted: 'red', incomplete: 'yellow' } as const;

const titleColors = {
  new: 'red',
  'still-there': 'red',
  'not-looked-at': 'yellow',
  resolved: 'green',
  'resolved-before': 'bold',
} as const satisfies Record<Drift['outlook']['state'], Color>;

const standingMarks = { failing: '✗', tolerated: '!', waived: '~', part: '↳', notice: '·' } as const;

function markOf(drift: Drift): string {
  if (!driftWords.isOpen(drift)) return '✓';
  return drift.outlook.state === 'not-looked-at' ? '?' : standingMarks[drift.standing];
}

function driftLines(
  result: HistoryResult,
  state: Drift['outlook']['state'],
  paint: Paint,
  width: number,
): readonly string[] {
  const drifts = driftWords.driftsThatAre(result, state);
  if (drifts.length === 0) return [];
  const lines = drifts.flatMap((drift) => {
    const title = `${driftWords.describeDriftPlace(drift)}: ${driftWords.driftTitle(drift)}: ${driftWords.describeDrift(drift)}`;
    return [
      ...wrap(title, width, `  ${markOf(drift)} `, '    '),
      ...wrap(driftWords.describeTimes(drift), width, '      ', '      ').map((line) => paint('dim', line)),
    ];
  });
  return [paint(titleColors[state], `${driftWords.outlookWords[state]} (${drifts.length})`), ...lines, ''];
}

function leftLines({ leftScope }: HistoryResult, paint: Paint, width: number): readonly string[] {
  if (leftScope.length === 0) return [];
  const lines = leftScope.map((left) => `${leftName(left)}: ${describeLeft(left, history.describeTime)}`);
  const title = paint('yellow', `${leftScopeTitle} (${leftScope.length})`);
  return [title, ...lines.flatMap((line) => wrap(line, width, '  ? ', '    ')), ''];
}

/** Each run of which not all is known, and each gap. */
function doubtLines({ runs, gaps }: HistoryResult, paint: Paint, width: number): readonly string[] {
  const doubtful = runs.filter((run) => !isComplete(run));
  if (doubtful.length + gaps.length === 0) return [];
  const lines = [
    ...gaps.map(history.describeGap),
    ...doubtful.map((run) => `${history.describeTime(run.lookedAt)}: ${history.describeRun(run)} (${field(run.file)})`),
  ];
  const title = paint('yellow', 'When nobody looked, or not at everything');
  return [title, ...lines.flatMap((line) => wrap(line, width, '  ? ', '    ')), ''];
}
