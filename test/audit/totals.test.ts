import { expect, test } from '@jest/globals';
import { countStanding } from '../../src/audit/countStanding.ts';
import type { WaivableKind } from '../../src/baseline/baseline.ts';
import type { FlappingDestination, Proof } from '../../src/collect/snapshot.ts';
import { allFindingsOf, auditOf, baselineOf, readConnection, route, snapshotOf } from './network.ts';

const table = (more = '', waivers = '') => `custom:
  routes:
    - { destination: 10.0.0.0/16, weight: 100 }
    - { destination: 10.1.0.0/16, weight: 100 }
    - { destination: 10.2.0.0/16, weight: 100 }
    - { destination: 10.3.0.0/16, weight: 100 }
  allow: [{ destination: 10.5.0.0/16 }]
  forbid: [{ destination: 10.6.0.0/16 }]
${more}${waivers}`;
/** In sync twice, one changed, one missing; one unexpected, one allowed, one forbidden. */
const routes = [
  ...['10.0.0.0/16', '10.1.0.0/16', '10.4.0.0/16', '10.5.0.0/16', '10.6.0.0/16'].map((destination) =>
    route(destination),
  ),
  route('10.2.0.0/16', { weight: 0 }),
];
const waiver = (id: string, said: string) =>
  `  - { id: ${id}, reason: migration, owner: netops, expires: 2026-12-31, ${said} }\n`;

test('the totals count each finding once, by its kind', () => {
  const old = '  - { id: old, reason: x, owner: y, expires: 2020-01-01, destination: 10.9.0.0/16 }\n';
  const yaml = table('  count: { max: 5 }\n', `waivers:\n${old}${waiver('spare', 'destination: 10.8.0.0/16')}`);
  const flapping: FlappingDestination = {
    type: 'custom',
    source: null,
    destination: route('10.7.0.0/16').destination,
    outcomes: [],
  };
  const connection = { ...readConnection(routes), flapping: [flapping] };
  expect(auditOf([baselineOf(yaml)], snapshotOf(connection))).toMatchObject({
    verdict: 'drifted',
    totals: {
      connections: 1,
      inSync: 2,
      allowed: 1,
      missing: 1,
      unexpected: 2,
      changed: 1,
      countOutOfBounds: 1,
      waived: 0,
      notices: 3,
      likely: 0,
      unchecked: 0,
    },
  });
});

const kinds: [WaivableKind, string, object][] = [
  ['missing-route', '10.3.0.0/16', { missing: 0 }],
  ['changed-route', '10.2.0.0/16', { changed: 0 }],
  ['unexpected-route', '10.4.0.0/16', { unexpected: 1 }],
  ['forbidden-route', '10.6.0.0/16', { unexpected: 1 }],
];

test.each(kinds)('a waived %s is counted as waived alone', (kind, destination, fewer) => {
  const yaml = table('', `waivers:\n${waiver('NET-1', `destination: ${destination}, kinds: [${kind}]`)}`);
  const { totals } = auditOf([baselineOf(yaml)], snapshotOf(readConnection(routes)));
  expect(totals).toMatchObject({ missing: 1, changed: 1, unexpected: 2, ...fewer, waived: 1 });
});

test('with each of its findings waived a connection is in sync', () => {
  const all = kinds.map(([kind, destination]) => waiver(kind, `destination: ${destination}, kinds: [${kind}]`));
  const result = auditOf([baselineOf(table('', `waivers:\n${all.join('')}`))], snapshotOf(readConnection(routes)));
  // Two of four expected routes: no notice of a mass change either.
  expect(result).toMatchObject({ verdict: 'in-sync', totals: { waived: 4, notices: 0 } });
});

test('every drift of a route is an error, with what was expected and what is there', () => {
  expect(allFindingsOf(table(), routes)).toMatchObject([
    { kind: 'changed-route', severity: 'error', expected: [{ weight: 100 }], actual: [{ weight: 0 }] },
    { kind: 'missing-route', severity: 'error', expected: [{ weight: 100 }], actual: null, changes: [] },
    { kind: 'unexpected-route', severity: 'error', expected: null, actual: [{ weight: 100 }], changes: [] },
    { kind: 'forbidden-route', severity: 'error', expected: null, actual: [{ weight: 100 }], changes: [] },
  ]);
});

