import type { Route } from '../routing/route.ts';

/**
 * What makes a row the same row when it is seen again: everything that is stated of it, but for the tunnels that are up.
 * CreateTime tells a route that was withdrawn and put back, which may stand elsewhere in the list; AS paths may be all
 * that tells two rows apart.
 */
export function identityOf(route: Route): string {
  const { NextHopTunnelIdList: _, ...more } = route.more;
  return JSON.stringify({ ...route, more });
}
