import type { Baseline, ExpectedRoute } from '../baseline/baseline.ts';
import { type RouteType, routeTypes } from '../routing/route.ts';

/** An expected route together with the file and the section that it stands in. */
export interface DeclaredRoute {
  readonly baseline: Baseline;
  readonly type: RouteType;
  readonly route: ExpectedRoute;
}

export function declaredRoutes(baseline: Baseline): readonly DeclaredRoute[] {
  return routeTypes.flatMap((type) => baseline.policies[type].routes.map((route) => ({ baseline, type, route })));
}

/** A route in state `normal` stays on its connection: the transit router never hears of it. */
export function isAdvertised({ route }: DeclaredRoute): boolean {
  return route.state !== 'normal';
}

/** A destination-based route that the transit router hears of, with exactly this weight. */
export function hasWeight(declared: DeclaredRoute, weight: 0 | 100): boolean {
  return declared.type === 'custom' && declared.route.weight === weight && isAdvertised(declared);
}
