import { isComplete } from '../../history/history.ts';
import type { Drift, Gap, HistoryResult, Run, Spell } from '../../history/historyResult.ts';
import * as history from '../historyWords.ts';
import { standingBadge } from './historyTables.ts';
import { type Markup, openingTag, tag } from './tag.ts';
import { axisTicks, type Position, positionIn } from './timeAxis.ts';

const [height, middle] = [32, 16];

/**
 * The period as a line, the runs on it, and below them a lane for each drift. Shapes say what colours do, and each lane
 * says itself in words; lengths are in percent, so that a narrow page squeezes no mark.
 */
export function* historyLanes(result: HistoryResult): Iterable<string> {
  const at = positionIn(result.period);
  yield `<section id="timeline" aria-labelledby="timeline-title">\n${tag('h2', { id: 'timeline-title' }, 'Timeline').html}\n`;
  yield `${legend(result).html}\n${openingTag('div', { class: 'lanes' })}\n`;
  yield lane(axisName(), axis(result, at));
  yield lane([tag('b', {}, 'Runs')], runLane(result, at));
  for (const drift of result.drifts) yield lane(driftName(drift), driftLane(drift, result, at));
  yield '</div>\n</section>\n';
}

function lane(name: readonly Markup[], drawing: Markup): string {
  return `${tag('div', { class: 'lane' }, tag('div', { class: 'lane-name' }, ...name), drawing).html}\n`;
}

function axisName(): readonly Markup[] {
  return [tag('small', {}, 'Times are UTC')];
}

function driftName(drift: Drift): readonly Markup[] {
  return [
    standingBadge(drift),
    tag('b', {}, history.driftTitle(drift)),
    tag('small', {}, history.describeDriftPlace(drift)),
  ];
}

function drawing(label: string, shapes: readonly Markup[]): Markup {
  return tag('svg', { class: 'line', role: 'img', 'aria-label': label, height }, ...shapes);
}

function axis(result: HistoryResult, at: Position): Markup {
  const labels = axisTicks(result.period).map(({ time, label }) =>
    tag('text', { class: 'tick', x: `${at(time)}%`, y: middle + 6, 'text-anchor': anchorOf(at(time)) }, label),
  );
  return drawing(`From ${history.describePeriod(result)}`, labels);
}

/** So that no label leaves the page. */
function anchorOf(position: number): string {
  if (position < 8) return 'start';
  return position > 92 ? 'end' : 'middle';
}

function runLane(result: HistoryResult, at: Position): Markup {
  const { runs, gaps } = result;
  const marks = runs.map((run) => mark(runMark(run), at(run.lookedAt), runPaths[runMark(run)]));
  const line = tag('line', { class: 'rail', x1: '0%', x2: '100%', y1: middle, y2: middle });
  const missed = gaps.map((gap) =>
    tag(
      'text',
      { class: 'missed', x: `${(at(gap.after) + at(gap.before)) / 2}%`, y: middle - 6, 'text-anchor': 'middle' },
      `${gap.missed} missed`,
    ),
  );
  return drawing(history.describeRuns(result), [line, ...bands(gaps, at), ...missed, ...marks]);
}

type RunMark = 'complete' | 'incomplete' | 'unfinished';

function runMark(run: Run): RunMark {
  if (run.state === 'unfinished') return 'unfinished';
  return isComplete(run) ? 'complete' : 'incomplete';
}

/** A stroke; a diamond with nothing in it; a cross. */
const runPaths = {
  complete: 'M0 -7V7',
  incomplete: 'M0 -7L6 0L0 7L-6 0z',
  unfinished: 'M-5 -5L5 5M5 -5L-5 5',
} as const satisfies Record<RunMark, string>;

/** Where nobody looked, in every lane: it is hatched by strokes, since no colour can say so. */
function bands(gaps: readonly Gap[], at: Position): readonly Markup[] {
  return gaps.map(({ after, before }) => {
    const [start, end] = [at(after), at(before)];
    return tag('rect', { class: 'gap', x: `${start}%`, width: `${end - start}%`, y: 1, height: height - 2 });
  });
}

function driftLane(drift: Drift, { period, gaps }: HistoryResult, at: Position): Markup {
  const spells = drift.spells.filter(({ resolved }) => (resolved?.at ?? period.to) >= period.from);
  const label = `${history.driftTitle(drift)}: ${history.describeTimes(drift)}`;
  return drawing(label, [...bands(gaps, at), ...spells.flatMap((spell) => spellShapes(spell, drift, period.to, at))]);
}

/** Filled from the first to the last run that saw it; hollow from there to the one that did not find it, or to the end. */
function spellShapes(
  { firstSeen, lastSeen, resolved }: Spell,
  drift: Drift,
  end: string,
  at: Position,
): readonly Markup[] {
  const [first, last, over] = [at(firstSeen), at(lastSeen), at(resolved?.at ?? end)];
  const bar = (kind: string, from: number, to: number) =>
    tag('rect', {
      class: `${kind} ${drift.standing}`,
      x: `${from}%`,
      width: `${to - from}%`,
      y: middle - 5,
      height: 10,
    });
  return [
    bar('unseen', last, over),
    bar('seen', first, last),
    mark(`first ${drift.standing}`, first, 'M0 -5a5 5 0 1 0 .01 0z'),
    resolved === null ? mark('on', over, 'M-4 -6L4 0L-4 6') : mark('end', over, 'M-6 0L-2 5L6 -6'),
  ];
}

function mark(kind: string, position: number, path: string): Markup {
  return tag('svg', { class: 'mark-at', x: `${position}%`, y: middle }, tag('path', { class: kind, d: path }));
}

/** Only what is drawn. */
function legend({ runs, gaps, drifts }: HistoryResult): Markup {
  const kinds = new Set(runs.map(runMark));
  const key = (words: string, ...shapes: readonly Markup[]) =>
    tag('li', {}, tag('svg', { class: 'sample', 'aria-hidden': 'true', height: 20, width: 28 }, ...shapes), words);
  const sample = (kind: string, path: string) => tag('path', { class: kind, d: path, transform: 'translate(14 10)' });
  const spells = drifts.flatMap(({ spells }) => spells);
  return tag(
    'ul',
    { class: 'keys' },
    ...(kinds.has('complete') ? [key('a run that checked everything', sample('complete', runPaths.complete))] : []),
    ...(kinds.has('incomplete') ? [key('a run that could not', sample('incomplete', runPaths.incomplete))] : []),
    ...(kinds.has('unfinished') ? [key('one that did not finish', sample('unfinished', runPaths.unfinished))] : []),
    ...(gaps.length > 0
      ? [key('runs that did not happen', tag('rect', { class: 'gap', x: 1, y: 1, width: 26, height: 18 }))]
      : []),
    ...(spells.length > 0
      ? [
          key('seen', tag('rect', { class: 'seen failing', x: 1, y: 5, width: 26, height: 10 })),
          key(
            'not seen again, or not yet',
            tag('rect', { class: 'unseen failing', x: 1, y: 5, width: 26, height: 10 }),
          ),
        ]
      : []),
    ...(spells.some(({ resolved }) => resolved !== null) ? [key('resolved', sample('end', 'M-6 0L-2 5L6 -6'))] : []),
    ...(spells.some(({ resolved }) => resolved === null)
      ? [key('open at the end', sample('on', 'M-4 -6L4 0L-4 6'))]
      : []),
  );
}
