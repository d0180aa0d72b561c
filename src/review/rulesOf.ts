import type { Baseline, RouteMatch } from '../baseline/baseline.ts';
import { routeTypes } from '../routing/route.ts';

/**
 * Equal for two baselines exactly where, routes aside, they say the same: wherever it stands, and in whatever order.
 * Names and descriptions are for people and no rules.
 */
export function rulesOf({ account, transitRouter, policies, waivers, lint }: Baseline): string {
  const perType = routeTypes.map((type) => {
    const { unexpected, allow, forbid, count } = policies[type];
    return [unexpected, asSet(allow.map(matchOf)), asSet(forbid.map(matchOf)), count?.min ?? null, count?.max ?? null];
  });
  const accepted = waivers.map(({ at: _, kinds, ...rest }) => ({ ...rest, kinds: [...kinds].sort() }));
  const turnedOff = lint.map(({ at: _, ...rest }) => rest);
  return JSON.stringify([account, transitRouter, perType, asSet(accepted), asSet(turnedOff)]);
}

function matchOf({ range, source }: RouteMatch): unknown {
  return { range, source };
}

function asSet(items: readonly unknown[]): readonly string[] {
  return items.map((item) => JSON.stringify(item)).sort();
}
