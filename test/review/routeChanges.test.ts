import { expect, test } from '@jest/globals';
import { baselineOf } from '../audit/network.ts';
import { reviewOf, reviewOfYaml } from './changes.ts';

const custom = (...routes: readonly string[]) =>
  `custom:\n  routes: [${routes.map((route) => `{ ${route} }`).join(', ')}]\n`;
const one = 'destination: 10.0.0.0/24, weight: 100';

test.each([
  ['adds', custom(), custom(one), ['adds 10.0.0.0/24 ']],
  ['withdraws', custom(one), custom(), ['withdraws 10.0.0.0/24 ']],
  ['re-weights', custom(one), custom('destination: 10.0.0.0/24, weight: 0'), ['changes 10.0.0.0/24 weight']],
  ['another next hop', custom(one), custom(`${one}, nextHop: vco-b`), ['changes 10.0.0.0/24 nextHop']],
  [
    'a second path',
    custom(one),
    custom(one, 'destination: 10.0.0.0/24, weight: 0, nextHop: vco-b'),
    ['changes 10.0.0.0/24 nextHop,weight'],
  ],
  [
    'an active and a standby path that change places',
    custom(`${one}, nextHop: vco-a`, 'destination: 10.0.0.0/24, weight: 0, nextHop: vco-b'),
    custom('destination: 10.0.0.0/24, weight: 0, nextHop: vco-a', `${one}, nextHop: vco-b`),
    ['changes 10.0.0.0/24 nextHop,weight,state,asPath,community'],
  ],
  [
    'from one source to the other',
    'bgp: { routes: [{ destination: 10.0.0.0/24, source: CLOUD }] }',
    'bgp: { routes: [{ destination: 10.0.0.0/24, source: VPN_BGP }] }',
    ['withdraws 10.0.0.0/24 ', 'adds 10.0.0.0/24 '],
  ],
])('%s', (_, base, head, changes) => {
  const routes = reviewOfYaml(base, head).connections.flatMap((connection) => connection.routes);
  expect(routes.map(({ kind, destination, attributes }) => `${kind} ${destination} ${attributes}`)).toEqual(changes);
});

test.each([
  [
    'another order of routes',
    custom(one, 'destination: 10.0.1.0/24, weight: 0'),
    custom('destination: 10.0.1.0/24, weight: 0', one),
  ],
  ['a default that is written', custom(one), custom(`${one}, state: published, nextHop: vco-test`)],
  ['words for people', custom(one), `name: x\ndescription: y\nowner: z\n${custom(`${one}, description: d`)}`],
  [
    'another order of rules',
    'bgp: { allow: [{ destination: 10.0.0.0/8 }, { destination: 11.0.0.0/8 }] }',
    'bgp: { allow: [{ destination: 11.0.0.0/8 }, { destination: 10.0.0.0/8, le: 8 }] }',
  ],
])('no change: %s', (_, base, head) => {
  expect(reviewOfYaml(base, head)).toMatchObject({ connections: [], loosenings: [], unchanged: 1 });
});

test('a file that is renamed is no change', () => {
  const baseline = baselineOf(custom(one));
  expect(reviewOf([baseline], [{ ...baseline, file: 'other.yaml' }]).connections).toEqual([]);
});

test('a rule that is tightened is a change too, though no route and no loosening', () => {
  const { connections, loosenings } = reviewOfYaml('bgp: { unexpected: allow }', '');
  expect(connections).toMatchObject([{ routes: [] }]);
  expect(loosenings).toEqual([]);
});
