import { bitsOf, comparePrefixBits } from '../routing/prefix.ts';
import type { Route } from '../routing/route.ts';
import { compareText } from '../routing/table.ts';

/** What a listing may be sorted by. The API documents no order, so it is looked for in the rows that come. */
export const listingOrders = [
  'created-ascending',
  'created-descending',
  'destination-ascending',
  'destination-descending',
  'destination-text-ascending',
  'destination-text-descending',
] as const;
export type ListingOrder = (typeof listingOrders)[number];

/** Negative where `a` must stand before `b` in this order; 0 where nothing is said; NaN where a row lacks the key. */
export function compareIn(order: ListingOrder, a: Route, b: Route): number {
  switch (order) {
    case 'created-ascending':
      return (a.createTime ?? Number.NaN) - (b.createTime ?? Number.NaN);
    case 'created-descending':
      return (b.createTime ?? Number.NaN) - (a.createTime ?? Number.NaN);
    case 'destination-ascending':
      return comparePrefixBits(bitsOf(a.destination), bitsOf(b.destination));
    case 'destination-descending':
      return comparePrefixBits(bitsOf(b.destination), bitsOf(a.destination));
    case 'destination-text-ascending':
      return compareText(a.destination, b.destination);
    case 'destination-text-descending':
      return compareText(b.destination, a.destination);
  }
}

/** True where no row stands before one that must come earlier; rows that tie may stand in any order. */
export function isSorted(order: ListingOrder, rows: readonly Route[]): boolean {
  return rows.every((row, i) => {
    const next = rows[i + 1];
    return next === undefined || compareIn(order, row, next) <= 0;
  });
}

/**
 * How many rows to go back from the end of `rows` to one that stands strictly before the last: 2 where no two rows tie.
 * null where all of them tie with the last.
 */
export function tieLength(order: ListingOrder, rows: readonly Route[]): number | null {
  const last = rows.at(-1);
  if (last === undefined) return null;
  const before = rows.findLastIndex((row) => compareIn(order, row, last) < 0);
  return before === -1 ? null : rows.length - before;
}
