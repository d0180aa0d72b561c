import type { HistoryResult } from '../../history/historyResult.ts';
import { paths, runMark } from './historyShapes.ts';
import { type Markup, tag } from './tag.ts';

/** What the shapes of the timeline mean, of those that are in it. */
export function historyLegend({ runs, gaps, drifts }: HistoryResult): Markup {
  const marks = new Set(runs.map(runMark));
  const spells = drifts.flatMap((drift) => drift.spells);
  const keys = [
    [marks.has('complete'), sample('complete'), 'run that checked everything'],
    [marks.has('incomplete'), sample('incomplete'), 'run that could not'],
    [marks.has('unfinished'), sample('unfinished'), 'run that did not finish'],
    [gaps.length > 0, box('gap', 1), 'runs that did not happen'],
    [spells.length > 0, box('seen failing', 5), 'drift, from the first to the last run that saw it'],
    [spells.length > 0, box('unseen failing', 5), 'open, and seen by no run'],
    [spells.some(({ resolved }) => resolved !== null), sample('end'), 'resolved: a run looked, and it was gone'],
    [spells.some(({ resolved }) => resolved === null), sample('on'), 'open at the end'],
  ] as const;
  const items = keys.flatMap(([isDrawn, shape, words]) => (isDrawn ? [tag('li', {}, key(shape), words)] : []));
  return tag('ul', { class: 'keys' }, ...items);
}

function key(shape: Markup): Markup {
  return tag('svg', { 'aria-hidden': 'true', height: 20, width: 28 }, shape);
}

function sample(path: keyof typeof paths): Markup {
  return tag('path', { class: path, d: paths[path], transform: 'translate(14 10)' });
}

function box(look: string, y: number): Markup {
  return tag('rect', { class: look, x: 1, y, width: 26, height: 20 - 2 * y });
}
