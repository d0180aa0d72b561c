import { parsePrefix } from '../../src/routing/prefix.ts';
import type { Route } from '../../src/routing/route.ts';

export const connectionId = 'vco-test';

/** A route as the API states it, with the usual values where nothing else is said. */
export function route(destination: string, said: Partial<Route> = {}): Route {
  const parsed = parsePrefix(destination);
  if (parsed.state !== 'canonical') throw new Error(destination);
  const type = said.type ?? 'custom';
  return {
    type,
    destination: parsed.prefix,
    source: type === 'bgp' ? 'VPN_BGP' : null,
    nextHop: connectionId,
    weight: type === 'custom' ? 100 : null,
    state: type === 'custom' ? 'published' : 'Active',
    asPath: null,
    community: null,
    createTime: 1,
    more: {},
    ...said,
  };
}
