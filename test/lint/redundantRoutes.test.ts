import { expect, test } from '@jest/globals';
import { codesOf, custom, lintOf, onRouter } from './lintOf.ts';

test('a route that another covers with the same next hop and weight changes no forwarding', () => {
  expect(lintOf({ a: custom('10.0.0.0/8 100', '10.1.0.0/16 100') })).toEqual([
    'a.yaml:7:7: RD103 redundant-route: 10.1.0.0/16 changes no forwarding: 10.0.0.0/8 at a.yaml:6:7 covers it with the same next hop and weight; remove it from the connection and from here',
  ]);
});

test('of three within each other the nearest is cited, in whatever order they stand', () => {
  expect(lintOf({ a: custom('10.1.1.0/24 0', '10.0.0.0/8 0', '10.1.0.0/16 0') })).toEqual([
    expect.stringMatching(/^a.yaml:6:7: RD103 .* 10\.1\.0\.0\/16 at a.yaml:8:7 covers/),
    expect.stringMatching(/^a.yaml:8:7: RD103 .* 10\.0\.0\.0\/8 at a.yaml:7:7 covers/),
  ]);
});

test.each([
  ['another next hop', ['10.0.0.0/8 100', '10.1.0.0/16 100 nextHop: vco-b']],
  ['another weight', ['10.0.0.0/8 100', '10.1.0.0/16 0']],
  ['a weight that is left open', ['10.0.0.0/8 any', '10.1.0.0/16 any']],
  ['a next hop that is left open', ['10.0.0.0/8 100 nextHop: any', '10.1.0.0/16 100 nextHop: any']],
  ['another state', ['10.0.0.0/8 100 state: normal', '10.1.0.0/16 100']],
  ['one with another next hop between', ['10.0.0.0/8 100', '10.0.0.0/12 100 nextHop: vco-b', '10.1.0.0/16 100']],
  ['a second next hop', ['10.0.0.0/8 100', '10.1.0.0/16 100', '10.1.0.0/16 100 nextHop: vco-b']],
  ['a second next hop above', ['10.0.0.0/8 100', '10.0.0.0/8 100 nextHop: vco-b', '10.1.0.0/16 100']],
  ['a neighbour', ['10.0.0.0/16 100', '10.1.0.0/16 100']],
  ['another family', ['0.0.0.0/1 100', '::/1 100']],
])('%s is not redundant', (_, routes) => {
  expect(codesOf({ a: custom(...routes) }).filter((line) => line.includes('RD103'))).toEqual([]);
});

test('several next hops are redundant together', () => {
  const routes = ['10.0.0.0/8 100', '10.0.0.0/8 0 nextHop: vco-b', '10.1.0.0/16 0 nextHop: vco-b', '10.1.0.0/16 100'];
  expect(codesOf({ a: custom(...routes) })).toEqual(['a.yaml RD103 10.1.0.0/16', 'a.yaml RD103 10.1.0.0/16']);
});

test('a BGP route between, whose next hop nobody states, decides where the traffic goes', () => {
  const bgp = 'bgp:\n  routes: [{ destination: 10.0.0.0/12, source: VPN_BGP }]\n';
  expect(codesOf({ a: custom('10.0.0.0/8 100', '10.1.0.0/16 100') + bgp })).toEqual([]);
});

test('a route to the cloud is none between routes to the data centre', () => {
  const bgp = 'bgp:\n  routes: [{ destination: 10.0.0.0/12, source: CLOUD }]\n';
  expect(codesOf({ a: custom('10.0.0.0/8 100', '10.1.0.0/16 100') + bgp })).toEqual(['a.yaml RD103 10.1.0.0/16']);
});

test.each([
  ['the same next hop', 'nextHop: vco-a', 1],
  ['no next hop', 'state: Active', 0],
  ['the same next hop and a community of one', 'nextHop: vco-a, community: "1:2"', 0],
])('BGP routes with %s: %s', (_, more, count) => {
  const bgp = `bgp:
  routes:
    - { destination: 10.0.0.0/8, source: VPN_BGP, nextHop: vco-a }
    - { destination: 10.1.0.0/16, source: VPN_BGP, ${more} }
    - { destination: 10.1.1.0/24, source: CLOUD, nextHop: vco-a }
`;
  expect(codesOf({ a: bgp })).toHaveLength(count);
});

test('with its standby a pair is redundant on both connections; without, taking one away would move the traffic', () => {
  const a = onRouter(custom('10.0.0.0/8 100', '10.1.0.0/16 100'));
  const both = { a, b: onRouter(custom('10.0.0.0/8 0', '10.1.0.0/16 0')) };
  expect(codesOf(both)).toEqual(['a.yaml RD103 10.1.0.0/16', 'b.yaml RD103 10.1.0.0/16']);
  const half = { a, b: onRouter(custom('10.1.0.0/16 0')) };
  expect(codesOf(half)).toEqual([]);
});

test('another transit router, and none, is another world', () => {
  const files = { a: custom('10.0.0.0/8 100 nextHop: x'), b: custom('10.1.0.0/16 100 nextHop: x') };
  expect(codesOf(files)).toEqual([]);
  expect(codesOf({ a: onRouter(files.a), b: `transitRouter: tr-2\n${files.b}` })).toEqual([]);
});
