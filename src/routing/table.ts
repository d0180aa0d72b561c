import { bitsOf, comparePrefixBits, type Prefix } from './prefix.ts';
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

/** A new list: custom before bgp, by source (not stated first), then by prefix; equals stay in their order. */
export function sortByDestination<T extends TableDestination>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, bits: bitsOf(item.destination) }))
    .sort(
      (a, b) =>
        routeTypes.indexOf(a.item.type) - routeTypes.indexOf(b.item.type) ||
        compareText(a.item.source ?? '', b.item.source ?? '') ||
        comparePrefixBits(a.bits, b.bits),
    )
    .map(({ item }) => item);
}

/** A new list: as `sortByDestination`, and the routes of one destination by everything that is stated of them. */
export function sortRoutes<T extends TableDestination & { readonly nextHop: string | null }>(
  routes: readonly T[],
): T[] {
  return sortByDestination([...routes].sort((a, b) => compareText(stated(a), stated(b))));
}

/** Everything stated, in one order of keys: a tie-break that does not depend on the order of a reply. */
function stated(route: object): string {
  return JSON.stringify(Object.entries(route).sort(([a], [b]) => compareText(a, b)));
}
