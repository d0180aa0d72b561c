import { formatPlace } from '../document/place.ts';
import { type DeclaredRoute, hasWeight, isAdvertised } from './declaredRoute.ts';
import { aboutRoute, type LintFinding } from './finding.ts';
import { coveringDestinations, type NestedDestination } from './nestDestinations.ts';
import type { LintRule } from './rule.ts';

/**
 * An active destination-based route from which more specific active ones on other connections of its transit router
 * take traffic, and of which its own connection says nothing. One finding for the covering route, however many there
 * are: a summary over the networks of fifty branches is one decision, not fifty. Of standbys all this would be said twice.
 */
export const moreSpecificElsewhereRule: LintRule<'RD105'> = ({ domains }) =>
  domains.flatMap(({ transitRouter, toDataCentre }) =>
    transitRouter === null ? [] : takenAmong(toDataCentre, transitRouter),
  );

function takenAmong(
  destinations: readonly NestedDestination[],
  transitRouter: string,
): readonly LintFinding<'RD105'>[] {
  const takers = new Map<DeclaredRoute, [DeclaredRoute, ...DeclaredRoute[]]>();
  for (const nested of destinations) {
    const known = new Set(nested.routes.map(({ baseline }) => baseline));
    for (const taker of nested.routes.filter((declared) => hasWeight(declared, 100))) {
      for (const declared of losersTo(taker, nested)) {
        if (known.has(declared.baseline)) continue;
        const others = takers.get(declared);
        if (others === undefined) takers.set(declared, [taker]);
        else others.push(taker);
      }
    }
  }
  return [...takers].map(([declared, [first, ...more]]) => {
    const { destination, at } = first.route;
    const rest = more.length === 0 ? '' : `, and ${more.length} more`;
    const message = `${declared.route.destination} has weight 100 here, and ${destination} has it on ${first.baseline.connectionId} of ${transitRouter} (${formatPlace(at)})${rest}: the longer prefix takes that traffic; expect it here too, or turn this off for a summary`;
    return aboutRoute('RD105', declared, message);
  });
}

/** Only the nearest covering destination loses traffic; where that is the taker's own connection's alone, nobody does. */
function losersTo(taker: DeclaredRoute, nested: NestedDestination): readonly DeclaredRoute[] {
  for (const { routes } of coveringDestinations(nested)) {
    const advertised = routes.filter(isAdvertised);
    const others = advertised.filter(({ baseline }) => baseline !== taker.baseline);
    if (others.length > 0) return others.filter((declared) => hasWeight(declared, 100));
    if (advertised.length > 0) return [];
  }
  return [];
}
