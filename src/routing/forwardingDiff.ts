import { type Address, compareAddresses, lastOf, nextAfter, previousOf } from './address.ts';
import type { Prefix } from './prefix.ts';
import { prefixesOf } from './prefixesOf.ts';
import { type SortedPrefixes, sortPrefixes } from './sortedPrefixes.ts';

/**
 * Where two tables send traffic differently, under longest-prefix match: the address space is cut where a prefix of
 * either side begins or ends, and in each piece the most specific prefix of each side decides.
 *
 * Prefixes are nested or disjoint. Sorted by address, the shorter first, they come as brackets open; a stack holds those
 * that are open, outermost first, and so in each piece the last one of a side on the stack is its most specific. One
 * pass over 2n brackets: O(n log n) with the sorting, and no trie.
 *
 * Neighbouring pieces with the same two outcomes are put together into a run as long as can be; a run becomes the fewest
 * prefixes that are it. So the prefixes are disjoint, sorted, and no two could be one.
 */
export interface ForwardingEntry {
  readonly prefix: Prefix;
  /** Names for where its traffic goes on each side: equal exactly where that is the same. `unrouted`: it is not in that table. */
  readonly before: number;
  readonly after: number;
}

/** The outcome where no prefix covers. */
export const unrouted = 0;

export interface ForwardingDifference {
  readonly prefix: Prefix;
  /** Outcomes; they differ. */
  readonly from: number;
  readonly to: number;
  /** The prefixes that decide before and after, in order; several where pieces were put together. */
  readonly fromBy: readonly Prefix[];
  readonly toBy: readonly Prefix[];
}

/** Both tables in one: each prefix once, in any order. IPv4 comes before IPv6 in what is returned. */
export function forwardingDiff(entries: readonly ForwardingEntry[]): readonly ForwardingDifference[] {
  const { ipv4, ipv6, marks } = sortPrefixes(entries, markOf);
  return [ipv4, ipv6].flatMap((prefixes) => differencesIn(entries, prefixes, sweep(entries, prefixes, marks)));
}

/** The addresses from `first` to just before `end`, decided by these entries; undefined: none covers. */
interface Piece {
  readonly first: Address;
  readonly end: Address;
  readonly before: ForwardingEntry | undefined;
  readonly after: ForwardingEntry | undefined;
}

function differencesIn(
  entries: readonly ForwardingEntry[],
  prefixes: SortedPrefixes,
  told: readonly Told[],
): readonly ForwardingDifference[] {
  const differences: ForwardingDifference[] = [];
  let run: Piece[] = [];
  const endRun = () => {
    for (const difference of inPrefixes(run)) differences.push(difference);
    run = [];
  };
  for (const { from, to, was, is } of told) {
    const [first, end] = [addressAt(prefixes, from), addressAt(prefixes, to)];
    if (compareAddresses(first, end) === 0) continue;
    const piece = { first, end, before: entries[was], after: entries[is] };
    const previous = run.at(-1);
    if (previous !== undefined && !carriesOn(previous, piece)) endRun();
    run.push(piece);
  }
  endRun();
  return differences;
}

/** Marks of an entry: which tables it is in, and whether they disagree. */
const [inBefore, inAfter, differs] = [1, 2, 4];

function markOf({ before, after }: ForwardingEntry): number {
  return (before === unrouted ? 0 : inBefore) | (after === unrouted ? 0 : inAfter) | (before === after ? 0 : differs);
}

/** Where one piece ends and the next begins: at the start of entry `edge`, or, where it is negative, just after entry `~edge`. */
type Edge = number;

function addressAt({ words, starts, lengths }: SortedPrefixes, edge: Edge): Address {
  const i = edge < 0 ? ~edge : edge;
  const at = i * words;
  const first = starts[at] ?? 0;
  const start = words === 1 ? [first] : [first, starts[at + 1] ?? 0, starts[at + 2] ?? 0, starts[at + 3] ?? 0];
  return edge < 0 ? nextAfter(lastOf(start, lengths[i] ?? 0)) : start;
}

