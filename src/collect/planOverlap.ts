import type { Route } from '../routing/route.ts';
import { type ListingOrder, tieLength } from './listingOrder.ts';
import { windowFrom } from './window.ts';

/**
 * Far enough back from `end` that the next window starts strictly before the last row in each order that is left, and not
 * so far that it brings nothing. An order in which too many rows tie for that is given up. null: no window
 * that overlaps brings anything, which happens with pages of a few rows.
 */
export function planOverlap(
  rows: readonly Route[],
  end: number,
  orders: readonly ListingOrder[],
  least: number,
  size: number,
): { readonly overlap: number; readonly orders: readonly ListingOrder[] } | null {
  const ties = orders.flatMap((order) => {
    // One row alone ties with nothing that is known.
    const length = rows.length > 1 ? tieLength(order, rows) : least;
    return length === null || gainOf(end, length, size) < size / 5 ? [] : [{ order, length }];
  });
  let overlap = Math.max(least, ...ties.map(({ length }) => length));
  while (overlap > 1 && gainOf(end, overlap, size) < 1) overlap -= 1;
  if (gainOf(end, overlap, size) < 1) return null;
  return { overlap, orders: ties.flatMap(({ order, length }) => (length <= overlap ? [order] : [])) };
}

/** How many rows beyond `end` the window brings that goes back so far. */
function gainOf(end: number, overlap: number, largest: number): number {
  const { page, size } = windowFrom(Math.max(end - overlap, 0), largest);
  return page * size - end;
}
