import { type Address, compareAddresses, nextAfter, previousOf } from './address.ts';
import type { Prefix } from './prefix.ts';
import { prefixesOf } from './prefixesOf.ts';
import { sortPrefixes } from './sortedPrefixes.ts';

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
  const isIpv6 = ({ prefix }: ForwardingEntry) => prefix.includes(':');
  const ipv6 = entries.filter(isIpv6);
  const ipv4 = ipv6.length === 0 ? entries : entries.filter((entry) => !isIpv6(entry));
  return [...differencesIn(ipv4, 1), ...differencesIn(ipv6, 4)];
}

/** Addresses `first` to `last`, decided by these entries; null: none covers. */
interface Piece {
  readonly first: Address;
  readonly last: Address;
  readonly before: ForwardingEntry | null;
  readonly after: ForwardingEntry | null;
}

function differencesIn(entries: readonly ForwardingEntry[], words: 1 | 4): readonly ForwardingDifference[] {
  const differences: ForwardingDifference[] = [];
  let run: Piece[] = [];
  const endRun = () => {
    for (const difference of inPrefixes(run)) differences.push(difference);
    run = [];
  };
  sweep(entries, words, (piece) => {
    const previous = run.at(-1);
    if (previous !== undefined && !carriesOn(previous, piece)) endRun();
    run.push(piece);
  });
  endRun();
  return differences;
}

/** A table of nested prefixes is at most as deep as an address is long, and one more. */
const deepest = 129;

/**
 * Tells of each piece in which the outcomes differ, in order. Of a million entries nearly all are passed over, so nothing is
 * made for them: addresses lie in typed arrays, `words` numbers each, and entries are their indices, -1 for none.
 */
function sweep(entries: readonly ForwardingEntry[], words: 1 | 4, tell: (piece: Piece) => void): void {
  const { starts, lengths, order } = sortPrefixes(entries, words);
  const before = Int32Array.from(entries, (entry) => entry.before);
  const after = Int32Array.from(entries, (entry) => entry.after);
  // The prefixes that are open: where each ends, and what decided outside of it.
  const lasts = new Uint32Array(deepest * words);
  const [outerWas, outerIs] = [new Int32Array(deepest), new Int32Array(deepest)];
  let depth = 0;
  let [was, is] = [-1, -1];
  /** Where the piece begins that is being looked at. Past the last address of all its first word is 2^32. */
  const from = new Float64Array(words);
  const isTold = () => (was < 0 ? unrouted : before[was]) !== (is < 0 ? unrouted : after[is]);
  const tellUpTo = (last: Address) =>
    tell({ first: [...from], last, before: entries[was] ?? null, after: entries[is] ?? null });
  const closeTop = () => {
    depth -= 1;
    const at = depth * words;
    if (isTold() && compareWords(from, 0, lasts, at, words) <= 0) tellUpTo([...lasts.subarray(at, at + words)]);
    setAfter(from, lasts, at, words);
    was = outerWas[depth] ?? -1;
    is = outerIs[depth] ?? -1;
  };
  for (const i of order) {
    const at = i * words;
    while (depth > 0 && compareWords(lasts, (depth - 1) * words, starts, at, words) < 0) closeTop();
    if (isTold() && compareWords(from, 0, starts, at, words) < 0) {
      tellUpTo(previousOf([...starts.subarray(at, at + words)]));
    }
    for (let word = 0; word < words; word++) from[word] = starts[at + word] ?? 0;
    setLast(lasts, depth * words, starts, at, lengths[i] ?? 0, words);
    outerWas[depth] = was;
    outerIs[depth] = is;
    depth += 1;
    if (before[i] !== unrouted) was = i;
    if (after[i] !== unrouted) is = i;
  }
  while (depth > 0) closeTop();
}

type Words = Uint32Array | Float64Array;

function compareWords(a: Words, atA: number, b: Words, atB: number, words: number): number {
  for (let word = 0; word < words; word++) {
    const difference = (a[atA + word] ?? 0) - (b[atB + word] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The last address of the prefix of this length that begins at `start`. */
function setLast(lasts: Uint32Array, at: number, start: Uint32Array, atStart: number, length: number, words: number) {
  for (let word = 0; word < words; word++) {
    const kept = length - 32 * word;
    const host = kept >= 32 ? 0 : kept <= 0 ? 0xffffffff : 0xffffffff >>> kept;
    lasts[at + word] = (start[atStart + word] ?? 0) | host;
  }
}

/** One after the last address. */
function setAfter(from: Float64Array, lasts: Uint32Array, at: number, words: number) {
  for (let word = 0; word < words; word++) from[word] = lasts[at + word] ?? 0;
  for (let word = words - 1; word >= 0; word--) {
    const next = (from[word] ?? 0) + 1;
    from[word] = next;
    if (next < 2 ** 32 || word === 0) return;
    from[word] = 0;
  }
}

function carriesOn(previous: Piece, piece: Piece): boolean {
  return (
    fromOf(previous) === fromOf(piece) &&
    toOf(previous) === toOf(piece) &&
    compareAddresses(nextAfter(previous.last), piece.first) === 0
  );
}

/** The fewest prefixes that are a run, each with what decides in the pieces that it has a part of. */
function inPrefixes(run: readonly Piece[]): readonly ForwardingDifference[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return [];
  let next = 0;
  return prefixesOf(first.first, last.last).map(({ prefix, last: end }) => {
    const pieces: Piece[] = [];
    for (let piece = run[next]; piece !== undefined && compareAddresses(piece.first, end) <= 0; piece = run[next]) {
      pieces.push(piece);
      // It may reach into the next prefix as well.
      if (compareAddresses(piece.last, end) > 0) break;
      next += 1;
    }
    return {
      prefix,
      from: fromOf(first),
      to: toOf(first),
      fromBy: decidersOf(pieces.map(({ before }) => before)),
      toBy: decidersOf(pieces.map(({ after }) => after)),
    };
  });
}

function decidersOf(entries: readonly (ForwardingEntry | null)[]): readonly Prefix[] {
  return [...new Set(entries.flatMap((entry) => (entry === null ? [] : [entry.prefix])))];
}

function fromOf({ before }: Piece): number {
  return before?.before ?? unrouted;
}

function toOf({ after }: Piece): number {
  return after?.after ?? unrouted;
}
