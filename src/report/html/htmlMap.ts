import type { AuditedConnection, ForwardingChange } from '../../audit/result.ts';
import { bitsOf, covers } from '../../routing/prefix.ts';
import { type AddressStrip, addressStrips, type Cell, cellKinds, cellOf } from '../addressStrip.ts';
import { field } from '../neutralise.ts';
import { cellWords, titleOf } from '../stripWords.ts';
import { plural } from '../words.ts';
import { type Markup, tag } from './tag.ts';

const cells = 64;
const cellWidth = 10;
const height = 40;

/** Where in its address space a connection drifts: drawn, and said; nothing where its drift moves no traffic. */
export function htmlMaps(connection: AuditedConnection, changes: readonly ForwardingChange[]): readonly Markup[] {
  return addressStrips(connection, changes, cells).map((strip) => htmlMap(strip, changes));
}

function htmlMap(strip: AddressStrip, changes: readonly ForwardingChange[]): Markup {
  const kinds = cellKinds.filter((kind) => strip.cells.includes(kind));
  const said = kinds.map(
    (kind) => `${plural(strip.cells.filter((cell) => cell === kind).length, 'cell')} ${cellWords[kind]}`,
  );
  const width = strip.cells.length * cellWidth;
  const drawing = {
    class: 'map',
    role: 'img',
    'aria-label': `${titleOf(strip)}: ${said.join(', ')}`,
    viewBox: `0 0 ${width} ${height}`,
    preserveAspectRatio: 'none',
  };
  const legend = kinds.map((kind) => tag('li', {}, legendMark(kind), ...legendWords(kind, strip, changes)));
  return tag(
    'figure',
    {},
    tag('figcaption', {}, `Address space ${titleOf(strip)}`),
    tag('svg', drawing, ...kinds.flatMap((kind) => shapes(kind, strip.cells))),
    tag('ul', { class: 'legend' }, ...legend),
  );
}

/** The bars of one kind, and over them its mark in each cell: each kind differs in height and in mark. */
function shapes(kind: Cell, strip: readonly Cell[]): readonly Markup[] {
  const places = strip.flatMap((cell, i) => (cell === kind ? [i * cellWidth] : []));
  const top = tops[kind];
  const bars = places.map((x) => `M${x} ${top}h${cellWidth}V${height}h-${cellWidth}z`).join('');
  const marks = places.map((x) => markPaths[kind](x)).join('');
  return [
    tag('path', { class: `bar ${kind}`, d: bars }),
    ...(marks === '' ? [] : [tag('path', { class: `mark ${kind}`, d: marks })]),
  ];
}

const tops = { lost: 0, moved: 8, new: 16, routed: 28, none: 38 } as const satisfies Record<Cell, number>;

/** A cross, an arrow head, a plus; what is as it should be needs none. */
const markPaths = {
  lost: (x) => `M${x + 2} 12l6 16M${x + 8} 12l-6 16`,
  moved: (x) => `M${x + 3} 16l4 8l-4 8`,
  new: (x) => `M${x + 2} 28h6M${x + 5} 21v14`,
  routed: () => '',
  none: () => '',
} as const satisfies Record<Cell, (x: number) => string>;

function legendMark(kind: Cell): Markup {
  const drawing = {
    class: 'key',
    'aria-hidden': 'true',
    viewBox: `0 0 ${cellWidth} ${height}`,
    preserveAspectRatio: 'none',
  };
  return tag('svg', drawing, ...shapes(kind, [kind]));
}

/** More of them than these are in the table of what the drift does to traffic. */
const mostPrefixes = 12;

function legendWords(kind: Cell, { direction, covers: whole }: AddressStrip, changes: readonly ForwardingChange[]) {
  const inside = changes.filter(
    (change) =>
      change.direction === direction && cellOf(change) === kind && covers(bitsOf(whole), bitsOf(change.prefix)),
  );
  const shown = inside.slice(0, mostPrefixes).map(({ prefix }) => field(prefix));
  const more = inside.length > mostPrefixes ? ` and ${inside.length - mostPrefixes} more` : '';
  return shown.length === 0 ? [cellWords[kind]] : [`${cellWords[kind]}: `, tag('code', {}, shown.join(', ')), more];
}