test('what an allow entry permits is named with its destination and the line of the entry', () => {
  const { connections } = auditOf([baselineOf(table())], snapshotOf(readConnection(routes)));
  expect(connections).toMatchObject([
    {
      allowed: [
        { type: 'custom', source: null, destination: '10.5.0.0/16', actual: [{ weight: 100 }], at: { line: 10 } },
      ],
    },
  ]);
});

test.each<[Proof, Proof, number]>([
  ['proved', 'atomic', 0],
  ['likely', 'proved', 1],
  ['proved-under-churn', 'likely', 1],
  ['likely', 'likely', 1],
])('a connection with tables that are %s and %s complete: %i likely, which fails nothing', (custom, bgp, likely) => {
  const connection = readConnection([]);
  if (connection.state !== 'read') throw new Error('unreadable');
  const { completeness } = connection;
  const proofs = { custom: { ...completeness.custom, proof: custom }, bgp: { ...completeness.bgp, proof: bgp } };
  const result = auditOf([baselineOf('')], snapshotOf({ ...connection, completeness: proofs }));
  expect(result).toMatchObject({ verdict: 'in-sync', totals: { likely } });
});

test('what came and went is a notice at the line that expects it, or else at its section', () => {
  const came = (destination: string): FlappingDestination => ({
    type: 'custom',
    source: null,
    destination: route(destination).destination,
    outcomes: ['missing-route', 'no-drift'],
  });
  const connection = { ...readConnection(routes), flapping: [came('10.1.0.0/16'), came('10.9.0.0/16')] };
  const [audited] = auditOf([baselineOf(table())], snapshotOf(connection)).connections;
  expect(audited).toHaveProperty(
    'findings',
    expect.arrayContaining([
      expect.objectContaining({
        ...came('10.1.0.0/16'),
        kind: 'flapping',
        severity: 'notice',
        at: expect.objectContaining({ line: 7 }),
      }),
      expect.objectContaining({ ...came('10.9.0.0/16'), kind: 'flapping', at: expect.objectContaining({ line: 4 }) }),
    ]),
  );
});

test('a mass change adds up what is missing and what is changed', () => {
  const ten = Array.from({ length: 10 }, (_, i) => `10.${i}.0.0/16`);
  const yaml = `custom:\n  routes:\n${ten.map((one) => `    - { destination: ${one}, weight: 100 }\n`).join('')}`;
  const there = ten.slice(2).map((one, i) => route(one, { weight: i < 2 ? 0 : 100 }));
  expect(allFindingsOf(yaml, there)).toContainEqual(
    expect.objectContaining({ kind: 'mass-change', severity: 'notice', missing: 2, changed: 2, expected: 10 }),
  );
});

test('what is left of one table says nothing about a mass change of the other', () => {
  const yaml = `custom: { routes: [{ destination: 10.0.0.0/8, weight: 100 }] }
bgp: { routes: [{ destination: 10.0.0.0/8, source: CLOUD }] }`;
  expect(allFindingsOf(yaml, [route('10.0.0.0/8', { type: 'bgp', source: 'CLOUD' })])).toContainEqual(
    expect.objectContaining({ kind: 'mass-change', type: 'custom', missing: 1, changed: 0, expected: 1 }),
  );
});

test('the result names the baselines by file and digest, sorted by file', () => {
  const [a, b] = [baselineOf('', 'vco-a'), baselineOf('', 'vco-b')];
  expect(auditOf([b, a], snapshotOf()).baselines).toEqual([
    { file: 'vco-a.yaml', sha256: a.sha256 },
    { file: 'vco-b.yaml', sha256: b.sha256 },
  ]);
});

test.each([
  [null, null, [0, 7], 'in bounds'],
  [2, null, [2, 7], 'in bounds'],
  [2, null, [0, 1], 'below'],
  [null, 3, [0, 3], 'in bounds'],
  [null, 3, [4, 7], 'above'],
  [2, 3, [1], 'below'],
  [2, 3, [4], 'above'],
] as const)('with limits %j and %j, %j routes are %s', (min, max, counts, standing) => {
  const { at } = baselineOf('');
  for (const count of counts) expect(countStanding({ min, max, at }, count)).toBe(standing);
  expect(countStanding(null, 7)).toBe('in bounds');
});
