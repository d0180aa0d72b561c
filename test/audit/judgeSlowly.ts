import { compareRoutes } from '../../src/audit/compareRoutes.ts';
import type { Baseline } from '../../src/baseline/baseline.ts';
import { bitsOf, comparePrefixBits } from '../../src/routing/prefix.ts';
import { type Route, routeTypes } from '../../src/routing/route.ts';
import { keyOf, type TableDestination } from '../../src/routing/table.ts';

/** One destination and what becomes of it, in a form that is easy to compare. */
export interface Judged {
  readonly key: string;
  readonly kind: string;
  readonly expected: readonly unknown[];
  readonly actual: readonly unknown[];
}

/** The slow obvious way: every destination that is named on either side is looked for on both, by its key. */
export function judgeSlowly(baseline: Baseline, routes: readonly Route[]): readonly Judged[] {
  const claims = routeTypes.flatMap((type) => baseline.policies[type].routes.map((route) => ({ ...route, type })));
  const keys = new Set([...claims, ...routes].map(keyOf));
  const all = [...keys].map((key) => {
    const expected = claims.filter((claim) => keyOf(claim) === key);
    const actual = routes.filter((route) => keyOf(route) === key).sort((a, b) => (statedOf(a) < statedOf(b) ? -1 : 1));
    const [first] = [...expected, ...actual];
    if (first === undefined) throw new Error(key);
    const kind = kindOf(baseline, expected, actual);
    return { first, judged: { key, kind, expected: expected.map(claimOf), actual: actual.map(actualOf) } };
  });
  return all.sort((a, b) => inOrder(a.first, b.first)).map(({ judged }) => judged);
}

function kindOf(baseline: Baseline, expected: Parameters<typeof compareRoutes>[0], actual: readonly Route[]): string {
  const [there] = actual;
  if (there === undefined) return 'missing-route';
  if (expected.length > 0) return compareRoutes(expected, actual).length === 0 ? 'in-sync' : 'changed-route';
  return baseline.policies[there.type].unexpected === 'allow' ? 'allowed' : 'unexpected-route';
}

function inOrder(a: TableDestination, b: TableDestination): number {
  const tables = [a, b].map(({ type, source }) => `${type === 'custom' ? 0 : 1} ${source ?? ''}`);
  if (tables[0] !== tables[1]) return (tables[0] ?? '') < (tables[1] ?? '') ? -1 : 1;
  return comparePrefixBits(bitsOf(a.destination), bitsOf(b.destination));
}

function statedOf(route: Route): string {
  return JSON.stringify(Object.entries(route).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function claimOf({ nextHop, weight, state }: Record<'nextHop' | 'weight' | 'state', unknown>) {
  return { nextHop, weight, state };
}

export function actualOf({
  nextHop,
  weight,
  state,
  createTime,
}: Pick<Route, 'nextHop' | 'weight' | 'state' | 'createTime'>) {
  return { nextHop, weight, state, createTime };
}