/** A table of nested prefixes is at most as deep as an address is long, and one more. */
const deepest = 129;

/** Between two edges the indices of the entries that decide; of none, one more than there are. */
interface Told {
  readonly from: Edge;
  readonly to: Edge;
  readonly was: number;
  readonly is: number;
}

/**
 * The pieces in which the outcomes differ, in order, and some that are empty. Of a million entries nearly all are passed over,
 * so nothing is made for them, and hardly one is looked at.
 */
function sweep(
  entries: readonly ForwardingEntry[],
  { words, starts, lengths, order }: SortedPrefixes,
  marks: Uint8Array,
): readonly Told[] {
  const told: Told[] = [];
  const none = entries.length;
  // The prefixes that are open, and what decides outside of each.
  const open = new Uint32Array(deepest);
  const outerWas = new Uint32Array(deepest);
  const outerIs = new Uint32Array(deepest);
  let depth = 0;
  let was = none;
  let is = none;
  let edge: Edge = 0;
  for (let n = 0; n <= order.length; n++) {
    const i = n < order.length ? (order[n] ?? none) : none;
    while (depth > 0) {
      const top = open[depth - 1] ?? 0;
      if (i !== none && startsWith(starts, i * words, top * words, lengths[top] ?? 0)) break;
      if (differ(was, is)) told.push({ from: edge, to: ~top, was, is });
      edge = ~top;
      depth -= 1;
      was = outerWas[depth] ?? 0;
      is = outerIs[depth] ?? 0;
    }
    if (differ(was, is)) told.push({ from: edge, to: i, was, is });
    edge = i;
    open[depth] = i;
    outerWas[depth] = was;
    outerIs[depth] = is;
    depth += 1;
    const mark = marks[i] ?? 0;
    if ((mark & inBefore) !== 0) was = i;
    if ((mark & inAfter) !== 0) is = i;
  }
  return told;

  function differ(was: number, is: number): boolean {
    if (was === is) return ((marks[was] ?? 0) & differs) !== 0;
    return (was === none ? unrouted : entries[was]?.before) !== (is === none ? unrouted : entries[is]?.after);
  }
}

/** True where two addresses begin with the same bits, that many. */
function startsWith(starts: Uint32Array, at: number, atOther: number, bits: number): boolean {
  for (let word = 0; 32 * word < bits; word++) {
    const differing = (starts[at + word] ?? 0) ^ (starts[atOther + word] ?? 0);
    if (differing >>> Math.max(32 * (word + 1) - bits, 0) !== 0) return false;
  }
  return true;
}

function carriesOn(previous: Piece, piece: Piece): boolean {
  return (
    fromOf(previous) === fromOf(piece) &&
    toOf(previous) === toOf(piece) &&
    compareAddresses(previous.end, piece.first) === 0
  );
}

/** The fewest prefixes that are a run, each with what decides in the pieces that it has a part of. */
function inPrefixes(run: readonly Piece[]): readonly ForwardingDifference[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return [];
  let next = 0;
  return prefixesOf(first.first, previousOf(last.end)).map(({ prefix, end }) => {
    const pieces: Piece[] = [];
    for (let piece = run[next]; piece !== undefined && compareAddresses(piece.first, end) < 0; piece = run[next]) {
      pieces.push(piece);
      // It may reach into the next prefix as well.
      if (compareAddresses(piece.end, end) > 0) break;
      next += 1;
    }
    return {
      prefix,
      from: fromOf(first),
      to: toOf(first),
      fromBy: decidersOf(pieces, 'before'),
      toBy: decidersOf(pieces, 'after'),
    };
  });
}

function decidersOf(pieces: readonly Piece[], side: 'before' | 'after'): readonly Prefix[] {
  const prefixes: Prefix[] = [];
  for (const { [side]: entry } of pieces) if (entry !== undefined) prefixes.push(entry.prefix);
  return prefixes.length > 1 ? [...new Set(prefixes)] : prefixes;
}

function fromOf({ before }: Piece): number {
  return before?.before ?? unrouted;
}

function toOf({ after }: Piece): number {
  return after?.after ?? unrouted;
}
