import { expect, test } from '@jest/globals';
import { baselineOf, problemsOf } from './problemsOf.ts';

test.each([
  ['10.1.0.1/16', '"10.1.0.1/16": host bits are set; write 10.1.0.0/16'],
  ['2001:DB8::/32', '"2001:DB8::/32": not written as RFC 5952 says; write 2001:db8::/32'],
  ['010.0.0.0/8', '"010.0.0.0/8": octet 010 has a leading zero, which some read as octal; write 10.0.0.0/8'],
  ['10.0.0.0', '"10.0.0.0": the prefix length is missing; write 10.0.0.0/32'],
  ['10.0.0.0/33', '"10.0.0.0/33": prefix length 33 is over 32; write a prefix such as 10.0.0.0/8'],
])('the destination %s is refused with what to write', (destination, message) => {
  expect(problemsOf(`custom: { routes: [{ weight: 0, destination: "${destination}" }] }\n`)).toEqual([
    `a.yaml:4:46: destination ${message}`,
  ]);
});

test('the short form 10/8 is refused', () => {
  expect(problemsOf('custom: { routes: [{ weight: 0, destination: 10/8 }] }\n')).toEqual([
    expect.stringMatching(/^a\.yaml:4:46: destination "10\/8": .*; write 10\.0\.0\.0\/8$/),
  ]);
});

test('the same route twice cites the first, with the default next hop written out or not', () => {
  const text = `custom:
  routes:
    - { destination: 10.0.0.0/8, weight: 100 }
    - { destination: 10.0.0.0/8, weight: 0 }
    - { destination: 10.0.0.0/8, weight: 100, nextHop: vco-b2 }
    - { destination: 10.0.0.0/8, weight: 100, nextHop: vco-a1, state: any }
`;
  expect(problemsOf(text)).toEqual([
    'a.yaml:9:7: the route 10.0.0.0/8 with next hop vco-a1 and weight 100 is here twice; the first is at a.yaml:6:7',
  ]);
});

test('in bgp each source is a table of its own', () => {
  const text = `bgp:
  routes:
    - { destination: 10.0.0.0/8, source: CLOUD }
    - { destination: 10.0.0.0/8, source: VPN_BGP }
    - { destination: 10.0.0.0/8, source: CLOUD, asPath: [65010] }
`;
  expect(problemsOf(text)).toEqual([
    'a.yaml:8:7: the route 10.0.0.0/8 with next hop any and source CLOUD is here twice; the first is at a.yaml:6:7',
  ]);
});

test('what a route does not say is its default, and 0 is a weight', () => {
  const { policies } = baselineOf(`custom: { routes: [{ destination: 10.0.0.0/8, weight: 0 }] }
bgp: { routes: [{ destination: 10.0.0.0/8, source: CLOUD }] }
`);
  expect(policies.custom.routes).toMatchObject([
    { source: null, nextHop: 'vco-a1', weight: 0, state: 'published', asPath: 'any', community: 'any' },
  ]);
  expect(policies.bgp.routes).toMatchObject([
    { source: 'CLOUD', nextHop: 'any', weight: 'any', state: 'Active', asPath: 'any', community: 'any' },
  ]);
});

test.each([
  ['{ min: 3, max: 2 }', 'a.yaml:4:25: min 3 is over max 2; min must be at most max'],
  ['{ max: 0 }', 'a.yaml:4:25: max 0 is less than the expected routes at a.yaml:4:30 (1); raise it'],
])('the count %s is refused', (count, message) => {
  const routes = 'routes: [{ destination: 10.0.0.0/8, weight: 0 }]';
  const text = `custom: { count: ${count}, ${routes} }\n`;
  expect(problemsOf(text)).toEqual([message]);
});

test('20,000 routes are read', () => {
  const destinations = Array.from({ length: 20_000 }, (_, i) => `10.${i >> 8}.${i & 255}.0/24`);
  const lines = destinations.map((destination) => `    - { destination: ${destination}, weight: 100 }\n`);
  const { policies } = baselineOf(`custom:\n  routes:\n${lines.join('')}`);
  expect(policies.custom.routes.map(({ destination }) => destination)).toEqual(destinations);
  expect(policies.custom.routes.at(-1)?.at.line).toBe(20_005);
});
