import { expect, test } from '@jest/globals';
import { codesOf, custom, lintOf } from './lintOf.ts';

test.each([
  ['100.64.0.0/10', 'is inside'],
  ['100.64.0.0/11', 'is inside'],
  ['100.127.255.255/32', 'is inside'],
  ['100.0.0.0/9', 'covers'],
  ['64.0.0.0/2', 'covers'],
  ['0.0.0.0/1', 'covers'],
])('a destination-based route for %s can break the connection', (destination, relation) => {
  expect(lintOf({ a: custom(`${destination} any`) })).toEqual([
    `a.yaml:6:7: RD101 shared-address-space: ${destination} ${relation} 100.64.0.0/10, which the cloud uses itself: such a destination-based route can break the connection; expect only what lies outside it`,
  ]);
});

test('a destination-based default route is refused by the API, and that is said once', () => {
  expect(lintOf({ a: custom('0.0.0.0/0 100') })).toEqual([
    'a.yaml:6:7: RD102 default-route: the API refuses a destination-based route for 0.0.0.0/0; expect the networks behind the connection one by one, or a default route by BGP',
  ]);
});

test.each(['100.128.0.0/10', '100.0.0.0/10', '101.0.0.0/8', '::/0', '::ffff:100.64.0.0/106', '2001:db8::/32'])(
  'a destination-based route for %s is like any other',
  (destination) => {
    expect(codesOf({ a: custom(`${destination} 100`) })).toEqual([]);
  },
);

test('what the API accepts of destination-based routes says nothing of BGP, allow and forbid', () => {
  const text = `custom:
  unexpected: allow
  forbid: [{ destination: 0.0.0.0/0 }, { destination: 100.64.0.0/10, le: 32 }]
bgp:
  routes:
    - { destination: 0.0.0.0/0, source: VPN_BGP }
    - { destination: 100.64.0.0/10, source: CLOUD }
`;
  expect(codesOf({ a: text })).toEqual([]);
});
