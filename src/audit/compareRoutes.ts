import { type Attribute, anyValue, attributes, type RouteClaim } from '../routing/route.ts';
import type { ActualRoute, AttributeValue, Change } from './finding.ts';
import { matchUp } from './matchUp.ts';

/**
 * Compares what is expected of one destination with what is there. Both are sets: several next hops, or in `custom`
 * one next hop with two weights. They agree where each claim has a path of its own that satisfies it, and each path is
 * some claim's own, or satisfies a claim that leaves the next hop open. Only what is left over is paired up for an
 * explanation, same next hop first. Returns no change exactly where they agree; both lists must be non-empty.
 */
export function compareRoutes(claims: readonly RouteClaim[], routes: readonly ActualRoute[]): readonly Change[] {
  if (isOneAsClaimed(claims, routes)) return [];
  const { paths, lonely, spare } = leftOver(claims, routes);
  const changes = new Changes();
  const [pairs, unserved, surplus] = pairUp(lonely, spare);
  for (const [claim, path] of pairs) {
    for (const attribute of attributes) {
      const wrong = path.routes.filter((route) => !satisfies(claim, route, attribute));
      if (wrong.length > 0)
        changes.add(
          attribute,
          [claim[attribute]],
          wrong.map((route) => route[attribute]),
        );
    }
  }
  // Where the other side has the same next hop already, it is the weight that makes this one another route.
  for (const claim of unserved) {
    const attribute = paths.some(({ nextHop }) => nextHop === claim.nextHop) ? 'weight' : 'nextHop';
    changes.add(attribute, [claim[attribute]], []);
  }
  for (const path of surplus) {
    const attribute = claims.some(({ nextHop }) => nextHop === path.nextHop) ? 'weight' : 'nextHop';
    changes.add(attribute, [], [path[attribute]]);
  }
  return changes.list();
}

/** The claims that no path of their own satisfies, and the paths that no claim accounts for. */
export function leftOver(
  claims: readonly RouteClaim[],
  routes: readonly ActualRoute[],
): { readonly paths: readonly Path[]; readonly lonely: readonly RouteClaim[]; readonly spare: readonly Path[] } {
  const paths = pathsOf(routes);
  const isAbsorbed = (path: Path) => claims.some((claim) => claim.nextHop === anyValue && fits(claim, path));
  return { paths, ...matchUp(claims, paths, fits, (path) => !isAbsorbed(path)) };
}

/** The usual case, in which there is nothing to match up. */
function isOneAsClaimed(claims: readonly RouteClaim[], routes: readonly ActualRoute[]): boolean {
  const claim = claims[0];
  const route = routes[0];
  if (claims.length !== 1 || routes.length !== 1 || claim === undefined || route === undefined) return false;
  return satisfiesAll(claim, route);
}

/** One way to a destination: rows that state it twice (a dual-tunnel connection may) are one path. */
export interface Path {
  readonly nextHop: string | null;
  readonly weight: number | null;
  readonly routes: readonly ActualRoute[];
}

function pathsOf(routes: readonly ActualRoute[]): readonly Path[] {
  const paths = new Map<string, Path & { routes: ActualRoute[] }>();
  for (const route of routes) {
    const { nextHop, weight } = route;
    const key = JSON.stringify([nextHop, weight]);
    const path = paths.get(key) ?? { nextHop, weight, routes: [] };
    path.routes.push(route);
    paths.set(key, path);
  }
  return [...paths.values()];
}

function fits(claim: RouteClaim, { routes }: Path): boolean {
  return routes.every((route) => satisfiesAll(claim, route));
}

/** True where the route is as the claim says in every attribute that it does not leave open. */
export function satisfiesAll(claim: RouteClaim, route: ActualRoute): boolean {
  return attributes.every((attribute) => satisfies(claim, route, attribute));
}

/** True where the route is as the claim says in this attribute; what is not stated satisfies `any` alone. */
export function satisfies(claim: RouteClaim, route: ActualRoute, attribute: Attribute): boolean {
  switch (attribute) {
    case 'nextHop':
      return claim.nextHop === anyValue || claim.nextHop === route.nextHop;
    case 'weight':
      return claim.weight === anyValue || claim.weight === route.weight;
    case 'state':
      return claim.state === anyValue || claim.state === route.state;
    case 'asPath':
      return claim.asPath === anyValue || JSON.stringify(claim.asPath) === JSON.stringify(route.asPath);
    case 'community':
      return claim.community === anyValue || isSameSet(claim.community, route.community);
  }
}

function isSameSet(claimed: string, stated: string | null): boolean {
  return stated !== null && communitySet(claimed) === communitySet(stated);
}

/** A list of communities is a set; it comes separated by commas or blanks. */
function communitySet(text: string): string {
  const communities = text.split(/[\s,]+/).filter((community) => community !== '');
  return [...new Set(communities)].sort().join(' ');
}

type Pairing = [[RouteClaim, Path][], RouteClaim[], Path[]];

/** Same next hop first, then in order; what has no partner is returned apart. */
function pairUp(claims: readonly RouteClaim[], paths: readonly Path[]): Pairing {
  const pairs: [RouteClaim, Path][] = [];
  const free = new Set(paths);
  let lone = [...claims];
  for (const pair of [(claim: RouteClaim, path: Path) => claim.nextHop === path.nextHop, () => true]) {
    lone = lone.filter((claim) => {
      const path = [...free].find((candidate) => pair(claim, candidate));
      if (path === undefined) return true;
      free.delete(path);
      pairs.push([claim, path]);
      return false;
    });
  }
  return [pairs, lone, [...free]];
}

/** Gathers changes by attribute. */
class Changes {
  readonly #sides = new Map<Attribute, { expected: readonly AttributeValue[]; actual: readonly AttributeValue[] }>();

  add(attribute: Attribute, expected: readonly AttributeValue[], actual: readonly AttributeValue[]): void {
    const sides = this.#sides.get(attribute) ?? { expected: [], actual: [] };
    this.#sides.set(attribute, {
      expected: [...sides.expected, ...expected],
      actual: [...sides.actual, ...actual],
    });
  }

  list(): readonly Change[] {
    return attributes.flatMap((attribute) => {
      const sides = this.#sides.get(attribute);
      return sides === undefined ? [] : [{ attribute, ...sides }];
    });
  }
}
