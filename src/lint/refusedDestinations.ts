import type { Baseline } from '../baseline/baseline.ts';
import { relationToSharedAddressSpace } from '../routing/sharedAddressSpace.ts';
import type { DeclaredRoute } from './declaredRoute.ts';
import { aboutRoute } from './finding.ts';
import type { LintRule } from './rule.ts';

/** Both rules follow the notes on CreateVcoRouteEntry, hence concern `custom` only: BGP routes nobody creates there. */
const everything = '0.0.0.0/0';

export const sharedAddressSpaceRule: LintRule<'RD101'> = ({ baselines }) =>
  baselines.flatMap(customRoutes).flatMap((declared) => {
    const { destination } = declared.route;
    const relation = relationToSharedAddressSpace(destination);
    // The default route covers it too, and has a rule of its own.
    if (relation === null || destination === everything) return [];
    const message = `${destination} ${relation} 100.64.0.0/10, which the cloud uses itself: such a destination-based route can break the connection; expect only what lies outside it`;
    return [aboutRoute('RD101', declared, message)];
  });

export const defaultRouteRule: LintRule<'RD102'> = ({ baselines }) =>
  baselines
    .flatMap(customRoutes)
    .filter(({ route }) => route.destination === everything)
    .map((declared) => {
      const message = `the API refuses a destination-based route for ${everything}; expect the networks behind the connection one by one, or a default route by BGP`;
      return aboutRoute('RD102', declared, message);
    });

function customRoutes(baseline: Baseline): readonly DeclaredRoute[] {
  return baseline.policies.custom.routes.map((route) => ({ baseline, type: 'custom', route }));
}
