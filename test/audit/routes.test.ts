import { expect, test } from '@jest/globals';
import { auditOf, baselineOf, findingsOf, readConnection, route, snapshotOf } from './network.ts';

const custom = (routes: string) => `custom: { routes: [${routes}] }`;
const bgp = (routes: string, more = '') => `bgp: { routes: [${routes}]${more} }`;
const changed = (attribute: string, expected: unknown[], actual: unknown[]) => [
  expect.objectContaining({ kind: 'changed-route', changes: [{ attribute, expected, actual }] }),
];

test('a route that is there as expected is in sync, and kept in the result', () => {
  const result = auditOf(
    [baselineOf(custom('{ destination: 10.0.0.0/8, weight: 100 }'))],
    snapshotOf(readConnection([route('10.0.0.0/8')])),
  );
  expect(result).toMatchObject({ verdict: 'in-sync', totals: { inSync: 1, missing: 0, unexpected: 0, changed: 0 } });
  expect(result.connections[0]).toMatchObject({
    inSync: [{ destination: '10.0.0.0/8', type: 'custom' }],
    findings: [],
  });
});

test('a missing route, an unexpected route', () => {
  const findings = findingsOf(custom('{ destination: 10.0.0.0/8, weight: 100 }'), [route('10.0.0.0/9')]);
  expect(findings).toMatchObject([
    { kind: 'missing-route', destination: '10.0.0.0/8', actual: null, at: { line: 4 } },
    { kind: 'unexpected-route', destination: '10.0.0.0/9', expected: null },
  ]);
});

test('another next hop, or another weight, is one changed route, not a missing and an unexpected one', () => {
  const yaml = custom('{ destination: 10.0.0.0/8, weight: 100 }');
  expect(findingsOf(yaml, [route('10.0.0.0/8', { nextHop: 'vco-other' })])).toEqual(
    changed('nextHop', ['vco-test'], ['vco-other']),
  );
  expect(findingsOf(yaml, [route('10.0.0.0/8', { weight: 0 })])).toEqual(changed('weight', [100], [0]));
});

test('weight 0 is a weight: neither unset nor not stated', () => {
  const yaml = custom('{ destination: 10.0.0.0/8, weight: 0 }');
  expect(findingsOf(yaml, [route('10.0.0.0/8', { weight: 0 })])).toEqual([]);
  expect(findingsOf(yaml, [route('10.0.0.0/8', { weight: null })])).toEqual(changed('weight', [0], [null]));
});

test('a weight that is not stated satisfies only "any"', () => {
  expect(
    findingsOf(custom('{ destination: 10.0.0.0/8, weight: any }'), [route('10.0.0.0/8', { weight: null })]),
  ).toEqual([]);
  expect(
    findingsOf(custom('{ destination: 10.0.0.0/8, weight: 100 }'), [route('10.0.0.0/8', { weight: null })]),
  ).toEqual(changed('weight', [100], [null]));
});

test('the state is compared: published by default for custom, Active for bgp, and any accepts all', () => {
  const normal = route('10.0.0.0/8', { state: 'normal' });
  expect(findingsOf(custom('{ destination: 10.0.0.0/8, weight: 100 }'), [normal])).toEqual(
    changed('state', ['published'], ['normal']),
  );
  expect(findingsOf(custom('{ destination: 10.0.0.0/8, weight: 100, state: any }'), [normal])).toEqual([]);
  expect(
    findingsOf(bgp('{ destination: 10.0.0.0/8, source: VPN_BGP }'), [
      route('10.0.0.0/8', { type: 'bgp', state: null }),
    ]),
  ).toEqual(changed('state', ['Active'], [null]));
});

test('next hop, AS path and community of a bgp route are compared only where they are written', () => {
  const there = route('10.0.0.0/8', {
    type: 'bgp',
    nextHop: 'x',
    asPath: [65010, 65020],
    community: '65535:1 65535:2',
  });
  expect(findingsOf(bgp('{ destination: 10.0.0.0/8, source: VPN_BGP }'), [there])).toEqual([]);
  expect(
    findingsOf(
      bgp('{ destination: 10.0.0.0/8, source: VPN_BGP, asPath: [65010, 65020], community: "65535:2,65535:1" }'),
      [there],
    ),
  ).toEqual([]);
  expect(findingsOf(bgp('{ destination: 10.0.0.0/8, source: VPN_BGP, asPath: [65020, 65010] }'), [there])).toEqual(
    changed('asPath', [[65020, 65010]], [[65010, 65020]]),
  );
  expect(findingsOf(bgp('{ destination: 10.0.0.0/8, source: VPN_BGP, community: "65535:1" }'), [there])).toEqual(
    changed('community', ['65535:1'], ['65535:1 65535:2']),
  );
});

test.each([
  ['65535:1,65535:2', '65535:2 65535:1', true],
  ['65535:1,  65535:2', ' 65535:1 65535:2 ', true],
  ['65535:1', '65535:1 65535:1', true],
  ['65535:1', '65535:1 65535:2', false],
  ['65535:1 65535:2', '65535:165535:2', false],
  ['1:1 12:2', '1:11 2:2', false],
  ['65535:1', null, false],
])('communities are a set: %j and %j are the same one: %j', (expected, community, same) => {
  const yaml = bgp(`{ destination: 10.0.0.0/8, source: VPN_BGP, community: "${expected}" }`);
  const there = route('10.0.0.0/8', { type: 'bgp', community });
  expect(findingsOf(yaml, [there])).toEqual(same ? [] : changed('community', [expected], [community]));
});

