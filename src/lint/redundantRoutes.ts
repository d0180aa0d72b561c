import { formatPlace } from '../document/place.ts';
import { anyValue } from '../routing/route.ts';
import type { DeclaredRoute } from './declaredRoute.ts';
import { aboutRoute, type LintFinding } from './finding.ts';
import type { NestedDestination } from './nestDestinations.ts';
import type { LintRule } from './rule.ts';

/**
 * A destination is redundant where the nearest one that covers it has exactly the same paths: the same tables of the
 * same connections, with the same next hops and weights. Then a longest-prefix match without it comes to the same
 * end. A standby in the same domain counts as a path, hence a pair is redundant on both connections or on none.
 */
export const redundantRoutesRule: LintRule<'RD103'> = ({ domains }) =>
  domains.flatMap(({ toDataCentre, toCloud }) => [...toDataCentre, ...toCloud].flatMap(redundantAt));

function redundantAt({ routes, covering }: NestedDestination): readonly LintFinding<'RD103'>[] {
  if (covering === null || covering.routes.length !== routes.length) return [];
  const paths = new Map(covering.routes.map((declared) => [pathOf(declared), declared]));
  const findings: LintFinding<'RD103'>[] = [];
  for (const declared of routes) {
    const path = pathOf(declared);
    const same = path === null ? undefined : paths.get(path);
    if (same === undefined) return [];
    findings.push(aboutRoute('RD103', declared, describe(declared, same)));
  }
  return findings;
}

/** Equal where two routes send traffic the same way; null where the baseline leaves that open. */
function pathOf({ baseline, type, route }: DeclaredRoute): string | null {
  const { source, nextHop, weight, state, asPath, community } = route;
  const isOpen = nextHop === anyValue || state === anyValue || (type === 'custom' && weight === anyValue);
  if (isOpen) return null;
  return JSON.stringify([baseline.connectionId, type, source, nextHop, weight, state, asPath, community]);
}

function describe({ type, route }: DeclaredRoute, { route: covering }: DeclaredRoute): string {
  const [same, remedy] = {
    custom: ['next hop and weight', 'remove it from the connection and from here'],
    bgp: ['next hop', 'announce the covering one alone'],
  }[type];
  return `${route.destination} changes no forwarding: ${covering.destination} at ${formatPlace(covering.at)} covers it with the same ${same}; ${remedy}`;
}
