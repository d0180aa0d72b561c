import type { Prefix } from './prefix.ts';
import { compareRanks, type PrefixRank, rankOf } from './prefixRank.ts';
import { type RouteType, routeTypes } from './route.ts';

/**
 * One destination in one of a connection's tables: the unit that is judged. The same destination may stand in
 * `custom`, in `bgp` from CLOUD and in `bgp` from VPN_BGP, and is a different thing in each.
 */
export interface TableDestination {
  readonly type: RouteType;
  /** `CLOUD`, `VPN_BGP`, whatever else a BGP route stated, or null: not stated, and for custom routes. */
  readonly source: string | null;
  readonly destination: Prefix;
}

/** Equal exactly where table and destination are. No source holds a space that a destination could be mistaken for. */
export function keyOf({ type, source, destination }: TableDestination): string {
  return `${destination} ${type} ${source ?? ''}`;
}

/** By code unit, not by locale: the same order on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function isSameDestination(a: TableDestination, b: TableDestination): boolean {
  return a.destination === b.destination && compareTables(a, b) === 0;
}

/** True where `sortByDestination` puts `a` before `b` wherever they stand. */
export function isBefore(a: TableDestination, b: TableDestination): boolean {
  if (isSameDestination(a, b)) return false;
  return (compareTables(a, b) || compareRanks(rankOf(a.destination), rankOf(b.destination))) < 0;
}

/** A new list: custom before bgp, by source (not stated first), then by prefix; equals stay in their order. */
export function sortByDestination<T extends TableDestination>(items: readonly T[]): T[] {
  return sorted(items, () => 0);
}

/** A new list: as `sortByDestination`, and the routes of one destination by everything that is stated of them. */
export function sortRoutes<T extends TableDestination>(routes: readonly T[]): T[] {
  return sorted(routes, (a, b) => compareText(stated(a), stated(b)));
}

/** Most lists come sorted, and that is seen in a fraction of the time in which they could be sorted. */
function sorted<T extends TableDestination>(items: readonly T[], breakTie: (a: T, b: T) => number): T[] {
  if (isInOrder(items, (a, b) => breakTie(a, b) <= 0)) return [...items];
  return items
    .map((item) => ({ item, rank: rankOf(item.destination) }))
    .sort((a, b) => compareTables(a.item, b.item) || compareRanks(a.rank, b.rank) || breakTie(a.item, b.item))
    .map(({ item }) => item);
}

/** True where the list is as `sortByDestination` leaves it, and `mayFollow` holds of all neighbours of one destination. */
export function isInOrder<T extends TableDestination>(
  items: readonly T[],
  mayFollow: (a: T, b: T) => boolean,
): boolean {
  let previous: T | undefined;
  let rank: PrefixRank = 0;
  for (const item of items) {
    const next = rankOf(item.destination);
    if (previous !== undefined) {
      const order = compareTables(previous, item) || compareRanks(rank, next);
      if (order > 0 || (order === 0 && !mayFollow(previous, item))) return false;
    }
    previous = item;
    rank = next;
  }
  return true;
}

function compareTables(a: TableDestination, b: TableDestination): number {
  if (a.type !== b.type) return routeTypes.indexOf(a.type) - routeTypes.indexOf(b.type);
  return a.source === b.source ? 0 : compareText(a.source ?? '', b.source ?? '');
}

/** Everything stated, in one order of keys: a tie-break that does not depend on the order of a reply. */
function stated(route: object): string {
  return JSON.stringify(Object.entries(route).sort(([a], [b]) => compareText(a, b)));
}
