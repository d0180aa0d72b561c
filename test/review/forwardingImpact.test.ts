import { expect, test } from '@jest/globals';
import { forwardingImpact } from '../../src/review/forwardingImpact.ts';
import { baselineOf } from '../audit/network.ts';

const custom = (...routes: readonly string[]) =>
  `custom: { routes: [${routes.map((one) => `{ destination: ${one} }`).join(', ')}] }`;
const bgp = (...routes: readonly string[]) => custom(...routes).replace('custom', 'bgp');
const inDomain = (id: string, yaml: string) => baselineOf(`transitRouter: tr-a\n${yaml}`, id);

/** `10.0.0.0/24 to-cloud vco-a → -`. */
const told = (...sides: Parameters<typeof forwardingImpact>) =>
  forwardingImpact(...sides).map(
    ({ prefix, direction, from, to }) => `${prefix} ${direction} ${from.join('+') || '-'} → ${to.join('+') || '-'}`,
  );

test.each([
  ['a new route', custom(), custom('10.0.0.0/24, weight: 100'), ['10.0.0.0/24 to-data-centre - → vco-test']],
  ['a route less', custom('10.0.0.0/24, weight: 100'), custom(), ['10.0.0.0/24 to-data-centre vco-test → -']],
  [
    'a route less, which a covering one carries on to elsewhere',
    custom('10.0.0.0/24, weight: 100', '10.0.0.0/8, weight: 100, nextHop: vco-b'),
    custom('10.0.0.0/8, weight: 100, nextHop: vco-b'),
    ['10.0.0.0/24 to-data-centre vco-test → vco-b'],
  ],
  [
    'a more specific route that goes the same way',
    custom('10.0.0.0/8, weight: 100'),
    custom('10.0.0.0/8, weight: 100', '10.0.0.0/24, weight: 100'),
    [],
  ],
  ['another weight of the only path', custom('10.0.0.0/24, weight: 100'), custom('10.0.0.0/24, weight: 0'), []],
  [
    'an active and a standby path that change places',
    custom('10.0.0.0/24, weight: 100', '10.0.0.0/24, weight: 0, nextHop: vco-b'),
    custom('10.0.0.0/24, weight: 0', '10.0.0.0/24, weight: 100, nextHop: vco-b'),
    ['10.0.0.0/24 to-data-centre vco-test → vco-b'],
  ],
  [
    'a route that is no longer advertised',
    custom('10.0.0.0/24, weight: 100'),
    custom('10.0.0.0/24, weight: 100, state: normal'),
    ['10.0.0.0/24 to-data-centre vco-test → -'],
  ],
  [
    'directions are not mixed',
    bgp('10.0.0.0/24, source: CLOUD'),
    bgp('10.0.0.0/24, source: VPN_BGP'),
    ['10.0.0.0/24 to-data-centre - → vco-test', '10.0.0.0/24 to-cloud vco-test → -'],
  ],
  ['an AS path', bgp('10.0.0.0/24, source: CLOUD'), bgp('10.0.0.0/24, source: CLOUD, asPath: [1]'), []],
])('%s', (_, base, head, changes) => {
  expect(told([baselineOf(base)], [baselineOf(head)])).toEqual(changes);
});

test('connections of one transit router are one domain: where one withdraws, the other carries', () => {
  const standby = inDomain('vco-b', custom('10.0.0.0/24, weight: 0'));
  const active = inDomain('vco-a', custom('10.0.0.0/24, weight: 100'));
  const change = [[active, standby], [standby]] as const;
  expect(told(...change)).toEqual(['10.0.0.0/24 to-data-centre vco-a → vco-b']);
  expect(forwardingImpact(...change)).toMatchObject([{ domain: 'tr-a' }]);
  const alone = baselineOf(custom('10.0.0.0/24, weight: 100'), 'vco-c');
  expect(told([alone, standby], [standby])).toEqual(['10.0.0.0/24 to-data-centre vco-c → -']);
});

test('two active connections are two next hops', () => {
  const [a, b] = ['vco-a', 'vco-b'].map((id) => inDomain(id, custom('10.0.0.0/24, weight: 100')));
  if (a === undefined || b === undefined) throw new Error('two');
  expect(told([a], [a, b])).toEqual(['10.0.0.0/24 to-data-centre vco-a → vco-a+vco-b']);
});
