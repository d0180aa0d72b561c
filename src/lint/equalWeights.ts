import { formatPlace } from '../document/place.ts';
import { type DeclaredRoute, hasWeight } from './declaredRoute.ts';
import { aboutRoute, type LintFinding } from './finding.ts';
import type { LintRule } from './rule.ts';

/**
 * One destination with one weight on two connections of a transit router: neither is the active one. Each connection
 * after the first is reported, citing the first. BGP routes have no weight, and to announce a network over two
 * connections is how BGP is meant to be used.
 */
export const equalWeightsRule: LintRule<'RD104'> = ({ domains }) =>
  domains.flatMap(({ transitRouter, toDataCentre }) =>
    transitRouter === null
      ? []
      : toDataCentre.flatMap(({ routes }) => [
          ...equalAmong(routes, 100, transitRouter),
          ...equalAmong(routes, 0, transitRouter),
        ]),
  );

function equalAmong(
  routes: readonly DeclaredRoute[],
  weight: 0 | 100,
  transitRouter: string,
): readonly LintFinding<'RD104'>[] {
  const [first, ...others] = routes.filter((declared) => hasWeight(declared, weight));
  if (first === undefined) return [];
  return others
    .filter(({ baseline }) => baseline !== first.baseline)
    .map((declared) => {
      const message = `${declared.route.destination} has weight ${weight} here and on ${first.baseline.connectionId} of ${transitRouter} (${formatPlace(first.route.at)}), so neither is preferred; write 100 on the active connection and 0 on the standby`;
      return aboutRoute('RD104', declared, message);
    });
}
