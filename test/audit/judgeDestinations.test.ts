import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeDestinations } from '../../src/audit/judgeDestinations.ts';
import type { ExpectedRoute } from '../../src/baseline/baseline.ts';
import { parsePrefix } from '../../src/routing/prefix.ts';
import { type Route, type RouteType, routeTypes } from '../../src/routing/route.ts';
import { keyOf } from '../../src/routing/table.ts';
import { actualOf, claimOf, type Judged, judgeSlowly } from './judgeSlowly.ts';
import { baselineOf, route } from './network.ts';

const empty = baselineOf('');
const destinations = [
  '2.0.0.0/8',
  '10.0.0.0/8',
  '10.0.0.0/9',
  '100.0.0.0/8',
  '::/0',
  '2001:db8::/32',
  '2001:db8:1::/48',
];

/** Any order, rows twice over, all tables, sources that nobody knows or that are not stated. */
const rows: fc.Arbitrary<Route[]> = fc.array(
  fc
    .record({
      destination: fc.constantFrom(...destinations),
      type: fc.constantFrom(...routeTypes),
      source: fc.constantFrom('CLOUD', 'VPN_BGP', 'SATELLITE', '', null),
      nextHop: fc.constantFrom('a', 'b', null),
      weight: fc.constantFrom(0, 100, null),
      state: fc.constantFrom('published', 'Active'),
      createTime: fc.constantFrom(1, 2),
    })
    .map(({ destination, ...said }) => route(destination, said)),
  { maxLength: 12 },
);

const claims: fc.Arbitrary<Record<RouteType, ExpectedRoute[]>> = fc.record({
  custom: fc.array(claim(fc.constant(null)), { maxLength: 8 }),
  bgp: fc.array(claim(fc.constantFrom('CLOUD', 'VPN_BGP')), { maxLength: 8 }),
});

function claim(source: fc.Arbitrary<ExpectedRoute['source']>): fc.Arbitrary<ExpectedRoute> {
  return fc.record({
    destination: fc.constantFrom(...destinations).map((text) => route(text).destination),
    source,
    nextHop: fc.constantFrom('a', 'b', 'any'),
    weight: fc.constantFrom<ExpectedRoute['weight']>(0, 100, 'any'),
    state: fc.constantFrom('published', 'any'),
    asPath: fc.constant('any' as const),
    community: fc.constant('any'),
    description: fc.constant(null),
    at: fc.constant(empty.at),
  });
}

function judgedBy({ inSync, allowed, findings }: ReturnType<typeof judgeDestinations>): readonly (readonly Judged[])[] {
  const shown = (kind: string, entry: Partial<(typeof findings)[number]> & (typeof allowed)[number]): Judged => ({
    key: keyOf(entry),
    kind,
    expected: (entry.expected ?? []).map(claimOf),
    actual: (entry.actual ?? []).map(actualOf),
  });
  return [
    inSync.map((entry) => shown('in-sync', entry)),
    allowed.map((entry) => shown('allowed', entry)),
    findings.map((entry) => shown(entry.kind, { ...entry, actual: entry.actual ?? [] })),
  ];
}

test('the two sides, walked together, give what a search by key gives, in the same order', () => {
  const sorted = fc.boolean();
  fc.assert(
    fc.property(rows, claims, fc.constantFrom('fail', 'allow'), sorted, (actual, expected, unexpected, inOrder) => {
      const policy = (type: RouteType) => ({
        ...empty.policies[type],
        unexpected,
        routes: put(expected[type], inOrder),
      });
      const baseline = { ...empty, policies: { custom: policy('custom'), bgp: policy('bgp') } };
      const slow = judgeSlowly(baseline, actual);
      const isFinding = ({ kind }: Judged) => kind !== 'in-sync' && kind !== 'allowed';
      expect(judgedBy(judgeDestinations(baseline, put(actual, inOrder)))).toEqual([
        slow.filter(({ kind }) => kind === 'in-sync'),
        slow.filter(({ kind }) => kind === 'allowed'),
        slow.filter(isFinding),
      ]);
    }),
    { numRuns: 3000 },
  );
});

/** As it is, or by prefix: the order in which lists usually come. */
function put<T extends { readonly destination: string }>(list: readonly T[], inOrder: boolean): readonly T[] {
  if (!inOrder) return list;
  return [...list].sort((a, b) => destinations.indexOf(a.destination) - destinations.indexOf(b.destination));
}

test('the destinations of these tests are prefixes', () => {
  expect(destinations.filter((text) => parsePrefix(text).state !== 'canonical')).toEqual([]);
});
