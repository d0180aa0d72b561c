import type { Baseline, ExpectedRoute, RouteMatch } from '../baseline/baseline.ts';
import type { Place } from '../document/place.ts';
import { rangeMatches } from '../routing/range.ts';
import { type Route, type RouteClaim, routeTypes, sources } from '../routing/route.ts';
import {
  isBefore,
  isInOrder,
  isSameDestination,
  sortByDestination,
  sortRoutes,
  type TableDestination,
} from '../routing/table.ts';
import { compareRoutes } from './compareRoutes.ts';
import { type ActualRoute, type RouteFinding, severityOf } from './finding.ts';
import type { Allowed, ExpectedDestination, InSync } from './result.ts';

export interface Judgement {
  readonly inSync: readonly InSync[];
  readonly allowed: readonly Allowed[];
  /** Not waived yet. */
  readonly findings: readonly RouteFinding[];
}

/**
 * Regroups both sides by destination within its table; then each destination is in exactly one of four places: in both
 * (compared), only expected (missing), only there and permitted (allowed), only there (unexpected or forbidden).
 *
 * Both sides are put into the one order and walked together, so that each list comes out in it. A million routes take a
 * fraction of a second, because they usually come sorted: no key is made, and nothing looked up.
 */
export function judgeDestinations(baseline: Baseline, routes: readonly Route[]): Judgement {
  const inSync: InSync[] = [];
  const allowed: Allowed[] = [];
  const findings: RouteFinding[] = [];
  const there = new RouteCursor(routes);
  const judgeUnexpectedOnes = (end: ExpectedDestination | null) => {
    for (let group = there.takeBefore(end); group !== null; group = there.takeBefore(end)) {
      const judged = judgeUnexpected(baseline, group);
      if ('kind' in judged) findings.push(judged);
      else allowed.push(judged);
    }
  };
  for (const entry of expectedDestinations(baseline)) {
    const { type, source, destination, expected, description, at } = entry;
    let actual = there.take(entry);
    if (actual.length === 0) {
      judgeUnexpectedOnes(entry);
      actual = there.take(entry);
    }
    const changes = actual.length === 0 ? [] : compareRoutes(expected, actual);
    if (actual.length === 0) findings.push(missing(entry));
    else if (changes.length === 0) inSync.push({ type, source, destination, expected, description, at, actual });
    else
      findings.push({
        ...missing(entry),
        kind: 'changed-route',
        severity: severityOf['changed-route'],
        actual,
        changes,
      });
  }
  judgeUnexpectedOnes(null);
  return { inSync, allowed, findings };
}

/** What a baseline expects, destination by destination. */
export function expectedDestinations(baseline: Baseline): readonly ExpectedDestination[] {
  const claims: (ExpectedDestination & { readonly expected: RouteClaim[] })[] = [];
  for (const type of routeTypes) {
    for (const route of baseline.policies[type].routes) {
      const { source, destination, description, at } = route;
      claims.push({ type, source, destination, expected: [claimOf(route)], description, at });
    }
  }
  if (isInOrder(claims, () => false)) return claims;
  const entries: typeof claims = [];
  for (const claim of sortByDestination(claims)) {
    const last = entries.at(-1);
    if (last !== undefined && isSameDestination(last, claim)) last.expected.push(...claim.expected);
    else entries.push(claim);
  }
  return entries;
}

interface ActualDestination extends TableDestination {
  readonly actual: readonly ActualRoute[];
}

/** Hands out the routes that are there, destination by destination, each once. */
class RouteCursor {
  readonly #routes: readonly Route[];
  #next = 0;

  constructor(routes: readonly Route[]) {
    this.#routes = sortRoutes(routes);
  }

  /** Those of the next destination, if it stands before that of `end`; null = before the end of all. */
  takeBefore(end: TableDestination | null): ActualDestination | null {
    const first = this.#routes[this.#next];
    if (first === undefined || (end !== null && !isBefore(first, end))) return null;
    const { type, source, destination } = first;
    return { type, source, destination, actual: this.take(first) };
  }

  /** Those that are next, as far as they are of this destination. */
  take(key: TableDestination): readonly ActualRoute[] {
    const first = this.#takeOne(key);
    if (first === null) return [];
    const actual = [first];
    for (let more = this.#takeOne(key); more !== null; more = this.#takeOne(key)) actual.push(more);
    return actual;
  }

  #takeOne(key: TableDestination): ActualRoute | null {
    const route = this.#routes[this.#next];
    if (route === undefined || !isSameDestination(route, key)) return null;
    this.#next += 1;
    return actualOf(route);
  }
}

function missing(entry: ExpectedDestination): RouteFinding {
  const kind = 'missing-route';
  return { kind, severity: severityOf[kind], ...entry, actual: null, changes: [], ...notWeighed };
}

/** What only the whole of a forwarding domain tells: see assess.ts. */
const notWeighed = { impact: 'not-evaluated', partOf: null, waiver: null } as const;

/** `forbid` beats `allow`, and `unexpected: allow` too. */
function judgeUnexpected(baseline: Baseline, there: ActualDestination): RouteFinding | Allowed {
  const policy = baseline.policies[there.type];
  const finding = (kind: 'unexpected-route' | 'forbidden-route', at: Place): RouteFinding => {
    const severity = severityOf[kind];
    return { kind, severity, ...there, expected: null, changes: [], description: null, ...notWeighed, at };
  };
  // Doubt is reported: a source that is not stated, or that nobody knows, may be the forbidden one.
  const known = there.type === 'custom' || sources.some((source) => source === there.source);
  const forbidden = policy.forbid.find((match) => matches(known ? match : { ...match, source: null }, there));
  if (forbidden !== undefined) return finding('forbidden-route', forbidden.at);
  if (policy.unexpected === 'allow') return { ...there, at: policy.at };
  const permitted = policy.allow.find((match) => matches(match, there));
  if (permitted !== undefined) return { ...there, at: permitted.at };
  return finding('unexpected-route', policy.at);
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
