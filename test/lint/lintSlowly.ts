import type { Baseline } from '../../src/baseline/baseline.ts';
import { type DeclaredRoute, declaredRoutes, hasWeight, isAdvertised } from '../../src/lint/declaredRoute.ts';
import { bitsOf, covers, type Prefix } from '../../src/routing/prefix.ts';

/** The rules that compare routes, as docs/lint.md says them: each route is held against each other. */
export function lintSlowly(baselines: readonly Baseline[]): readonly string[] {
  const all = baselines.flatMap(declaredRoutes);
  return all.flatMap((one) => {
    const rivals = all.filter((other) => isRival(one, other));
    const codes = [
      ...(isRedundant(one, rivals) ? ['RD103'] : []),
      ...(one.baseline.transitRouter === null ? [] : codesAcross(one, rivals)),
    ];
    return codes.map((code) => `${code} ${one.baseline.connectionId} ${one.route.at.line}:${one.route.at.column}`);
  });
}

/** In one longest-prefix match with it; itself too. */
function isRival(one: DeclaredRoute, other: DeclaredRoute): boolean {
  const router = one.baseline.transitRouter;
  const together = router === null ? one.baseline === other.baseline : other.baseline.transitRouter === router;
  return together && (one.route.source === 'CLOUD') === (other.route.source === 'CLOUD');
}

function isRedundant(one: DeclaredRoute, rivals: readonly DeclaredRoute[]): boolean {
  const here = rivals.filter(({ route }) => route.destination === one.route.destination);
  const above = nearest(one.route.destination, rivals);
  const isKnown = ({ type, route }: DeclaredRoute) =>
    route.nextHop !== 'any' && route.state !== 'any' && (type === 'bgp' || route.weight !== 'any');
  const text = ({ baseline, type, route: { at: _, description: __, destination: ___, ...path } }: DeclaredRoute) =>
    JSON.stringify([baseline.connectionId, type, path]);
  return here.every(isKnown) && JSON.stringify(here.map(text).sort()) === JSON.stringify(above.map(text).sort());
}

function codesAcross(one: DeclaredRoute, rivals: readonly DeclaredRoute[]): readonly string[] {
  const isOther = (other: DeclaredRoute) => other.baseline !== one.baseline;
  const same = rivals.filter(({ route }) => route.destination === one.route.destination);
  const codes: string[] = [];
  for (const weight of [0, 100] as const) {
    const first = same.find((other) => hasWeight(other, weight));
    if (hasWeight(one, weight) && first !== undefined && isOther(first)) codes.push('RD104');
  }
  if (hasWeight(one, 100)) {
    const takes = (taker: DeclaredRoute) => {
      if (!isOther(taker) || !hasWeight(taker, 100)) return false;
      const knows = rivals.some((own) => !isOther(own) && own.route.destination === taker.route.destination);
      return !knows && nearest(taker.route.destination, rivals.filter(isAdvertised)).includes(one);
    };
    if (rivals.some(takes)) codes.push('RD105');
    const isLone = (active: DeclaredRoute) => {
      const elsewhere = rivals.filter((other) => other.baseline !== active.baseline && isAdvertised(other));
      return !elsewhere.some(({ route }) => contains(route.destination, active.route.destination));
    };
    const isPaired = (active: DeclaredRoute) =>
      rivals.some(
        (other) =>
          other.baseline !== active.baseline &&
          other.route.destination === active.route.destination &&
          hasWeight(other, 0),
      );
    const own = rivals.filter((other) => !isOther(other) && hasWeight(other, 100));
    if (isLone(one) && own.filter(isPaired).length > own.filter(isLone).length) codes.push('RD106');
  }
  if (hasWeight(one, 0)) {
    const isSummary = rivals.some(
      (other) =>
        isOther(other) &&
        hasWeight(other, 100) &&
        other.route.destination !== one.route.destination &&
        contains(one.route.destination, other.route.destination),
    );
    const isPaired = same.some((other) => isAdvertised(other) && other.route.weight !== 0);
    if (!isSummary && !isPaired) codes.push('RD106');
  }
  return codes;
}

function contains(outer: Prefix, inner: Prefix): boolean {
  return covers(bitsOf(outer), bitsOf(inner));
}

/** The routes of the longest destination that covers this one and is another. */
function nearest(destination: Prefix, routes: readonly DeclaredRoute[]): readonly DeclaredRoute[] {
  const covering = routes.filter(
    ({ route }) => route.destination !== destination && contains(route.destination, destination),
  );
  const longest = Math.max(...covering.map(({ route }) => bitsOf(route.destination).length));
  return covering.filter(({ route }) => bitsOf(route.destination).length === longest);
}
