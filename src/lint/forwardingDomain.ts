import type { Baseline } from '../baseline/baseline.ts';
import { type DeclaredRoute, declaredRoutes } from './declaredRoute.ts';
import { type NestedDestination, nestDestinations } from './nestDestinations.ts';

/**
 * The connections whose routes compete: those that name one transit router, or a connection alone that names none. The
 * two directions never meet in one longest-prefix match.
 */
export interface ForwardingDomain {
  /** null = a connection that names none. */
  readonly transitRouter: string | null;
  readonly connections: number;
  /** Of destination-based routes and of BGP routes from VPN_BGP. */
  readonly toDataCentre: readonly NestedDestination[];
  /** Of BGP routes from CLOUD. */
  readonly toCloud: readonly NestedDestination[];
}

export function forwardingDomains(baselines: readonly Baseline[]): readonly ForwardingDomain[] {
  const alone = baselines.filter(({ transitRouter }) => transitRouter === null).map((baseline) => domainOf([baseline]));
  const together = new Map<string, Baseline[]>();
  for (const baseline of baselines) {
    const { transitRouter } = baseline;
    if (transitRouter === null) continue;
    const same = together.get(transitRouter);
    if (same === undefined) together.set(transitRouter, [baseline]);
    else same.push(baseline);
  }
  return [...alone, ...[...together.values()].map(domainOf)];
}

function domainOf(baselines: readonly Baseline[]): ForwardingDomain {
  const declared = baselines.flatMap(declaredRoutes);
  const goesToCloud = ({ route }: DeclaredRoute) => route.source === 'CLOUD';
  return {
    transitRouter: baselines[0]?.transitRouter ?? null,
    connections: baselines.length,
    toDataCentre: nestDestinations(declared.filter((one) => !goesToCloud(one))),
    toCloud: nestDestinations(declared.filter(goesToCloud)),
  };
}
