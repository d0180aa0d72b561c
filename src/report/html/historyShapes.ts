import { isComplete } from '../../history/history.ts';
import type { Drift, Gap, Run, Spell } from '../../history/historyResult.ts';
import { type Markup, tag } from './tag.ts';
import type { Position } from './timeAxis.ts';

export type RunMark = 'complete' | 'incomplete' | 'unfinished';

export function runMark(run: Run): RunMark {
  if (run.state === 'unfinished') return 'unfinished';
  return isComplete(run) ? 'complete' : 'incomplete';
}

/** Around 0,0. A stroke, a hollow diamond, a cross; a tick for what was resolved, an arrow head for what goes on. */
export const paths = {
  complete: 'M0 -7V7',
  incomplete: 'M0 -7L6 0L0 7L-6 0z',
  unfinished: 'M-5 -5L5 5M5 -5L-5 5',
  first: 'M0 -5a5 5 0 1 0 .01 0z',
  end: 'M-6 0L-2 5L6 -6',
  on: 'M-4 -6L4 0L-4 6',
} as const;

export function runMarks(runs: readonly Run[], middle: number, at: Position): readonly Markup[] {
  return runs.map((run) => mark(runMark(run), runMark(run), at(run.lookedAt), middle));
}

/** Where runs were missed. */
export function gapBands(
  kind: string,
  gaps: readonly Gap[],
  top: number,
  height: number,
  at: Position,
): readonly Markup[] {
  return gaps.map(({ after, before }) => {
    const [start, end] = [at(after), at(before)];
    return tag('rect', { class: kind, x: `${start}%`, width: `${widthOf(start, end)}%`, y: top, height });
  });
}

/** No colour alone can say it. */
export function missedWords({ after, before, missed }: Gap, anchor: string, at: Position): Markup {
  const x = anchor === 'end' ? at(before) : anchor === 'start' ? at(after) : (at(after) + at(before)) / 2;
  return tag('text', { class: 'missed', x: `${x}%`, y: 11, 'text-anchor': anchor }, `${missed} missed`);
}

/** Filled from the first to the last run that saw it; hollow from there to the one that did not find it, or to the end. */
export function spellShapes(
  { firstSeen, lastSeen, resolved }: Spell,
  standing: Drift['standing'],
  end: string,
  middle: number,
  at: Position,
): readonly Markup[] {
  const [first, last, over] = [at(firstSeen), at(lastSeen), at(resolved?.at ?? end)];
  const bar = (kind: string, from: number, to: number) => {
    const across = { x: `${from}%`, width: `${widthOf(from, to)}%` };
    return tag('rect', { class: `${kind} ${standing}`, ...across, y: middle - 5, height: 10 });
  };
  return [
    bar('unseen', last, over),
    bar('seen', first, last),
    mark('first', `first ${standing}`, first, middle),
    mark(resolved === null ? 'on' : 'end', resolved === null ? 'on' : 'end', over, middle),
  ];
}

function widthOf(from: number, to: number): number {
  return Math.round((to - from) * 100) / 100;
}

function mark(path: keyof typeof paths, look: string, position: number, middle: number): Markup {
  return tag('svg', { class: 'mark-at', x: `${position}%`, y: middle }, tag('path', { class: look, d: paths[path] }));
}
