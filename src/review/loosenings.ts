import { expectedDestinations } from '../audit/judgeDestinations.ts';
import type { Baseline, CountLimits, RouteMatch, RoutePolicy } from '../baseline/baseline.ts';
import { rangeIncludes, rangeMatches } from '../routing/range.ts';
import { anyValue, attributes, type RouteType, routeTypes } from '../routing/route.ts';
import { keyOf } from '../routing/table.ts';
import { type ConnectionName, type Loosening, looseningKinds } from './reviewResult.ts';
import { waiverLoosenings } from './waiverLoosenings.ts';

/**
 * Everything by which the head lets drift pass that the base would report, beyond expecting other routes: what somebody
 * would write who wants an audit green without mending the network. Where an entry is cut in two or joined, it is listed
 * although it may come to the same: doubt is shown. A connection that is new is held against a baseline that permits
 * nothing.
 */
export function looseningsOf(base: Baseline | null, head: Baseline | null, now: Date): readonly Loosening[] {
  const one = head ?? base;
  if (one === null) return [];
  const connection = nameOf(one);
  if (head === null) return [{ kind: 'withdrawn-baseline', connection, at: one.at }];
  const found = [
    ...routeTypes.flatMap((type) =>
      policyLoosenings(connection, type, base?.policies[type] ?? strictest(head), head.policies[type]),
    ),
    ...waiverLoosenings(connection, base?.waivers ?? [], head.waivers, now),
    ...(base === null ? [] : claimLoosenings(connection, base, head)),
  ];
  if (base !== null && base.transitRouter !== null && base.transitRouter !== head.transitRouter) {
    const routers = { base: base.transitRouter, head: head.transitRouter };
    found.push({ kind: 'other-transit-router', connection, ...routers, at: head.at });
  }
  return found;
}

/** A new list: gravest kind first, else in their order. */
export function sortLoosenings(loosenings: readonly Loosening[]): readonly Loosening[] {
  return looseningKinds.flatMap((kind) => loosenings.filter((loosening) => loosening.kind === kind));
}

export function nameOf({ connectionId, region, name }: Baseline): ConnectionName {
  return { connectionId, region, name };
}

function strictest({ at }: Baseline): RoutePolicy {
  return { unexpected: 'fail', routes: [], allow: [], forbid: [], count: null, at };
}

function policyLoosenings(
  connection: ConnectionName,
  type: RouteType,
  base: RoutePolicy,
  head: RoutePolicy,
): Loosening[] {
  const found: Loosening[] = [];
  // Where everything unexpected is allowed already, entries of `allow` allow nothing more.
  if (base.unexpected === 'fail') {
    if (head.unexpected === 'allow') found.push({ kind: 'unexpected-allowed', connection, type, at: head.at });
    for (const match of head.allow.filter((entry) => !base.allow.some((wider) => includes(wider, entry)))) {
      found.push({ kind: 'wider-allow', connection, type, match, at: match.at });
    }
  }
  for (const match of base.forbid.filter((entry) => !head.forbid.some((wider) => includes(wider, entry)))) {
    found.push({ kind: 'narrower-forbid', connection, type, match, at: match.at });
  }
  if (base.count !== null && isWider(base.count, head.count)) {
    const at = head.count?.at ?? base.count.at;
    found.push({ kind: 'wider-count', connection, type, base: base.count, head: head.count, at });
  }
  return found;
}

function includes(outer: RouteMatch, inner: RouteMatch): boolean {
  return (outer.source === null || outer.source === inner.source) && rangeIncludes(outer.range, inner.range);
}

function isWider(base: CountLimits, head: CountLimits | null): boolean {
  const { min, max } = head ?? { min: null, max: null };
  return (
    (base.min !== null && (min ?? -1) < base.min) || (base.max !== null && (max ?? Number.POSITIVE_INFINITY) > base.max)
  );
}

/** Destinations that are no longer looked at, or less closely. */
function claimLoosenings(connection: ConnectionName, base: Baseline, head: Baseline): Loosening[] {
  const inHead = new Map(expectedDestinations(head).map((entry) => [keyOf(entry), entry]));
  return expectedDestinations(base).flatMap((entry): Loosening[] => {
    const { type, source, destination } = entry;
    const place = { type, source, destination };
    const other = inHead.get(keyOf(entry));
    if (other === undefined) {
      if (!permits(head.policies[type], entry)) return [];
      return [{ kind: 'dropped-expectation', connection, ...place, at: entry.at }];
    }
    const open = (claims: typeof entry.expected, attribute: (typeof attributes)[number]) =>
      claims.filter((claim) => claim[attribute] === anyValue).length;
    return attributes
      .filter((attribute) => open(other.expected, attribute) > open(entry.expected, attribute))
      .map((attribute) => ({ kind: 'opened-claim', connection, ...place, attribute, at: other.at }));
  });
}

/** Whether a route of this destination that nobody expects would pass. */
function permits(
  { unexpected, allow, forbid }: RoutePolicy,
  { source, destination }: Parameters<typeof keyOf>[0],
): boolean {
  const has = (entries: readonly RouteMatch[]) =>
    entries.some(
      (entry) => (entry.source === null || entry.source === source) && rangeMatches(entry.range, destination),
    );
  return !has(forbid) && (unexpected === 'allow' || has(allow));
}
