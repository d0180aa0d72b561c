import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { severityOf } from '../../src/audit/finding.ts';
import { bitsOf, covers, formatPrefix, type Prefix } from '../../src/routing/prefix.ts';
import type { Route } from '../../src/routing/route.ts';
import { keyOf } from '../../src/routing/table.ts';
import { auditDomain, findingsIn, type Member } from './domain.ts';
import { forwardSlowly } from './forwardSlowly.ts';
import { route } from './network.ts';

/** All prefixes in eight addresses, so that they nest, meet and shadow each other. */
const base = 0x0a000000;
const prefixOf = (first: number, length: number): Prefix => formatPrefix({ family: 4, words: [base + first], length });
const prefixes = [29, 30, 31, 32].flatMap((length) =>
  Array.from({ length: 2 ** (length - 29) }, (_, i) => prefixOf(i * 2 ** (32 - length), length)),
);
const addresses = prefixes.slice(-8);
const ids = ['vco-a', 'vco-b'] as const;

const routesOf = (id: string): fc.Arbitrary<Route[]> =>
  fc
    .array(
      fc.record({
        destination: fc.constantFrom(...prefixes),
        table: fc.constantFrom('custom', 'CLOUD', 'VPN_BGP'),
        weight: fc.constantFrom(0, 100),
        inUse: fc.boolean(),
      }),
      { maxLength: 10 },
    )
    .map((list) => {
      const made = list.map(({ destination, table, weight, inUse }) =>
        table === 'custom'
          ? route(destination, { nextHop: id, weight, state: inUse ? 'published' : 'normal' })
          : route(destination, { type: 'bgp', source: table, nextHop: id, state: inUse ? 'Active' : 'normal' }),
      );
      return [...new Map(made.map((one) => [keyOf(one), one])).values()];
    });

/** A baseline that says exactly these routes. */
function yamlOf(routes: readonly Route[]): string {
  const lines = (type: string) =>
    routes
      .filter((one) => one.type === type)
      .map((one) => {
        const apart = type === 'custom' ? `weight: ${one.weight}` : `source: ${one.source}`;
        return `{ destination: ${one.destination}, nextHop: ${one.nextHop}, state: ${one.state}, ${apart} }`;
      });
  return `custom: { routes: [${lines('custom').join(', ')}] }\nbgp: { routes: [${lines('bgp').join(', ')}] }`;
}

type Tables = readonly [readonly Route[], readonly Route[]];
const tables: fc.Arbitrary<Tables> = fc.tuple(routesOf(ids[0]), routesOf(ids[1]));

function audited(expected: Tables, actual: Tables) {
  const memberOf = (i: 0 | 1): Member => ({ yaml: yamlOf(expected[i]), routes: actual[i] });
  return auditDomain({ [ids[0]]: memberOf(0), [ids[1]]: memberOf(1) });
}

test('each address goes where the obvious way says, before and after, and each change has a cause', () => {
  fc.assert(
    fc.property(tables, tables, (expected, actual) => {
      const result = audited(expected, actual);
      for (const direction of ['to-data-centre', 'to-cloud'] as const) {
        for (const address of addresses) {
          const from = forwardSlowly(expected.flat(), address, direction);
          const to = forwardSlowly(actual.flat(), address, direction);
          const told = result.forwarding.filter(
            (one) => one.direction === direction && covers(bitsOf(one.prefix), bitsOf(address)),
          );
          const isSame = from.join() === to.join();
          expect(told.map((one) => [one.from, one.to])).toEqual(isSame ? [] : [[from, to]]);
        }
      }
      const causes = result.forwarding.map(({ because }) => because.length);
      expect(causes).not.toContain(0);
    }),
    { numRuns: 1000 },
  );
});

test('what a change names as its cause is a finding that is grave for it, and no other is', () => {
  fc.assert(
    fc.property(tables, tables, (expected, actual) => {
      const result = audited(expected, actual);
      const nameOf = (one: object) => ('connectionId' in one ? one.connectionId : '');
      const causes = result.forwarding.flatMap(({ because }) => because.map((one) => `${nameOf(one)} ${keyOf(one)}`));
      const grave = result.connections.flatMap((connection) =>
        connection.state === 'unchecked'
          ? []
          : connection.findings.flatMap((one) =>
              'changes' in one && one.severity === severityOf[one.kind]
                ? [`${connection.connectionId} ${keyOf(one)}`]
                : [],
            ),
      );
      expect([...new Set(causes)].sort()).toEqual(grave.sort());
    }),
    { numRuns: 500 },
  );
});

test('halving every prefix makes findings and moves nothing', () => {
  const halves = (one: Route): readonly Route[] => {
    const { words, length } = bitsOf(one.destination);
    const [first = 0] = words;
    return [first, first + 2 ** (31 - length)].map((start) => ({
      ...one,
      destination: prefixOf(start - base, length + 1),
    }));
  };
  const inUse = ({ destination, state }: Route) => !destination.endsWith('/32') && state !== 'normal';
  fc.assert(
    fc.property(tables, ([first, second]) => {
      const used = [first.filter(inUse), second.filter(inUse)] as const;
      const result = audited(used, [used[0].flatMap(halves), used[1].flatMap(halves)]);
      expect(result.forwarding).toEqual([]);
      const routes = findingsIn(result).filter((one) => 'changes' in one);
      expect(routes.length >= used.flat().length).toBe(true);
      expect(routes.filter((one) => one.impact !== 'no-forwarding-change')).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