test('a route that leaves the next hop open takes each next hop that is as it says, and no other', () => {
  const yaml = bgp('{ destination: 10.0.0.0/8, source: VPN_BGP }');
  const via = (nextHop: string, state: string) => route('10.0.0.0/8', { type: 'bgp', nextHop, state });
  expect(findingsOf(yaml, [via('a', 'Active'), via('b', 'Active')])).toEqual([]);
  expect(findingsOf(yaml, [via('a', 'Active'), via('b', 'idle')])).toEqual(changed('nextHop', [], ['b']));
});

test('connections come by region, then by id, whatever order their baselines come in', () => {
  const [b, a] = [baselineOf('', 'vco-b'), baselineOf('', 'vco-a')];
  const elsewhere = { ...baselineOf('', 'vco-0'), region: 'cn-shanghai' };
  const ids = auditOf([elsewhere, b, a], snapshotOf()).connections.map(({ connectionId }) => connectionId);
  expect(ids).toEqual(['vco-a', 'vco-b', 'vco-0']);
});

test('the same destination in the three tables is three different things', () => {
  const yaml = `${custom('{ destination: 10.0.0.0/8, weight: 100 }')}\n${bgp('{ destination: 10.0.0.0/8, source: CLOUD }')}`;
  expect(findingsOf(yaml, [route('10.0.0.0/8', { type: 'bgp' })])).toMatchObject([
    { kind: 'missing-route', type: 'custom' },
    { kind: 'missing-route', type: 'bgp', source: 'CLOUD' },
    { kind: 'unexpected-route', type: 'bgp', source: 'VPN_BGP' },
  ]);
});

test('a bgp route from a source that nobody knows, or that states none, is unexpected and shown as it is', () => {
  const routes = [
    route('10.0.0.0/8', { type: 'bgp', source: 'SATELLITE' }),
    route('10.0.0.0/8', { type: 'bgp', source: null }),
  ];
  expect(findingsOf(bgp('{ destination: 10.0.0.0/8, source: CLOUD }'), routes)).toMatchObject([
    { kind: 'unexpected-route', source: null },
    { kind: 'missing-route', source: 'CLOUD' },
    { kind: 'unexpected-route', source: 'SATELLITE' },
  ]);
});

const pair = '{ destination: 10.0.0.0/8, weight: 100 }, { destination: 10.0.0.0/8, nextHop: vco-b, weight: 0 }';

test('next hops are a set: their order says nothing, a lost one and one too many are changes', () => {
  const [a, b] = [route('10.0.0.0/8'), route('10.0.0.0/8', { nextHop: 'vco-b', weight: 0 })];
  expect(findingsOf(custom(pair), [b, a])).toEqual([]);
  expect(findingsOf(custom(pair), [a])).toEqual(changed('nextHop', ['vco-b'], []));
  expect(findingsOf(custom('{ destination: 10.0.0.0/8, weight: 100 }'), [a, b])).toEqual(
    changed('nextHop', [], ['vco-b']),
  );
});

test('a weight that is lost of a next hop with two is a change of the weight, whatever other next hops there are', () => {
  const yaml = custom(`${pair}, { destination: 10.0.0.0/8, weight: 0 }`);
  const [a, b] = [route('10.0.0.0/8'), route('10.0.0.0/8', { nextHop: 'vco-b', weight: 0 })];
  expect(findingsOf(yaml, [a, b])).toEqual(changed('weight', [0], []));
});

test('an active/standby pair that flipped is a change of both weights', () => {
  const flipped = [route('10.0.0.0/8', { weight: 0 }), route('10.0.0.0/8', { nextHop: 'vco-b', weight: 100 })];
  expect(findingsOf(custom(pair), flipped)).toEqual(changed('weight', [100, 0], [0, 100]));
});

test('a second route of the same next hop with another weight is a change, also where any weight would do', () => {
  const both = [route('10.0.0.0/8'), route('10.0.0.0/8', { weight: 0 })];
  expect(findingsOf(custom('{ destination: 10.0.0.0/8, weight: 100 }'), both)).toEqual(changed('weight', [], [0]));
  expect(findingsOf(custom('{ destination: 10.0.0.0/8, weight: any }'), both)).toMatchObject([
    { kind: 'changed-route' },
  ]);
});

test('"any" never takes the only route that another claim needs', () => {
  const yaml = custom('{ destination: 10.0.0.0/8, weight: any }, { destination: 10.0.0.0/8, weight: 100 }');
  expect(findingsOf(yaml, [route('10.0.0.0/8'), route('10.0.0.0/8', { weight: 0 })])).toEqual([]);
  expect(findingsOf(yaml, [route('10.0.0.0/8')])).toMatchObject([{ kind: 'changed-route' }]);
});

test('two rows of one bgp route over two tunnels are one route', () => {
  const rows = [1, 2].map((createTime) => route('10.0.0.0/8', { type: 'bgp', createTime }));
  expect(findingsOf(bgp('{ destination: 10.0.0.0/8, source: VPN_BGP }'), rows)).toEqual([]);
});

test('tunnel health and create times are never drift', () => {
  const there = route('10.0.0.0/8', { createTime: 99, more: { NextHopTunnelIdList: [] } });
  expect(findingsOf(custom('{ destination: 10.0.0.0/8, weight: 100 }'), [there])).toEqual([]);
});
