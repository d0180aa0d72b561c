import { expect, test } from '@jest/globals';
import type { Route } from '../../src/routing/route.ts';
import { auditDomain, findingsIn, moves, weights } from './domain.ts';
import { auditOf, baselineOf, readConnection, route, snapshotOf } from './network.ts';

const alone = (yaml: string, routes: readonly Route[]) =>
  auditOf([baselineOf(yaml)], snapshotOf(readConnection(routes)));
const custom = (...destinations: string[]) =>
  `custom: { routes: [${destinations.map((to) => `{ destination: "${to}", weight: 100 }`).join(', ')}] }`;
const bgp = (source: string, ...destinations: string[]) =>
  `bgp: { routes: [${destinations.map((to) => `{ destination: "${to}", source: ${source} }`).join(', ')}] }`;
const there = (...destinations: string[]) => destinations.map((destination) => route(destination));
const learned = (source: string, ...destinations: string[]) =>
  destinations.map((destination) => route(destination, { type: 'bgp', source }));
const here = 'vco-test';

test.each<[string, string, readonly Route[], readonly string[]]>([
  ['nothing where nothing differs', custom('10.0.0.0/24'), there('10.0.0.0/24'), []],
  ['a missing route', custom('10.0.0.0/24'), [], [`to-data-centre 10.0.0.0/24: ${here} → unrouted`]],
  ['an unexpected route', 'custom: {}', there('10.0.0.0/24'), [`to-data-centre 10.0.0.0/24: unrouted → ${here}`]],
  [
    'another next hop',
    custom('10.0.0.0/24'),
    [route('10.0.0.0/24', { nextHop: 'vco-b' })],
    [`to-data-centre 10.0.0.0/24: ${here} → vco-b`],
  ],
  ['a more specific route to the same next hop', custom('10.0.0.0/16'), there('10.0.0.0/16', '10.0.1.0/24'), []],
  ['two halves of what is expected', custom('10.0.0.0/24'), there('10.0.0.0/25', '10.0.0.128/25'), []],
  [
    'a custom route that is not published forwards nothing',
    custom('10.0.0.0/24'),
    [route('10.0.0.0/24', { state: 'normal' })],
    [`to-data-centre 10.0.0.0/24: ${here} → unrouted`],
  ],
  [
    'a state that nobody knows is none that forwards',
    custom('10.0.0.0/24'),
    [route('10.0.0.0/24', { state: 'odd' })],
    [`to-data-centre 10.0.0.0/24: ${here} → unrouted`],
  ],
  [
    'a custom route and a BGP one stand beside each other',
    `${custom('10.0.0.0/24')}\nbgp: {}`,
    [...there('10.0.0.0/24'), route('10.0.0.0/24', { type: 'bgp', nextHop: 'vco-b' })],
    [`to-data-centre 10.0.0.0/24: ${here} → vco-b+${here}`],
  ],
  [
    'routes from the cloud forward to the cloud',
    bgp('CLOUD', '10.0.0.0/24'),
    learned('CLOUD', '10.0.1.0/24'),
    [`to-cloud 10.0.0.0/24: ${here} → unrouted`, `to-cloud 10.0.1.0/24: unrouted → ${here}`],
  ],
  [
    'a BGP route of a source that nobody knows counts both ways',
    'bgp: {}',
    learned('SATELLITE', '10.0.0.0/24'),
    [`to-data-centre 10.0.0.0/24: unrouted → ${here}`, `to-cloud 10.0.0.0/24: unrouted → ${here}`],
  ],
  [
    'what one direction loses, the other does not make up for',
    bgp('VPN_BGP', '10.0.0.0/24'),
    learned('CLOUD', '10.0.0.0/24'),
    [`to-data-centre 10.0.0.0/24: ${here} → unrouted`, `to-cloud 10.0.0.0/24: unrouted → ${here}`],
  ],
  ['IPv6', custom('2001:db8::/32'), there('2001:db8::/33'), [`to-data-centre 2001:db8:8000::/33: ${here} → unrouted`]],
  [
    'another AS path',
    'bgp: { routes: [{ destination: 10.0.0.0/24, source: VPN_BGP, asPath: [65010] }] }',
    [route('10.0.0.0/24', { type: 'bgp', asPath: [65020] })],
    [],
  ],
  [
    'what the baseline permits is as it should be',
    'custom: { routes: [{ destination: 10.0.0.0/24, weight: 100 }], allow: [{ destination: 10.9.0.0/16, le: 24 }] }',
    there('10.9.1.0/24'),
    [`to-data-centre 10.0.0.0/24: ${here} → unrouted`],
  ],
  [
    'what falls back to a permitted route',
    'custom: { routes: [{ destination: 10.9.1.0/24, weight: 100, nextHop: vco-b }], allow: [{ destination: 10.9.0.0/16 }] }',
    there('10.9.0.0/16'),
    [`to-data-centre 10.9.1.0/24: vco-b → ${here}`],
  ],
  [
    'a waived route goes where it goes, too',
    `${custom()}\nwaivers: [{ id: w, reason: r, owner: o, expires: 2026-12-31, destination: 10.0.0.0/24 }]`,
    there('10.0.0.0/24'),
    [`to-data-centre 10.0.0.0/24: unrouted → ${here}`],
  ],
])('one connection: %s', (_, yaml, routes, expected) => {
  expect(moves(alone(yaml, routes))).toEqual(expected);
});

