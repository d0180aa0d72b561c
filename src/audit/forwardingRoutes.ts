import { type ForwardingRoute, isInUse } from '../routing/activeNextHops.ts';
import { anyValue, type RouteClaim, type RouteType } from '../routing/route.ts';
import type { TableDestination } from '../routing/table.ts';
import { satisfiesAll } from './compareRoutes.ts';
import type { ActualRoute, RouteFinding } from './finding.ts';
import type { AuditedConnection, Direction } from './result.ts';

/** One destination of a connection: what should forward there, and what does. */
export interface ForwardingDestination extends TableDestination {
  readonly before: readonly ForwardingRoute[];
  readonly after: readonly ForwardingRoute[];
  /** null: as it should be, or permitted, so that both are the same. */
  readonly finding: RouteFinding | null;
}

/** All destinations of a connection. What the baseline permits counts as it is, and so does what it leaves open. */
export function forwardingDestinations(connection: AuditedConnection): readonly ForwardingDestination[] {
  const id = connection.connectionId;
  const asIs = [...connection.inSync, ...connection.allowed].map((entry) => {
    const routes = actualRoutes(entry.type, entry.actual, id);
    return { ...tableOf(entry), before: routes, after: routes, finding: null };
  });
  const differing = connection.findings.flatMap((finding) => {
    if (!('changes' in finding)) return [];
    const actual = finding.actual ?? [];
    const before = (finding.expected ?? []).flatMap((claim) => claimedRoutes(finding.type, claim, actual, id));
    return [{ ...tableOf(finding), before, after: actualRoutes(finding.type, actual, id), finding }];
  });
  return [...asIs, ...differing];
}

/**
 * A BGP route whose source is not stated, or is none that is documented, may carry traffic either way, and so it counts
 * both ways: nobody must miss it for want of a word.
 */
export function directionsOf({ type, source }: TableDestination): readonly Direction[] {
  if (type === 'custom' || source === 'VPN_BGP') return ['to-data-centre'];
  return source === 'CLOUD' ? ['to-cloud'] : ['to-data-centre', 'to-cloud'];
}

function actualRoutes(type: RouteType, routes: readonly ActualRoute[], id: string): readonly ForwardingRoute[] {
  return routes.flatMap(({ nextHop, weight, state }) =>
    isInUse(type, state) ? [{ nextHop: nextHop ?? id, weight }] : [],
  );
}

/**
 * What a claim leaves open is as it is, in the routes that satisfy it: another one beside them is what differs. Where none
 * does, it is as all of them are; and where nothing is, the next hop is the connection, as it normally is.
 */
function claimedRoutes(
  type: RouteType,
  claim: RouteClaim,
  actual: readonly ActualRoute[],
  id: string,
): readonly ForwardingRoute[] {
  const { nextHop, weight, state } = claim;
  if (!isInUse(type, state)) return [];
  const satisfying = actual.filter((route) => satisfiesAll(claim, route));
  const model = satisfying.length > 0 ? satisfying : actual;
  const hops = nextHop === anyValue ? model.map((route) => route.nextHop ?? id) : [nextHop];
  return (hops.length === 0 ? [id] : hops).map((hop) => {
    const same = model.find((route) => (route.nextHop ?? id) === hop);
    return { nextHop: hop, weight: weight === anyValue ? (same?.weight ?? null) : weight };
  });
}

function tableOf({ type, source, destination }: TableDestination): TableDestination {
  return { type, source, destination };
}
