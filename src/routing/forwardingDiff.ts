import { type Address, compareAddresses, lastOf, nextAfter, previousOf } from './address.ts';
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
  /** A name for where its traffic goes: equal exactly where that is the same. 1 or more. */
  readonly outcome: number;
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

/** Each side holds a prefix once at most, in any order. IPv4 comes before IPv6. */
export function forwardingDiff(
  before: readonly ForwardingEntry[],
  after: readonly ForwardingEntry[],
): readonly ForwardingDifference[] {
  const isIpv6 = ({ prefix }: ForwardingEntry) => prefix.includes(':');
  const isIpv4 = (entry: ForwardingEntry) => !isIpv6(entry);
  return [
    ...differencesIn(before.filter(isIpv4), after.filter(isIpv4), 1),
    ...differencesIn(before.filter(isIpv6), after.filter(isIpv6), 4),
  ];
}

/** Addresses `first` to `last`, decided by these entries; null: none covers. */
interface Piece {
  readonly first: Address;
  readonly last: Address;
  readonly before: ForwardingEntry | null;
  readonly after: ForwardingEntry | null;
}

function differencesIn(
  before: readonly ForwardingEntry[],
  after: readonly ForwardingEntry[],
  words: 1 | 4,
): readonly ForwardingDifference[] {
  const differences: ForwardingDifference[] = [];
  let run: Piece[] = [];
  const endRun = () => {
    for (const difference of inPrefixes(run)) differences.push(difference);
    run = [];
  };
  sweep(before, after, words, (piece) => {
    const previous = run.at(-1);
    if (previous !== undefined && !carriesOn(previous, piece)) endRun();
    run.push(piece);
  });
  endRun();
  return differences;
}

/** Tells of each piece in which the outcomes differ, in order. */
function sweep(
  before: readonly ForwardingEntry[],
  after: readonly ForwardingEntry[],
  words: 1 | 4,
  tell: (piece: Piece) => void,
): void {
  const entries = [...before, ...after];
  const { lengths, order, startOf } = sortPrefixes(
    entries.map(({ prefix }) => prefix),
    words,
  );
  interface Open {
    readonly last: Address;
    /** What decided outside of it. */
    readonly outer: readonly [ForwardingEntry | null, ForwardingEntry | null];
  }
  const open: Open[] = [];
  let deciding: Open['outer'] = [null, null];
  let from: Address = [];
  const tellUpTo = (last: Address) => {
    const [was, is] = deciding;
    if (outcomeOf(was) !== outcomeOf(is)) tell({ first: from, last, before: was, after: is });
  };
  const closeBefore = (start: Address | null) => {
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      if (start !== null && compareAddresses(top.last, start) >= 0) return;
      if (compareAddresses(from, top.last) <= 0) tellUpTo(top.last);
      from = nextAfter(top.last);
      deciding = top.outer;
      open.pop();
    }
  };
  for (const i of order) {
    const entry = entries[i];
    if (entry === undefined) continue;
    const start = startOf(i);
    closeBefore(start);
    if (open.length > 0 && compareAddresses(from, start) < 0) tellUpTo(previousOf(start));
    from = start;
    open.push({ last: lastOf(start, lengths[i] ?? 0), outer: deciding });
    deciding = i < before.length ? [entry, deciding[1]] : [deciding[0], entry];
  }
  closeBefore(null);
}

function carriesOn(previous: Piece, piece: Piece): boolean {
  return (
    outcomeOf(previous.before) === outcomeOf(piece.before) &&
    outcomeOf(previous.after) === outcomeOf(piece.after) &&
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
      from: outcomeOf(first.before),
      to: outcomeOf(first.after),
      fromBy: decidersOf(pieces.map(({ before }) => before)),
      toBy: decidersOf(pieces.map(({ after }) => after)),
    };
  });
}

function decidersOf(entries: readonly (ForwardingEntry | null)[]): readonly Prefix[] {
  return [...new Set(entries.flatMap((entry) => (entry === null ? [] : [entry.prefix])))];
}

function outcomeOf(entry: ForwardingEntry | null): number {
  return entry === null ? unrouted : entry.outcome;
}
