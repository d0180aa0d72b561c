import { expect, test } from '@jest/globals';
import { codesOf, lintOf } from './lintOf.ts';

const bgp = (allow: string) => `bgp:
  routes:
    - { destination: 10.20.0.0/16, source: VPN_BGP }
    - { destination: 10.0.0.0/16, source: CLOUD }
  allow: [${allow}]
`;

test('an expected BGP route that allow does not match is one that the prefix list would filter', () => {
  expect(lintOf({ a: bgp('{ destination: 10.20.0.0/16, ge: 17, source: VPN_BGP }') })).toEqual([
    'a.yaml:6:7: RD109 outside-allow: 10.20.0.0/16 from VPN_BGP is expected and outside allow: no entry for VPN_BGP matches it; widen an entry, or remove the route',
  ]);
});

test.each([
  ['no entry', '', []],
  ['an entry that matches', '{ destination: 10.0.0.0/8, le: 16, source: VPN_BGP }', []],
  ['an entry for either source', '{ destination: 10.20.0.0/16 }', ['10.0.0.0/16']],
  ['an entry for the other source', '{ destination: 10.20.0.0/16, source: CLOUD }', ['10.0.0.0/16']],
  [
    'entries for each source, the wrong way round',
    '{ destination: 10.20.0.0/16, source: CLOUD }, { destination: 10.0.0.0/16, source: VPN_BGP }',
    ['10.20.0.0/16', '10.0.0.0/16'],
  ],
])('with %s', (_, allow, destinations) => {
  expect(codesOf({ a: bgp(allow) })).toEqual(destinations.map((destination) => `a.yaml RD109 ${destination}`));
});

test('destination-based routes are configured, not filtered', () => {
  const text =
    'custom:\n  routes: [{ destination: 10.1.0.0/16, weight: 100 }]\n  allow: [{ destination: 10.2.0.0/16 }]\n';
  expect(codesOf({ a: text })).toEqual([]);
});
