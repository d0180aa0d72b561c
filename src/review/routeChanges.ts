import { expectedDestinations } from '../audit/judgeDestinations.ts';
import type { ExpectedDestination } from '../audit/result.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { type Attribute, attributes, type RouteClaim } from '../routing/route.ts';
import { keyOf, sortByDestination } from '../routing/table.ts';
import type { RouteChange } from './reviewResult.ts';

/** The destinations whose expected routes differ, in the order of `sortByDestination`; the order of claims is none. */
export function routeChanges(base: Baseline | null, head: Baseline | null): readonly RouteChange[] {
  const [before, after] = [tableOf(base), tableOf(head)];
  const both = new Map([...before, ...after]);
  const changes = [...both.values()].flatMap(({ type, source, destination }): RouteChange[] => {
    const key = keyOf({ type, source, destination });
    const [from, to] = [before.get(key) ?? null, after.get(key) ?? null];
    const differing = from === null || to === null ? [] : differingAttributes(from.expected, to.expected);
    if (from !== null && to !== null && differing.length === 0) return [];
    const kind = from === null ? 'adds' : to === null ? 'withdraws' : 'changes';
    return [{ kind, type, source, destination, base: from, head: to, attributes: differing }];
  });
  return sortByDestination(changes);
}

function tableOf(baseline: Baseline | null): ReadonlyMap<string, ExpectedDestination> {
  const entries = baseline === null ? [] : expectedDestinations(baseline);
  return new Map(entries.map((entry) => [keyOf(entry), entry]));
}

/** In which attributes the values differ; all of them where only the way in which they are put together does. */
function differingAttributes(base: readonly RouteClaim[], head: readonly RouteClaim[]): readonly Attribute[] {
  const valuesOf = (claims: readonly RouteClaim[], some: readonly Attribute[]) => {
    const values = claims.map((claim) => JSON.stringify(some.map((attribute) => claim[attribute])));
    return [...new Set(values)].sort().join();
  };
  const differ = (some: readonly Attribute[]) => valuesOf(base, some) !== valuesOf(head, some);
  if (!differ(attributes)) return [];
  const each = attributes.filter((attribute) => differ([attribute]));
  return each.length > 0 ? each : attributes;
}
