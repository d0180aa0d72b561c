import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditConnection } from '../../src/audit/audit.ts';
import type { Finding } from '../../src/audit/finding.ts';
import { isWaived } from '../../src/audit/verdict.ts';
import type { Baseline } from '../../src/baseline/baseline.ts';
import { parseBaseline } from '../../src/baseline/parseBaseline.ts';
import { keyOf } from '../../src/routing/table.ts';
import { baselineOf, readConnection, route, snapshotOf } from '../audit/network.ts';
import { now, reviewOf } from './changes.ts';

/** Few of everything, so that both sides and the network often speak of the same. */
const ranges = ['10.0.0.0/8', '10.0.0.0/8, le: 16', '10.0.0.0/8, ge: 9, le: 16', '10.0.0.0/16', '10.0.0.0/16, le: 24'];
const destinations = ['10.0.0.0/8', '10.0.0.0/16', '10.0.0.0/24', '10.1.0.0/16'];
const some = (texts: readonly string[]) => fc.subarray([...texts], { maxLength: 2 });
const entries = some(ranges.flatMap((range) => ['', ', source: CLOUD'].map((from) => `destination: ${range}${from}`)));
const waivers = some(
  ranges.flatMap((range) =>
    ['', ', type: bgp', ', kinds: [unexpected-route, forbidden-route]', ', expires: 2020-01-01'].map(
      (said) => `destination: ${range}${said}`,
    ),
  ),
);
const routesSaid = some(
  destinations.flatMap((destination) =>
    ['', ', asPath: [1]', ', state: any'].map((said) => `destination: ${destination}, source: CLOUD${said}`),
  ),
);
const baselines: fc.Arbitrary<Baseline | null> = fc
  .record({
    unexpected: fc.constantFrom('fail', 'allow'),
    routes: routesSaid,
    allow: entries,
    forbid: entries,
    count: fc.constantFrom('', 'min: 1', 'max: 2', 'min: 1, max: 3'),
    waivers,
  })
  .map(({ unexpected, routes, allow, forbid, count, waivers }) => {
    const list = (items: readonly string[]) => items.map((item) => `{ ${item} }`).join(', ');
    const accepted = waivers.map((waiver, i) => {
      const expires = waiver.includes('expires') ? '' : ', expires: 2027-01-01';
      return `id: W-${i}, reason: r, owner: o, ${waiver}${expires}`;
    });
    const text = `version: 1
connection: vco-test
region: cn-hangzhou
bgp: { unexpected: ${unexpected}, routes: [${list(routes)}], allow: [${list(allow)}], forbid: [${list(forbid)}]${count === '' ? '' : `, count: { ${count} }`} }
waivers: [${list(accepted)}]
`;
    const parsed = parseBaseline('x.yaml', new TextEncoder().encode(text));
    return parsed.state === 'read' ? parsed.baseline : null;
  });
const sound = baselines.filter((baseline) => baseline !== null);
const tables = fc
  .array(
    fc.record({
      destination: fc.constantFrom(...destinations),
      asPath: fc.constantFrom([1], [2]),
      source: fc.constantFrom('CLOUD', 'VPN_BGP'),
    }),
    { maxLength: 4 },
  )
  .map((list) => list.map(({ destination, asPath, source }) => route(destination, { type: 'bgp', source, asPath })));

/** What fails an audit, but for what there is about waivers: a destination, or the number of routes. */
function failuresOf(baseline: Baseline, table: Parameters<typeof readConnection>[0]): readonly string[] {
  const connection = auditConnection(baseline, readConnection(table), now);
  if (connection.state === 'unchecked') throw new Error('unchecked');
  const failing = (finding: Finding) => finding.severity !== 'notice' && !isWaived(finding);
  return connection.findings
    .filter(failing)
    .map((finding) => ('destination' in finding ? keyOf(finding) : finding.kind));
}

test('where no loosening is listed, what fails by the base fails by the head, but for routes that it expects otherwise', () => {
  let compared = 0;
  fc.assert(
    fc.property(sound, sound, tables, (base, head, table) => {
      const { loosenings, connections } = reviewOf([base], [head]);
      if (loosenings.length > 0) return;
      compared += 1;
      const otherwise = new Set(connections.flatMap(({ routes }) => routes.map(keyOf)));
      const failing = failuresOf(head, table);
      const lost = failuresOf(base, table).filter((key) => !otherwise.has(key) && !failing.includes(key));
      expect(lost).toEqual([]);
    }),
    { numRuns: 1500 },
  );
  expect(compared).toBeGreaterThan(20);
});

test('a change explains no difference of a route that it does not expect otherwise', () => {
  fc.assert(
    fc.property(sound, sound, tables, (base, head, table) => {
      const { today, connections } = reviewOf([base], [head], { snapshot: snapshotOf(readConnection(table)) });
      const otherwise = new Set(connections.flatMap(({ routes }) => routes.map(keyOf)));
      for (const one of today?.connections ?? []) {
        if (one.state === 'unchecked') throw new Error('unchecked');
        for (const each of one.explained) expect('destination' in each && otherwise.has(keyOf(each))).toBe(true);
        const differences = new Set(failuresOf({ ...base, waivers: [] }, table));
        expect([...one.explained, ...one.neither]).toHaveLength(differences.size);
      }
    }),
    { numRuns: 500 },
  );
});

test('a review of a side against itself says nothing, and explains nothing', () => {
  fc.assert(
    fc.property(sound, tables, (side, table) => {
      const { today, ...rest } = reviewOf([side], [side], { snapshot: snapshotOf(readConnection(table)) });
      expect(rest).toMatchObject({ loosenings: [], connections: [] });
      expect(today?.connections).toMatchObject([{ explained: [], caused: [] }]);
    }),
    { numRuns: 300 },
  );
});

test('only opened claims explain nothing', () => {
  const claims = ['weight: 100', 'weight: any', 'weight: 100, nextHop: any', 'weight: any, state: any, nextHop: any'];
  const yaml = (claim: string) => baselineOf(`custom: { routes: [{ destination: 10.0.0.0/24, ${claim} }] }`);
  const actual = [100, 0, null].flatMap((weight) =>
    ['vco-test', 'vco-b'].map((nextHop) => route('10.0.0.0/24', { weight, nextHop })),
  );
  for (const claim of claims.slice(1)) {
    for (const one of actual) {
      const snapshot = snapshotOf(readConnection([one]));
      const { today } = reviewOf([yaml('weight: 100')], [yaml(claim)], { snapshot });
      expect(today?.connections).toMatchObject([{ explained: [] }]);
    }
  }
});