test('in a domain the highest weight wins, and equal ones share', () => {
  const result = auditDomain({
    'vco-a': weights(
      'vco-a',
      { '10.0.0.0/24': 100, '10.0.1.0/24': 100, '10.0.2.0/24': 100 },
      {
        '10.0.0.0/24': 0,
        '10.0.1.0/24': 100,
        '10.0.2.0/24': 50,
      },
    ),
    'vco-b': weights(
      'vco-b',
      { '10.0.0.0/24': 0, '10.0.1.0/24': 0, '10.0.2.0/24': 0 },
      {
        '10.0.0.0/24': 100,
        '10.0.1.0/24': 100,
        '10.0.2.0/24': 0,
      },
    ),
  });
  expect(moves(result)).toEqual([
    'to-data-centre 10.0.0.0/24: vco-a → vco-b',
    'to-data-centre 10.0.1.0/24: vco-a → vco-a+vco-b',
  ]);
});

test('a more specific route of one connection takes traffic from another, and is named as the cause', () => {
  const result = auditDomain({
    'vco-a': weights('vco-a', { '10.0.0.0/16': 100 }, { '10.0.0.0/16': 100 }),
    'vco-b': weights('vco-b', {}, { '10.0.1.0/24': 0 }),
  });
  expect(result.forwarding).toEqual([
    {
      domain: 'tr-test',
      direction: 'to-data-centre',
      prefix: '10.0.1.0/24',
      from: ['vco-a'],
      to: ['vco-b'],
      fromBy: ['10.0.0.0/16'],
      toBy: ['10.0.1.0/24'],
      because: [
        { connectionId: 'vco-b', kind: 'unexpected-route', type: 'custom', source: null, destination: '10.0.1.0/24' },
      ],
    },
  ]);
});

test('connections that name no transit router, or different ones, decide nothing for each other', () => {
  const both = ['vco-a', 'vco-b'].map((id) => baselineOf(custom('10.0.0.0/24'), id));
  const routes = [readConnection([route('10.0.0.0/24', { nextHop: 'vco-a' })], 'vco-a'), readConnection([], 'vco-b')];
  expect(moves(auditOf(both, snapshotOf(...routes)))).toEqual(['to-data-centre 10.0.0.0/24: vco-b → unrouted']);
});

test('a domain of which one connection is unchecked is not evaluated, and its findings stay errors', () => {
  const yaml = `transitRouter: tr-test\n${custom('10.0.0.0/24')}`;
  const baselines = [baselineOf(yaml, 'vco-a'), baselineOf(yaml, 'vco-b')];
  const result = auditOf(baselines, snapshotOf(readConnection(there('10.0.0.0/25', '10.0.0.128/25'), 'vco-a')));
  expect(result).toMatchObject({ forwarding: [], domainsNotEvaluated: ['tr-test'] });
  const errors = findingsIn(result).map((finding) => [finding.severity, 'impact' in finding && finding.impact]);
  expect(errors).toEqual(Array(3).fill(['error', 'not-evaluated']));
});

test('a difference that moves no traffic is a warning, and one that does an error', () => {
  const halves = alone(custom('10.0.0.0/24'), there('10.0.0.0/25', '10.0.0.128/25'));
  expect(findingsIn(halves)).toMatchObject(Array(3).fill({ severity: 'warning', impact: 'no-forwarding-change' }));
  expect(halves.verdict).toBe('drifted');
  expect(findingsIn(alone(custom('10.0.0.0/24'), there('10.0.0.0/25')))).toMatchObject([
    { kind: 'missing-route', severity: 'error', impact: 'traffic-changes' },
    { kind: 'unexpected-route', severity: 'warning', impact: 'no-forwarding-change' },
  ]);
});

test('a forbidden route is an error whatever it does', () => {
  const yaml = `custom: { routes: [{ destination: 10.0.0.0/16, weight: 100 }], forbid: [{ destination: 10.0.0.0/24 }] }`;
  expect(findingsIn(alone(yaml, there('10.0.0.0/16', '10.0.0.0/24')))).toMatchObject([
    { kind: 'forbidden-route', severity: 'error', impact: 'no-forwarding-change' },
  ]);
});

test('a weight where the baseline names no transit router may decide between connections that nobody knows of', () => {
  const routes = [route('10.0.0.0/24', { weight: 0 })];
  expect(findingsIn(alone(custom('10.0.0.0/24'), routes))).toMatchObject([
    { kind: 'changed-route', severity: 'error', impact: 'not-evaluated' },
  ]);
  expect(findingsIn(auditDomain({ 'vco-test': { yaml: custom('10.0.0.0/24'), routes } }))).toMatchObject([
    { kind: 'changed-route', severity: 'warning', impact: 'no-forwarding-change' },
  ]);
});

test('of a state that nobody knows nobody says that it moves nothing', () => {
  expect(findingsIn(alone('custom: {}', [route('10.0.0.0/24', { state: 'Publishing' })]))).toMatchObject([
    { kind: 'unexpected-route', severity: 'error', impact: 'not-evaluated' },
  ]);
});

test('a claim that leaves the next hop open does not take in a route that it does not fit', () => {
  const yaml = 'bgp: { routes: [{ destination: 10.0.0.0/24, source: VPN_BGP, asPath: [65020] }] }';
  const own = route('10.0.0.0/24', { type: 'bgp', asPath: [65020] });
  const other = route('10.0.0.0/24', { type: 'bgp', asPath: [65666], nextHop: 'vco-x' });
  const result = alone(yaml, [own, other]);
  expect(moves(result)).toEqual([`to-data-centre 10.0.0.0/24: ${here} → ${here}+vco-x`]);
  expect(findingsIn(result)).toMatchObject([{ kind: 'changed-route', severity: 'error', impact: 'traffic-changes' }]);
});
