import { expectedDestinations } from '../audit/judgeDestinations.ts';
import type { Baseline, ExpectedRoute, RoutePolicy } from '../baseline/baseline.ts';
import { rangeMatches } from '../routing/range.ts';
import type { RouteType } from '../routing/route.ts';
import { keyOf } from '../routing/table.ts';
import type { Loosening } from './reviewResult.ts';

/**
 * The baseline that a change is judged by: the routes that the head expects, by the policies and waivers of the base, so
 * that a change can't loosen the review that judges it. A destination that the base forbids stays forbidden, and one
 * about which the head only says less than the base is expected as the base has it. Without a head nothing is expected.
 */
export function afterChange(base: Baseline, head: Baseline | null, loosenings: readonly Loosening[]): Baseline {
  const opened = new Set(loosenings.flatMap((one) => (one.kind === 'opened-claim' ? [keyOf(one)] : [])));
  const policyOf = (type: RouteType): RoutePolicy => {
    const policy = base.policies[type];
    const isOpened = ({ source, destination }: ExpectedRoute) => opened.has(keyOf({ type, source, destination }));
    const asInBase = policy.routes.filter(isOpened);
    const asInHead = (head?.policies[type].routes ?? []).filter(
      (route) => !isOpened(route) && !isForbidden(policy, route),
    );
    return { ...policy, routes: [...asInBase, ...asInHead] };
  };
  return { ...base, policies: { custom: policyOf('custom'), bgp: policyOf('bgp') } };
}

/** Keys of the destinations that a baseline expects and another does not. */
export function withdrawnKeys(base: Baseline, after: Baseline): ReadonlySet<string> {
  const kept = new Set(expectedDestinations(after).map(keyOf));
  return new Set(
    expectedDestinations(base)
      .map(keyOf)
      .filter((key) => !kept.has(key)),
  );
}

function isForbidden({ forbid }: RoutePolicy, { source, destination }: ExpectedRoute): boolean {
  return forbid.some(
    (entry) => (entry.source === null || entry.source === source) && rangeMatches(entry.range, destination),
  );
}
