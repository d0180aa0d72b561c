import type { Baseline, ExpectedRoute } from '../baseline/baseline.ts';
import { parseBaseline } from '../baseline/parseBaseline.ts';
import type { Place, Problem } from '../document/place.ts';
import type { Unresolved } from '../review/reviewResult.ts';
import { isPlaced, terraformBaseline } from './terraformBaseline.ts';
import type { TerraformRoute, TerraformRoutes } from './terraformRoutes.ts';

export type PlannedBaselines =
  | {
      readonly state: 'planned';
      /** In the order of those that were given. */
      readonly baselines: readonly Baseline[];
      readonly unresolved: readonly Unresolved[];
    }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] };

/**
 * The baselines as they would be if they expected what Terraform has or plans: the destination-based routes of a
 * connection that it manages are Terraform's, and everything else stays. What Terraform does not say of a route, its state
 * and what it is for, is as the baseline has it.
 */
export function plannedBaselines(
  baselines: readonly Baseline[],
  { routes, connections, isWhole }: TerraformRoutes,
  file: string,
): PlannedBaselines {
  const at: Place = { file, line: 1, column: 1 };
  const placed = routes.filter(isPlaced);
  const problems: Problem[] = [];
  const planned = baselines.map((baseline): Baseline => {
    const { connectionId, region } = baseline;
    if (!connections.has(connectionId)) return baseline;
    const own = placed.filter((route) => route.connectionId === connectionId);
    if (own.length === 0) return withCustom(baseline, [], at);
    const text = terraformBaseline(connectionId, region, own, 'none');
    const parsed = parseBaseline(file, new TextEncoder().encode(text));
    if (parsed.state === 'read') return withCustom(baseline, parsed.baseline.policies.custom.routes, at);
    problems.push(...parsed.problems.map(({ message }) => ({ at, message: `${connectionId}: ${message}` })));
    return baseline;
  });
  if (problems.length > 0) return { state: 'refused', problems };
  const covered = new Set(baselines.map(({ connectionId }) => connectionId));
  const unresolved = routes.flatMap((route) => unresolvedOf(route, covered));
  return {
    state: 'planned',
    baselines: planned,
    unresolved: isWhole ? unresolved : [{ kind: 'unfinished-plan' }, ...unresolved],
  };
}

/** Everything that is new in it is at one place: a line of what Terraform prints says nothing to a reader. */
function withCustom(baseline: Baseline, routes: readonly ExpectedRoute[], at: Place): Baseline {
  const { custom } = baseline.policies;
  const planned = routes.map((route): ExpectedRoute => {
    const before = custom.routes.find(({ destination }) => destination === route.destination);
    if (before === undefined) return { ...route, at };
    return { ...route, state: before.state, description: before.description, at };
  });
  return {
    ...baseline,
    file: at.file,
    at,
    policies: { ...baseline.policies, custom: { ...custom, routes: planned } },
  };
}

function unresolvedOf(route: TerraformRoute, covered: ReadonlySet<string>): readonly Unresolved[] {
  const { address, connectionId, destination, nextHop, weight } = route;
  const unknown = Object.entries({ connection: connectionId, destination, 'next hop': nextHop, weight });
  const later = unknown.flatMap(([name, value]) => (value === null ? [name] : []));
  return [
    ...(later.length === 0 ? [] : [{ kind: 'known-after-apply', address, names: later } as const]),
    ...(connectionId === null || covered.has(connectionId)
      ? []
      : [{ kind: 'no-baseline', address, connectionId } as const]),
  ];
}
