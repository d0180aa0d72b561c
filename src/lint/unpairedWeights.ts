import type { Baseline } from '../baseline/baseline.ts';
import { formatPlace } from '../document/place.ts';
import { anyValue } from '../routing/route.ts';
import { type DeclaredRoute, hasWeight, isAdvertised } from './declaredRoute.ts';
import { aboutRoute, type LintFinding } from './finding.ts';
import { coveringDestinations, type NestedDestination } from './nestDestinations.ts';
import type { LintRule } from './rule.ts';

/**
 * One side of an active/standby pair only. A weight 0 needs its 100; a 100 needs its 0 only on a connection most of
 * whose destinations have one, since a connection may well have no standby. A route whose weight is left open, and one
 * that comes by BGP, may be the other side.
 */
export const unpairedWeightsRule: LintRule<'RD106'> = ({ domains }) =>
  domains.flatMap(({ transitRouter, toDataCentre }) =>
    transitRouter === null
      ? []
      : [...withoutActive(toDataCentre, transitRouter), ...withoutStandby(toDataCentre, transitRouter)],
  );

function withoutActive(
  destinations: readonly NestedDestination[],
  transitRouter: string,
): readonly LintFinding<'RD106'>[] {
  const activeBelow = connectionsActiveBelow(destinations);
  return destinations.flatMap((nested) => {
    if (nested.routes.some(mayBeActive)) return [];
    return nested.routes
      .filter((declared) => hasWeight(declared, 0))
      .filter(({ baseline }) => ![...(activeBelow.get(nested) ?? [])].some((active) => active !== baseline))
      .map((declared) => aboutRoute('RD106', declared, describeStandby(declared, nested, transitRouter)));
  });
}

/** Weight 0 over the active routes of another connection is a summary that takes over where those are withdrawn. */
function connectionsActiveBelow(destinations: readonly NestedDestination[]) {
  const found = new Map<NestedDestination, Set<Baseline>>();
  for (const nested of destinations) {
    for (const { baseline } of nested.routes.filter((declared) => hasWeight(declared, 100))) {
      for (const covering of coveringDestinations(nested)) {
        found.set(covering, (found.get(covering) ?? new Set()).add(baseline));
      }
    }
  }
  return found;
}

function mayBeActive(declared: DeclaredRoute): boolean {
  const { weight } = declared.route;
  return isAdvertised(declared) && (weight === 100 || weight === anyValue);
}

function describeStandby({ baseline, route }: DeclaredRoute, nested: NestedDestination, transitRouter: string): string {
  const active = [...coveringDestinations(nested)]
    .flatMap(({ routes }) => routes)
    .find((declared) => declared.baseline !== baseline && hasWeight(declared, 100));
  const trap =
    active === undefined
      ? ''
      : ` (${active.route.destination} at ${formatPlace(active.route.at)} is not the active route: the longer prefix takes the traffic, whatever its weight)`;
  return `${route.destination} has weight 0 here, and in these baselines no connection of ${transitRouter} expects it with weight 100${trap}; expect the active route too, or write 100`;
}

function withoutStandby(
  destinations: readonly NestedDestination[],
  transitRouter: string,
): readonly LintFinding<'RD106'>[] {
  const paired = new Map<Baseline, number>();
  const lone = new Map<Baseline, DeclaredRoute[]>();
  for (const nested of destinations) {
    for (const active of nested.routes.filter((declared) => hasWeight(declared, 100))) {
      const { baseline } = active;
      const isElsewhere = (declared: DeclaredRoute) => declared.baseline !== baseline && isAdvertised(declared);
      if (nested.routes.some((declared) => isElsewhere(declared) && hasWeight(declared, 0))) {
        paired.set(baseline, (paired.get(baseline) ?? 0) + 1);
      } else if (![nested, ...coveringDestinations(nested)].some(({ routes }) => routes.some(isElsewhere))) {
        const others = lone.get(baseline);
        if (others === undefined) lone.set(baseline, [active]);
        else others.push(active);
      }
    }
  }
  return [...lone].flatMap(([baseline, routes]) => {
    const others = paired.get(baseline) ?? 0;
    if (others <= routes.length) return [];
    return routes.map((declared) => {
      const message = `${declared.route.destination} has weight 100 here and no standby on ${transitRouter}, unlike ${others} other destinations of this connection; expect it on the standby too, with weight 0`;
      return aboutRoute('RD106', declared, message);
    });
  });
}
