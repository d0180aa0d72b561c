import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareRoutes } from '../../src/audit/compareRoutes.ts';
import type { ActualRoute } from '../../src/audit/finding.ts';
import { json } from '../../src/report/json.ts';
import { type Route, type RouteClaim, routeTypes } from '../../src/routing/route.ts';
import { keyOf } from '../../src/routing/table.ts';
import { auditOf, baselineOf, readConnection, route, snapshotOf } from './network.ts';

/** Few prefixes, few next hops: so that the same destination comes up on both sides, and more than once. */
const destinations = ['10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9', '0.0.0.0/0', '2001:db8::/32'];
const routes: fc.Arbitrary<Route[]> = fc
  .array(
    fc.record({
      destination: fc.constantFrom(...destinations),
      type: fc.constantFrom(...routeTypes),
      source: fc.constantFrom('CLOUD', 'VPN_BGP', 'SATELLITE'),
      nextHop: fc.constantFrom('vco-test', 'vco-b'),
      weight: fc.constantFrom(0, 100),
      state: fc.constantFrom('published', 'Active', 'normal'),
    }),
    { maxLength: 12 },
  )
  .map((list) => {
    const made = list.map(({ destination, ...said }) =>
      route(destination, said.type === 'bgp' ? { ...said, weight: null } : { ...said, source: null }),
    );
    const key = (one: Route) => `${keyOf(one)} ${one.nextHop} ${one.weight}`;
    return [...new Map(made.map((one) => [key(one), one])).values()];
  });

/** The baseline that says exactly what is there. */
function yamlOf(list: readonly Route[]): string {
  return routeTypes
    .map((type) => {
      const lines = list
        .filter((one) => one.type === type && one.source !== 'SATELLITE')
        .map((one) => {
          const apart = type === 'custom' ? `weight: ${one.weight}` : `source: ${one.source}`;
          return `    - { destination: "${one.destination}", nextHop: ${one.nextHop}, state: ${one.state}, ${apart} }\n`;
        });
      return lines.length === 0 ? '' : `${type}:\n  routes:\n${lines.join('')}`;
    })
    .join('');
}

test('an audit of a table against itself has no finding', () => {
  fc.assert(
    fc.property(routes, (list) => {
      const known = list.filter(({ source }) => source !== 'SATELLITE');
      const result = auditOf([baselineOf(yamlOf(known))], snapshotOf(readConnection(known)), { failOn: 'notice' });
      expect(result.connections[0]).toMatchObject({ findings: [], allowed: [] });
      expect(result.verdict).toBe('in-sync');
    }),
    { numRuns: 300 },
  );
});

test('each destination, expected or there, is judged exactly once', () => {
  fc.assert(
    fc.property(routes, routes, fc.constantFrom('fail', 'allow'), (expected, actual, unexpected) => {
      const yaml = yamlOf(expected).replaceAll(/^(custom|bgp):/gm, `$1:\n  unexpected: ${unexpected}`);
      const [connection] = auditOf([baselineOf(yaml)], snapshotOf(readConnection(actual))).connections;
      if (connection?.state !== 'audited') throw new Error('unchecked');
      const { inSync, allowed, findings } = connection;
      const judged = [...inSync, ...allowed, ...findings].flatMap((entry) =>
        'destination' in entry ? [keyOf(entry)] : [],
      );
      const all = new Set([...expected.filter(({ source }) => source !== 'SATELLITE'), ...actual].map(keyOf));
      expect(judged.sort()).toEqual([...all].sort());
    }),
    { numRuns: 300 },
  );
});

test('the result is the same byte for byte, in whatever order routes, connections and baselines come', () => {
  fc.assert(
    fc.property(routes, routes, routes, fc.infiniteStream(fc.nat()), (expected, actual, other, dice) => {
      const shuffled = <T>(list: readonly T[]): T[] =>
        list
          .map((item) => ({ item, at: dice.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ item }) => item);
      const baselines = [baselineOf(yamlOf(expected)), baselineOf(yamlOf(other), 'vco-b')];
      const print = (order: <T>(list: readonly T[]) => T[]) => {
        const connections = [readConnection(order(actual)), readConnection(order(other), 'vco-b')];
        return json(auditOf(order(baselines), snapshotOf(...order(connections))));
      };
      expect(print(shuffled)).toBe(print((list) => [...list]));
    }),
    { numRuns: 200 },
  );
});

const claims = fc.array(
  fc.record<RouteClaim>({
    nextHop: fc.constantFrom('a', 'b', 'any'),
    weight: fc.constantFrom<RouteClaim['weight']>(0, 100, 'any'),
    state: fc.constantFrom('up', 'any'),
    asPath: fc.constant('any'),
    community: fc.constant('any'),
  }),
  { minLength: 1, maxLength: 4 },
);
const rows = fc.uniqueArray(
  fc.record<ActualRoute>({
    nextHop: fc.constantFrom('a', 'b', null),
    weight: fc.constantFrom(0, 100, null),
    state: fc.constantFrom('up', 'down'),
    asPath: fc.constant(null),
    community: fc.constant(null),
    createTime: fc.constant(1),
  }),
  { minLength: 1, maxLength: 4, selector: (one) => JSON.stringify(one) },
);

/** The slow obvious way: some choice gives each claim a path of its own, and every other path satisfies an open claim. */
function agrees(list: readonly RouteClaim[], there: readonly ActualRoute[]): boolean {
  const keys = [...new Set(there.map((one) => `${one.nextHop} ${one.weight}`))];
  const fits = (claim: RouteClaim, key: string) =>
    there
      .filter((one) => `${one.nextHop} ${one.weight}` === key)
      .every((one) =>
        (['nextHop', 'weight', 'state'] as const).every((name) => [one[name], 'any'].includes(claim[name])),
      );
  const orders = (items: readonly string[]): string[][] =>
    items.length === 0
      ? [[]]
      : items.flatMap((one) => orders(items.filter((other) => other !== one)).map((rest) => [one, ...rest]));
  return orders(keys).some((order) => {
    if (!list.every((claim, i) => order[i] !== undefined && fits(claim, order[i]))) return false;
    return order.slice(list.length).every((key) => list.some((claim) => claim.nextHop === 'any' && fits(claim, key)));
  });
}

test('claims and routes agree exactly where the slow comparison says so', () => {
  fc.assert(
    fc.property(claims, rows, (list, there) => {
      expect(compareRoutes(list, there).length === 0).toBe(agrees(list, there));
    }),
    { numRuns: 5000 },
  );
});
