import { anyValue, type RouteType } from './route.ts';
import { compareText } from './table.ts';

/** A route as far as it decides where traffic goes. */
export interface ForwardingRoute {
  readonly nextHop: string;
  /** null: it has none. */
  readonly weight: number | null;
}

/** The next hops of the routes for one destination that are active: see `audit/forwarding.ts`. Each once, sorted. */
export function activeNextHops(routes: readonly ForwardingRoute[]): readonly string[] {
  const highest = routes.reduce((most, { weight }) => Math.max(most, weight ?? most), Number.NEGATIVE_INFINITY);
  const active = routes.filter(({ weight }) => weight === null || weight === highest);
  return [...new Set(active.map(({ nextHop }) => nextHop))].sort(compareText);
}

/** What a route must state to forward: a custom one that it is advertised to the transit router, a BGP one that it is usable. */
const stateInUse = { custom: 'published', bgp: 'Active' } as const satisfies Record<RouteType, string>;

/** What a route may state that does not forward. */
const stateNotInUse = 'normal';

/** True where nobody knows whether a route of this state forwards. */
export function isUnknownState(state: string | null): boolean {
  return state !== null && state !== stateNotInUse && !Object.values<string>(stateInUse).includes(state);
}

/** A route that states no state counts as in use, and one of a state that nobody knows does not. */
export function isInUse(type: RouteType, state: string | null): boolean {
  return state === null || state === anyValue || state === stateInUse[type];
}
