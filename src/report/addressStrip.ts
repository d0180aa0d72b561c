import { directionsOf } from '../audit/forwardingRoutes.ts';
import { type AuditedConnection, type Direction, directions, type ForwardingChange } from '../audit/result.ts';
import { isRouteFinding } from '../audit/standing.ts';
import { partLengthOf, partsOf, smallestCover } from '../routing/addressSpan.ts';
import { bitsOf, covers, formatPrefix, maskWords, type Prefix, type PrefixBits } from '../routing/prefix.ts';

/** A picture of a part of the address space, cut into equal cells. */
export interface AddressStrip {
  readonly direction: Direction;
  readonly covers: Prefix;
  /** Each cell is a prefix of this length. */
  readonly cellLength: number;
  readonly cells: readonly Cell[];
}

/** The gravest first: a cell shows the gravest thing in it. */
export const cellKinds = ['lost', 'moved', 'new', 'routed', 'none'] as const;
export type Cell = (typeof cellKinds)[number];

/**
 * Where in its address space a connection drifts: a strip each direction and part of the space in which the changes that
 * its findings make lie, wide enough to show its other routes there beside them. Empty where nothing moves.
 */
export function addressStrips(
  connection: AuditedConnection,
  forwarding: readonly ForwardingChange[],
  cells: number,
): readonly AddressStrip[] {
  const changes = forwarding.map((change) => ({ ...change, bits: bitsOf(change.prefix) }));
  return directions.flatMap((direction) => {
    const here = changes.filter((change) => change.direction === direction);
    const routes = here.length === 0 ? [] : routesOf(connection, direction);
    return bySpace(here).map((group) => stripOf(direction, group, routes, cells));
  });
}

interface Change extends ForwardingChange {
  readonly bits: PrefixBits;
}

/** What forwards, or at least is there, in a direction. */
function routesOf({ inSync, allowed, findings }: AuditedConnection, direction: Direction): readonly PrefixBits[] {
  const there = [...inSync, ...allowed, ...findings.filter(isRouteFinding)].filter(({ actual }) => actual !== null);
  return there.flatMap((entry) => (directionsOf(entry).includes(direction) ? [bitsOf(entry.destination)] : []));
}

/** Private networks lie far apart, and a picture of all the space between them would show nothing. */
const spaceLength = { 4: 8, 6: 32 } as const;

/** The changes of each strip. One that is wider than a space makes one strip of the whole family. */
function bySpace(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups = new Map<string, Change[]>();
  const wide = new Set(changes.flatMap(({ bits }) => (bits.length < spaceLength[bits.family] ? [bits.family] : [])));
  for (const change of changes) {
    const { bits } = change;
    const key = wide.has(bits.family) ? `${bits.family}` : spaceOf(bits);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups.values()];
}

function spaceOf({ family, words }: PrefixBits): string {
  return `${family} ${maskWords(words, spaceLength[family])[0]}`;
}

function stripOf(
  direction: Direction,
  changes: readonly Change[],
  routes: readonly PrefixBits[],
  count: number,
): AddressStrip {
  const drifting = changes.map(({ bits }) => bits);
  const spaces = new Set(drifting.map(spaceOf));
  const beside = routes.filter((bits) => bits.length >= spaceLength[bits.family] && spaces.has(spaceOf(bits)));
  const whole = smallestCover([...drifting, ...beside]);
  const cellLength = partLengthOf(whole, count);
  const cells: Cell[] = Array.from({ length: 2 ** (cellLength - whole.length) }, () => 'none');
  const mark = (bits: PrefixBits, kind: Cell) => {
    const [first, last] = partsOf(whole, cellLength, bits);
    for (let i = first; i <= last; i++) {
      if (cellKinds.indexOf(kind) < cellKinds.indexOf(cells[i] ?? 'none')) cells[i] = kind;
    }
  };
  for (const bits of routes) if (covers(whole, bits) || covers(bits, whole)) mark(bits, 'routed');
  for (const { bits, from, to } of changes) mark(bits, cellOf({ from, to }));
  return { direction, covers: formatPrefix(whole), cellLength, cells };
}

/** What a change makes of the addresses in it. */
export function cellOf({ from, to }: Pick<ForwardingChange, 'from' | 'to'>): Cell {
  if (to.length === 0) return 'lost';
  return from.length === 0 ? 'new' : 'moved';
}
