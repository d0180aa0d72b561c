import type { Baseline, ExpectedRoute, RouteMatch } from '../baseline/baseline.ts';
import { rangeMatches } from '../routing/range.ts';
import { type Route, type RouteClaim, routeTypes, sources } from '../routing/route.ts';
import { keyOf, sortByDestination, sortRoutes, type TableDestination } from '../routing/table.ts';
import { compareRoutes } from './compareRoutes.ts';
import type { ActualRoute, Allowed, ExpectedDestination, InSync, RouteFinding } from './result.ts';

export interface Judgement {
  readonly inSync: readonly InSync[];
  readonly allowed: readonly Allowed[];
  /** Not waived yet. */
  readonly findings: readonly RouteFinding[];
}

/**
 * Regroups both sides by destination within its table; then each destination is in exactly one of four places: in both
 * (compared), only expected (missing), only there and permitted (allowed), only there (unexpected or forbidden).
 */
export function judgeDestinations(baseline: Baseline, routes: readonly Route[]): Judgement {
  const expected = new Map(expectedDestinations(baseline).map((entry) => [keyOf(entry), entry]));
  const actual = groupRoutes(sortRoutes(routes));
  const inSync: InSync[] = [];
  const allowed: Allowed[] = [];
  const findings: RouteFinding[] = [];
  for (const [key, entry] of expected) {
    const there = actual.get(key);
    const changes = there === undefined ? [] : compareRoutes(entry.expected, there.actual);
    if (there === undefined) findings.push(missing(entry));
    else if (changes.length === 0) inSync.push({ ...entry, actual: there.actual });
    else findings.push({ ...missing(entry), kind: 'changed-route', actual: there.actual, changes });
  }
  for (const [key, there] of actual) {
    if (expected.has(key)) continue;
    const judged = judgeUnexpected(baseline, there);
    if ('kind' in judged) findings.push(judged);
    else allowed.push(judged);
  }
  return {
    inSync: sortByDestination(inSync),
    allowed: sortByDestination(allowed),
    findings: sortByDestination(findings),
  };
}

/** What a baseline expects, destination by destination. */
export function expectedDestinations(baseline: Baseline): readonly ExpectedDestination[] {
  const destinations = new Map<string, { first: ExpectedRoute & TableDestination; expected: RouteClaim[] }>();
  for (const type of routeTypes) {
    for (const route of baseline.policies[type].routes) {
      const first = { ...route, type };
      const group = destinations.get(keyOf(first)) ?? { first, expected: [] };
      group.expected.push(claimOf(route));
      destinations.set(keyOf(first), group);
    }
  }
  const entries = [...destinations.values()].map(({ first, expected }) => ({
    type: first.type,
    source: first.source,
    destination: first.destination,
    expected,
    description: first.description,
    at: first.at,
  }));
  return sortByDestination(entries);
}

interface ActualDestination extends TableDestination {
  readonly actual: readonly ActualRoute[];
}

function groupRoutes(routes: readonly Route[]): Map<string, ActualDestination> {
  const groups = new Map<string, TableDestination & { actual: ActualRoute[] }>();
  for (const route of routes) {
    const { type, source, destination } = route;
    const group = groups.get(keyOf(route)) ?? { type, source, destination, actual: [] };
    group.actual.push(actualOf(route));
    groups.set(keyOf(route), group);
  }
  return groups;
}

function missing(entry: ExpectedDestination): RouteFinding {
  return { kind: 'missing-route', severity: 'error', ...entry, actual: null, changes: [], waiver: null };
}

/** `forbid` beats `allow`, and `unexpected: allow` too. */
function judgeUnexpected(baseline: Baseline, there: ActualDestination): RouteFinding | Allowed {
  const policy = baseline.policies[there.type];
  const finding = {
    severity: 'error',
    ...there,
    expected: null,
    changes: [],
    description: null,
    waiver: null,
  } as const;
  // Doubt is reported: a source that is not stated, or that nobody knows, may be the forbidden one.
  const known = there.type === 'custom' || sources.some((source) => source === there.source);
  const forbidden = policy.forbid.find((match) => matches(known ? match : { ...match, source: null }, there));
  if (forbidden !== undefined) return { ...finding, kind: 'forbidden-route', at: forbidden.at };
  if (policy.unexpected === 'allow') return { ...there, at: policy.at };
  const permitted = policy.allow.find((match) => matches(match, there));
  if (permitted !== undefined) return { ...there, at: permitted.at };
  return { ...finding, kind: 'unexpected-route', at: policy.at };
}

function matches({ range, source }: RouteMatch, there: TableDestination): boolean {
  return (source === null || source === there.source) && rangeMatches(range, there.destination);
}

function claimOf({ nextHop, weight, state, asPath, community }: ExpectedRoute): RouteClaim {
  return { nextHop, weight, state, asPath, community };
}

function actualOf({ nextHop, weight, state, asPath, community, createTime }: Route): ActualRoute {
  return { nextHop, weight, state, asPath, community, createTime };
}
