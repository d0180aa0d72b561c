import type { Baseline } from '../baseline/baseline.ts';
import { forwardingDiff, unrouted } from '../routing/forwardingDiff.ts';
import type { Prefix } from '../routing/prefix.ts';
import { anyValue, type RouteClaim, type RouteType, routeTypes, type Source } from '../routing/route.ts';
import { compareText } from '../routing/table.ts';
import { type Direction, directions, type ForwardingImpact } from './reviewResult.ts';

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
      const hopSets = new HopSets();
      const tableOf = (side: readonly Baseline[]) =>
        [
          ...activeHops(
            side.filter((one) => domainOf(one) === domain),
            direction,
          ),
        ].map(([prefix, hops]) => ({
          prefix,
          outcome: hopSets.numberOf(hops),
        }));
      return forwardingDiff(tableOf(base), tableOf(head)).map(({ prefix, from, to }) => ({
        domain,
        direction,
        prefix,
        from: hopSets.hops(from),
        to: hopSets.hops(to),
      }));
    }),
  );
}

/** Connections of one transit router are one domain, and one that names none is alone. */
function domainOf({ region, connectionId, transitRouter }: Baseline): string {
  return transitRouter ?? `${region}/${connectionId}`;
}

interface Claimed {
  readonly nextHop: string;
  /** null: it has none, or may have any. */
  readonly weight: number | null;
}

/** Of each destination the next hops that traffic is sent to, each once, sorted; one at least. */
function activeHops(baselines: readonly Baseline[], direction: Direction): ReadonlyMap<Prefix, readonly string[]> {
  const claimed = new Map<Prefix, Claimed[]>();
  for (const { connectionId, policies } of baselines) {
    for (const type of routeTypes) {
      for (const route of policies[type].routes) {
        if (directionOf(type, route.source) !== direction || !isInUse(type, route)) continue;
        const nextHop = route.nextHop === anyValue ? connectionId : route.nextHop;
        const one = { nextHop, weight: route.weight === anyValue ? null : route.weight };
        const others = claimed.get(route.destination);
        if (others === undefined) claimed.set(route.destination, [one]);
        else others.push(one);
      }
    }
  }
  return new Map([...claimed].map(([destination, routes]) => [destination, highest(routes)]));
}

function highest(routes: readonly Claimed[]): readonly string[] {
  const most = routes.reduce((most, { weight }) => Math.max(most, weight ?? most), 0);
  const active = routes.filter(({ weight }) => weight === null || weight === most);
  return [...new Set(active.map(({ nextHop }) => nextHop))].sort(compareText);
}

function directionOf(type: RouteType, source: Source | null): Direction {
  return type === 'bgp' && source === 'CLOUD' ? 'to-cloud' : 'to-data-centre';
}

/** A custom route must be advertised to the transit router, and a BGP route usable, to carry anything. */
const stateInUse = { custom: 'published', bgp: 'Active' } as const satisfies Record<RouteType, string>;

function isInUse(type: RouteType, { state }: RouteClaim): boolean {
  return state === anyValue || state === stateInUse[type];
}

/** Numbers for sets of next hops, equal where the sets are; the empty one is `unrouted`. */
class HopSets {
  readonly #sets: (readonly string[])[] = [[]];
  readonly #numbers = new Map<string, number>([['[]', unrouted]]);

  numberOf(hops: readonly string[]): number {
    const key = JSON.stringify(hops);
    const number = this.#numbers.get(key) ?? this.#sets.length;
    if (number === this.#sets.length) this.#sets.push(hops);
    this.#numbers.set(key, number);
    return number;
  }

  hops(number: number): readonly string[] {
    return this.#sets[number] ?? [];
  }
}
