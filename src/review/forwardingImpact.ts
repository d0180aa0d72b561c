import { type Direction, directions } from '../audit/result.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { activeNextHops, type ForwardingRoute, isInUse } from '../routing/activeNextHops.ts';
import { forwardingDiff } from '../routing/forwardingDiff.ts';
import { Outcomes } from '../routing/outcomes.ts';
import type { Prefix } from '../routing/prefix.ts';
import { anyValue, type RouteType, routeTypes, type Source } from '../routing/route.ts';
import { compareText } from '../routing/table.ts';
import type { ForwardingImpact } from './reviewResult.ts';

/**
 * What a change does to traffic, domain by domain, if the network does what the baselines say: where the tables that
 * they expect send the same address to different next hops. The most specific destination decides, and of the routes for
 * it those of the highest weight, with those that have none beside them. What the baselines permit without expecting
 * it is not known here. By domain, direction and prefix.
 */
export function forwardingImpact(base: readonly Baseline[], head: readonly Baseline[]): readonly ForwardingImpact[] {
  const domains = [...new Set([...base, ...head].map(domainOf))].sort(compareText);
  return domains.flatMap((domain) =>
    directions.flatMap((direction) => {
      const outcomes = new Outcomes();
      const [before, after] = [base, head].map((side) =>
        activeHops(
          side.filter((one) => domainOf(one) === domain),
          direction,
        ),
      );
      const destinations = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
      const entries = [...destinations].map((prefix) => ({
        prefix,
        before: outcomes.numberOf(before?.get(prefix) ?? []),
        after: outcomes.numberOf(after?.get(prefix) ?? []),
      }));
      return forwardingDiff(entries).map(({ prefix, from, to }) => ({
        domain,
        direction,
        prefix,
        from: outcomes.nextHops(from),
        to: outcomes.nextHops(to),
      }));
    }),
  );
}

/** Connections of one transit router are one domain, and one that names none is alone. */
function domainOf({ region, connectionId, transitRouter }: Baseline): string {
  return transitRouter ?? `${region}/${connectionId}`;
}

/** Of each destination the next hops that traffic is sent to, each once, sorted; one at least. */
function activeHops(baselines: readonly Baseline[], direction: Direction): ReadonlyMap<Prefix, readonly string[]> {
  const claimed = new Map<Prefix, ForwardingRoute[]>();
  for (const { connectionId, policies } of baselines) {
    for (const type of routeTypes) {
      for (const route of policies[type].routes) {
        if (directionOf(type, route.source) !== direction || !isInUse(type, route.state)) continue;
        const nextHop = route.nextHop === anyValue ? connectionId : route.nextHop;
        const one = { nextHop, weight: route.weight === anyValue ? null : route.weight };
        const others = claimed.get(route.destination);
        if (others === undefined) claimed.set(route.destination, [one]);
        else others.push(one);
      }
    }
  }
  return new Map([...claimed].map(([destination, routes]) => [destination, activeNextHops(routes)]));
}

function directionOf(type: RouteType, source: Source | null): Direction {
  return type === 'bgp' && source === 'CLOUD' ? 'to-cloud' : 'to-data-centre';
}
