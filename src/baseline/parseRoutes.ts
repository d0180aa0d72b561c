import { anyValue, type RouteType } from '../routing/route.ts';
import type { ExpectedRoute } from './baseline.ts';
import type { RouteDocument } from './baselineDocument.ts';
import { parseDestination } from './parseRange.ts';
import { type Reading, reportTwice } from './reading.ts';

/** The expected routes of one route type, with the defaults of the type; the ones with a problem are left out. */
export function parseRoutes(
  reading: Reading,
  type: RouteType,
  connectionId: string,
  entries: readonly RouteDocument[],
): readonly ExpectedRoute[] {
  const defaults = {
    custom: { nextHop: connectionId, state: 'published' },
    bgp: { nextHop: anyValue, state: 'Active' },
  }[type];
  const routes = entries.flatMap((entry, i): ExpectedRoute[] => {
    const pointer = `/${type}/routes/${i}`;
    const destination = parseDestination(reading, `${pointer}/destination`, entry.destination);
    if (destination === null) return [];
    return [
      {
        destination,
        source: entry.source ?? null,
        nextHop: entry.nextHop ?? defaults.nextHop,
        weight: entry.weight ?? anyValue,
        state: entry.state ?? defaults.state,
        asPath: entry.asPath ?? anyValue,
        community: entry.community ?? anyValue,
        description: entry.description ?? null,
        at: reading.places.at(pointer),
      },
    ];
  });
  reportTwice(reading, routes, (route) => keys[type](route), describeRoute);
  return routes;
}

/** A table holds one route of these. In `bgp` the sources are tables of their own, and there are no weights. */
const keys = {
  custom: (route) => `${route.destination} ${route.nextHop} ${route.weight}`,
  bgp: (route) => `${route.source} ${route.destination} ${route.nextHop}`,
} satisfies Record<RouteType, (route: ExpectedRoute) => string>;

function describeRoute({ destination, source, nextHop, weight }: ExpectedRoute): string {
  const rest = source === null ? `weight ${weight}` : `source ${source}`;
  return `the route ${destination} with next hop ${nextHop} and ${rest}`;
}
