import type { Drift, HistoryResult } from '../../history/historyResult.ts';
import * as driftWords from '../driftWords.ts';
import * as history from '../historyWords.ts';
import { historyLegend } from './historyLegend.ts';
import { gapBands, missedWords, runMarks, spellShapes } from './historyShapes.ts';
import { standingBadge } from './historyTables.ts';
import { type Markup, openingTag, tag } from './tag.ts';
import { type AxisTick, axisTicks, type Position, positionIn } from './timeAxis.ts';

/**
 * The period as a line, the runs on it, and below them a lane for each drift, open ones first. Shapes say what colours do,
 * and each lane says itself in words. Lengths are in percent, so that a narrow page squeezes no mark.
 */
export function* historyLanes(result: HistoryResult): Iterable<string> {
  const [at, ticks] = [positionIn(result.period), axisTicks(result.period)];
  yield `<section id="timeline" aria-labelledby="timeline-title">\n${tag('h2', { id: 'timeline-title' }, 'Timeline').html}\n`;
  yield `${historyLegend(result).html}\n${openingTag('div', { class: 'lanes' })}\n`;
  yield lane([tag('small', {}, 'Times are UTC')], axis(result, ticks, at));
  yield lane([tag('b', {}, 'Runs')], runLane(result, at));
  for (const state of driftWords.outlooks) {
    for (const drift of driftWords.driftsThatAre(result, state)) {
      yield lane(driftName(drift), driftLane(drift, result, ticks, at));
    }
  }
  yield '</div>\n</section>\n';
}

function lane(name: readonly Markup[], drawn: Markup): string {
  return `${tag('div', { class: 'lane' }, tag('div', { class: 'lane-name' }, ...name), drawn).html}\n`;
}

function driftName(drift: Drift): readonly Markup[] {
  const [title, place] = [driftWords.driftTitle(drift), driftWords.describeDriftPlace(drift)];
  return [standingBadge(drift), tag('b', {}, title), tag('small', {}, place)];
}

function drawing(label: string, height: number, shapes: readonly Markup[]): Markup {
  return tag('svg', { class: 'line', role: 'img', 'aria-label': label, height }, ...shapes);
}

function axis(result: HistoryResult, ticks: readonly AxisTick[], at: Position): Markup {
  const labels = ticks.map(({ time, label }) =>
    tag('text', { class: 'tick', x: `${at(time)}%`, y: 18, 'text-anchor': anchorOf(at(time)) }, label),
  );
  return drawing(`From ${history.describePeriod(result)}`, 26, labels);
}

/** So that no label leaves the page. */
function anchorOf(position: number): string {
  if (position < 8) return 'start';
  return position > 92 ? 'end' : 'middle';
}

function runLane(result: HistoryResult, at: Position): Markup {
  const { runs, gaps } = result;
  const [height, middle] = [42, 28];
  const rail = tag('line', { class: 'rail', x1: '0%', x2: '100%', y1: middle, y2: middle });
  const words = gaps.map((gap) => missedWords(gap, anchorOf((at(gap.after) + at(gap.before)) / 2), at));
  const shapes = [rail, ...gapBands('gap', gaps, 15, height - 16, at), ...words, ...runMarks(runs, middle, at)];
  return drawing(history.describeRuns(result), height, shapes);
}

function driftLane(drift: Drift, { period, gaps }: HistoryResult, ticks: readonly AxisTick[], at: Position): Markup {
  const [height, middle] = [32, 16];
  const grid = ticks.map(({ time }) => {
    return tag('line', { class: 'grid', x1: `${at(time)}%`, x2: `${at(time)}%`, y1: 0, y2: height });
  });
  const spells = drift.spells
    .filter(({ resolved }) => (resolved?.at ?? period.to) >= period.from)
    .flatMap((spell) => spellShapes(spell, drift.standing, period.to, middle, at));
  const label = `${driftWords.driftTitle(drift)}: ${driftWords.describeTimes(drift)}`;
  return drawing(label, height, [...grid, ...gapBands('gap behind', gaps, 0, height, at), ...spells]);
}
