import { activeNextHops, type ForwardingRoute } from '../routing/activeNextHops.ts';
import { forwardingDiff } from '../routing/forwardingDiff.ts';
import { Outcomes } from '../routing/outcomes.ts';
import type { Prefix } from '../routing/prefix.ts';
import { directionsOf, type ForwardingDestination, forwardingDestinations } from './forwardingRoutes.ts';
import {
  type AuditedConnection,
  type Direction,
  directions,
  type FindingReference,
  type ForwardingChange,
} from './result.ts';

/**
 * What the drift of one forwarding domain does to traffic: where the table that should be and the table that is send the
 * same address to different next hops. The most specific destination decides (longest-prefix match). What decides
 * between routes for one destination:
 *
 * - of weights the highest: 100 is active, 0 stands by (documented);
 * - routes without a weight, as BGP routes are, stand beside them, and equal ones beside each other: Alibaba Cloud
 *   documents no order for connections of a transit router, so all their next hops are named ("several next hops").
 *   The VPN gateway, another product, is documented to ask its destination-based routes before its BGP routes.
 *
 * Tunnels and health are not looked at: what is compared is two tables.
 */
export function forwardingChanges(
  domain: string,
  connections: readonly AuditedConnection[],
): readonly ForwardingChange[] {
  if (connections.every(({ findings }) => findings.length === 0)) return [];
  const members = connections.flatMap((connection) =>
    forwardingDestinations(connection).map((destination) => ({
      ...destination,
      connectionId: connection.connectionId,
    })),
  );
  return directions.flatMap((direction) => {
    const here = members.filter((member) => directionsOf(member).includes(direction));
    return changesOf(domain, direction, here);
  });
}

interface Member extends ForwardingDestination {
  readonly connectionId: string;
}

function changesOf(domain: string, direction: Direction, members: readonly Member[]): readonly ForwardingChange[] {
  const byDestination = new Map<Prefix, Member[]>();
  for (const member of members) {
    const others = byDestination.get(member.destination);
    if (others === undefined) byDestination.set(member.destination, [member]);
    else others.push(member);
  }
  const outcomes = new Outcomes();
  const outcomeOf = (here: readonly Member[], side: 'before' | 'after') =>
    outcomes.numberOf(activeNextHops(here.flatMap((member) => member[side])));
  const entries = [...byDestination].map(([prefix, here]) => {
    return { prefix, before: outcomeOf(here, 'before'), after: outcomeOf(here, 'after') };
  });
  return forwardingDiff(entries).map(({ prefix, from, to, fromBy, toBy }) => {
    const deciding = [...new Set([...fromBy, ...toBy])].flatMap((by) => byDestination.get(by) ?? []);
    return {
      domain,
      direction,
      prefix,
      from: outcomes.nextHops(from),
      to: outcomes.nextHops(to),
      fromBy,
      toBy,
      because: deciding.flatMap(referencesTo),
    };
  });
}

/** Only of a finding that has a part in it: a changed AS path sends nothing elsewhere. */
function referencesTo({ connectionId, finding, before, after }: Member): readonly FindingReference[] {
  if (finding === null || isSameSet(before, after)) return [];
  const { kind, type, source, destination } = finding;
  return [{ connectionId, kind, type, source, destination }];
}

function isSameSet(some: readonly ForwardingRoute[], others: readonly ForwardingRoute[]): boolean {
  const textOf = (routes: readonly ForwardingRoute[]) =>
    [...new Set(routes.map(({ nextHop, weight }) => JSON.stringify([nextHop, weight])))].sort().join();
  return textOf(some) === textOf(others);
}
