import { expect, test } from '@jest/globals';
import type { AuditedConnection } from '../../src/audit/result.ts';
import { remediationOf } from '../../src/report/remediation.ts';
import { describeStep } from '../../src/report/remediationWords.ts';
import type { Route } from '../../src/routing/route.ts';
import { auditOf, baselineOf, readConnection, route, snapshotOf } from '../audit/network.ts';

function auditedOf(yaml: string, routes: readonly Route[]): AuditedConnection {
  const [connection] = auditOf([baselineOf(yaml)], snapshotOf(readConnection(routes))).connections;
  if (connection?.state !== 'audited') throw new Error('unchecked');
  return connection;
}

/** A command without what all of them have; or the words. */
function stepsOf(yaml: string, routes: readonly Route[]): readonly string[] {
  const same = ' --RegionId cn-hangzhou --VpnConnectionId vco-test --OverlayMode Ipsec --RouteDest';
  return remediationOf(auditedOf(yaml, routes)).map((step) =>
    step.kind === 'words' ? describeStep(step) : step.command.replace('aliyun vpc ', '').replace(same, ''),
  );
}

const custom = (...routes: string[]) => `custom:\n  routes:\n${routes.map((one) => `    - { ${one} }\n`).join('')}`;
const bgp = (...routes: string[]) => `bgp:\n  routes:\n${routes.map((one) => `    - { ${one} }\n`).join('')}`;
const lan = 'destination: 10.0.0.0/16, weight: 100';

type Case = readonly [name: string, yaml: string, routes: readonly Route[], steps: readonly string[]];

const commands: readonly Case[] = [
  ['nothing is to be done where all is in sync', custom(lan), [route('10.0.0.0/16')], []],
  [
    'a missing route is created, with its next hop and weight',
    custom('destination: 10.0.0.0/16, weight: 0, nextHop: vco-b'),
    [],
    ['CreateVcoRouteEntry 10.0.0.0/16 --NextHop vco-b --Weight 0'],
  ],
  [
    'an unexpected one is deleted, with the weight that it has',
    '',
    [route('10.0.0.0/16', { weight: 0 })],
    ['DeleteVcoRouteEntry 10.0.0.0/16 --NextHop vco-test --Weight 0'],
  ],
  [
    'a forbidden one too',
    'custom:\n  unexpected: allow\n  forbid: [{ destination: 10.0.0.0/16 }]',
    [route('10.0.0.0/16')],
    ['DeleteVcoRouteEntry 10.0.0.0/16 --NextHop vco-test --Weight 100'],
  ],
  [
    'another weight is changed in place',
    custom(lan),
    [route('10.0.0.0/16', { weight: 0 })],
    ['ModifyVcoRouteEntryWeight 10.0.0.0/16 --NextHop vco-test --Weight 0 --NewWeight 100'],
  ],
  [
    'of another next hop the right one comes before the wrong one goes',
    custom(lan),
    [route('10.0.0.0/16', { nextHop: 'vco-b' })],
    [
      'CreateVcoRouteEntry 10.0.0.0/16 --NextHop vco-test --Weight 100',
      'DeleteVcoRouteEntry 10.0.0.0/16 --NextHop vco-b --Weight 100',
    ],
  ],
  [
    "of two next hops with each other's weight the one that falls comes last",
    custom(
      'destination: 10.0.0.0/16, weight: 0, nextHop: vco-a',
      'destination: 10.0.0.0/16, weight: 100, nextHop: vco-b',
    ),
    [route('10.0.0.0/16', { nextHop: 'vco-a' }), route('10.0.0.0/16', { nextHop: 'vco-b', weight: 0 })],
    [
      'ModifyVcoRouteEntryWeight 10.0.0.0/16 --NextHop vco-b --Weight 0 --NewWeight 100',
      'ModifyVcoRouteEntryWeight 10.0.0.0/16 --NextHop vco-a --Weight 100 --NewWeight 0',
    ],
  ],
  [
    'where one next hop has both weights, only the wrong row goes',
    custom(lan),
    [route('10.0.0.0/16'), route('10.0.0.0/16', { weight: 0 })],
    ['DeleteVcoRouteEntry 10.0.0.0/16 --NextHop vco-test --Weight 0'],
  ],
  [
    'where one next hop is to have both weights, only what is not there comes',
    custom(lan, 'destination: 10.0.0.0/16, weight: 0'),
    [route('10.0.0.0/16')],
    ['CreateVcoRouteEntry 10.0.0.0/16 --NextHop vco-test --Weight 0'],
  ],
  [
    'a row that is right but for its state is not confused with its twin of another weight',
    custom(lan),
    [route('10.0.0.0/16', { weight: 0 }), route('10.0.0.0/16', { state: 'normal' })],
    [
      'changed custom route 10.0.0.0/16: bring it from state normal to state published; no command: the API has none that publishes a destination-based route or takes that back; look at the attachment to the transit router',
      'changed custom route 10.0.0.0/16: delete next hop vco-test, weight 0; not before what is expected of this destination is there: then audit again',
    ],
  ],
  [
    'any weight: that of the row whose place it takes',
    custom('destination: 10.0.0.0/16, weight: any'),
    [route('10.0.0.0/16', { nextHop: 'vco-b', weight: 0 })],
    [
      'CreateVcoRouteEntry 10.0.0.0/16 --NextHop vco-test --Weight 0',
      'DeleteVcoRouteEntry 10.0.0.0/16 --NextHop vco-b --Weight 0',
    ],
  ],
  [
    'any weight, and nothing there: 100',
    custom('destination: 10.0.0.0/16, weight: any, nextHop: any'),
    [],
    ['CreateVcoRouteEntry 10.0.0.0/16 --NextHop vco-test --Weight 100'],
  ],
  [
    'any weight beside a row of weight 100: the other one',
    custom(lan, 'destination: 10.0.0.0/16, weight: any'),
    [route('10.0.0.0/16')],
    ['CreateVcoRouteEntry 10.0.0.0/16 --NextHop vco-test --Weight 0'],
  ],
  [
    'any next hop, but another weight: the row that is there gets it',
    custom('destination: 10.0.0.0/16, weight: 100, nextHop: any'),
    [route('10.0.0.0/16', { nextHop: 'vco-b', weight: 0 })],
    ['ModifyVcoRouteEntryWeight 10.0.0.0/16 --NextHop vco-b --Weight 0 --NewWeight 100'],
  ],
  [
    'a more specific one that carries the traffic of a missing one goes after that has come',
    custom(lan),
    [route('10.0.1.0/24')],
    [
      'CreateVcoRouteEntry 10.0.0.0/16 --NextHop vco-test --Weight 100',
      'DeleteVcoRouteEntry 10.0.1.0/24 --NextHop vco-test --Weight 100',
    ],
  ],
  [
    'a covering one that carries the traffic of a missing one goes after that has come',
    custom('destination: 10.0.1.0/24, weight: 100'),
    [route('10.0.0.0/16')],
    [
      'CreateVcoRouteEntry 10.0.1.0/24 --NextHop vco-test --Weight 100',
      'DeleteVcoRouteEntry 10.0.0.0/16 --NextHop vco-test --Weight 100',
    ],
  ],
  [
    'a waived finding has no step',
    'waivers: [{ id: W, destination: 10.0.0.0/16, reason: r, owner: o, expires: 2099-01-01 }]',
    [route('10.0.0.0/16')],
    [],
  ],
  ['IPv6 as well', '', [route('2001:db8::/32')], ['DeleteVcoRouteEntry 2001:db8::/32 --NextHop vco-test --Weight 100']],
  [
    'what the API would not create it may well delete',
    '',
    [route('0.0.0.0/0'), route('100.64.0.0/12')],
    [
      'DeleteVcoRouteEntry 0.0.0.0/0 --NextHop vco-test --Weight 100',
      'DeleteVcoRouteEntry 100.64.0.0/12 --NextHop vco-test --Weight 100',
    ],
  ],
];

test.each(commands)('%s', (_, yaml, routes, steps) => {
  expect(stepsOf(yaml, routes)).toEqual(steps);
});

const exactWeight = 'no command: it takes the exact weight, which the row does not state; look at the console';
const awaitsMissing = 'not before this is settled, whose traffic it may carry: missing';

const inWords: readonly Case[] = [
  [
    "a row that states no weight can't be deleted by a command",
    '',
    [route('10.0.0.0/16', { weight: null })],
    [`unexpected custom route 10.0.0.0/16: delete next hop vco-test, weight not stated; ${exactWeight}`],
  ],
  [
    'nor can its weight be changed by one, and no second row is made beside it',
    custom(lan),
    [route('10.0.0.0/16', { weight: null })],
    [`changed custom route 10.0.0.0/16: change the weight of next hop vco-test from not stated to 100; ${exactWeight}`],
  ],
  [
    'a weight that the API does not take',
    '',
    [route('10.0.0.0/16', { weight: 50 })],
    [
      'unexpected custom route 10.0.0.0/16: delete next hop vco-test, weight 50; no command: it takes weight 0 or 100 only',
    ],
  ],
  [
    'a row that states no next hop',
    '',
    [route('10.0.0.0/16', { nextHop: null })],
    [
      'unexpected custom route 10.0.0.0/16: delete the row that states no next hop, weight 100; no command: it takes the exact next hop, which the row does not state',
    ],
  ],
  [
    "a default route can't be created; it holds up nothing, since it will never come",
    custom('destination: 0.0.0.0/0, weight: 100'),
    [route('10.0.0.0/16')],
    [
      'missing custom route 0.0.0.0/0: create next hop vco-test, weight 100; no command: the API refuses a destination-based route for 0.0.0.0/0; expect it from BGP, or not at all',
      'DeleteVcoRouteEntry 10.0.0.0/16 --NextHop vco-test --Weight 100',
    ],
  ],
  ...['100.64.0.0/10', '100.64.0.0/12', '96.0.0.0/4'].map(
    (destination): Case => [
      `${destination} would break the connection`,
      custom(`destination: ${destination}, weight: 100`),
      [],
      [
        `missing custom route ${destination}: create next hop vco-test, weight 100; no command: a destination-based route that overlaps 100.64.0.0/10 breaks the connection; correct the baseline`,
      ],
    ],
  ),
  [
    "the weight of the active row does not fall while the other one can't be raised by a command",
    custom(
      'destination: 10.0.0.0/16, weight: 100, nextHop: vco-a',
      'destination: 10.0.0.0/16, weight: 0, nextHop: vco-b',
    ),
    [route('10.0.0.0/16', { nextHop: 'vco-a', weight: null }), route('10.0.0.0/16', { nextHop: 'vco-b' })],
    [
      `changed custom route 10.0.0.0/16: change the weight of next hop vco-a from not stated to 100; ${exactWeight}`,
      'changed custom route 10.0.0.0/16: change the weight of next hop vco-b from 100 to 0; not before what is expected of this destination is there: then audit again',
    ],
  ],
  [
    'what may stand in for a missing BGP route is not deleted by a command',
    bgp('destination: 10.0.0.0/16, source: VPN_BGP'),
    [route('10.0.1.0/24')],
    [
      'missing bgp route 10.0.0.0/16 from VPN_BGP: on the peer: announce it',
      `unexpected custom route 10.0.1.0/24: delete next hop vco-test, weight 100; ${awaitsMissing} bgp route 10.0.0.0/16 from VPN_BGP; then audit again`,
    ],
  ],
  [
    'what the cloud fails to announce carries traffic the other way, so nothing stands in for it',
    bgp('destination: 10.0.0.0/16, source: CLOUD'),
    [route('10.0.1.0/24')],
    [
      'missing bgp route 10.0.0.0/16 from CLOUD: on the transit router, not on the peer: announce it',
      'DeleteVcoRouteEntry 10.0.1.0/24 --NextHop vco-test --Weight 100',
    ],
  ],
  [
    'nor what may stand in for a route whose absence is waived',
    `${custom(lan)}waivers: [{ id: W, destination: 10.0.0.0/16, reason: r, owner: o, expires: 2099-01-01 }]`,
    [route('10.0.1.0/24')],
    [
      `unexpected custom route 10.0.1.0/24: delete next hop vco-test, weight 100; ${awaitsMissing} custom route 10.0.0.0/16 (waived); then audit again`,
    ],
  ],
  [
    "an unexpected BGP route is the peer's to withdraw, a changed one to announce otherwise",
    bgp('destination: 10.1.0.0/16, source: VPN_BGP, asPath: [65010]'),
    [
      route('10.1.0.0/16', { type: 'bgp', asPath: [65020] }),
      route('10.2.0.0/16', { type: 'bgp' }),
      route('10.3.0.0/16', { type: 'bgp', source: 'CLOUD' }),
      route('10.4.0.0/16', { type: 'bgp', source: null }),
    ],
    [
      'changed bgp route 10.1.0.0/16 from VPN_BGP: on the peer: announce it as expected: AS path 65010 → 65020 (expected → actual)',
      'unexpected bgp route 10.4.0.0/16, source not stated: on the peer or on the transit router, as the source is not stated: stop announcing it',
      'unexpected bgp route 10.3.0.0/16 from CLOUD: on the transit router, not on the peer: stop announcing it',
      'unexpected bgp route 10.2.0.0/16 from VPN_BGP: on the peer: stop announcing it',
    ],
  ],
  [
    'two expectations that one row would satisfy',
    custom('destination: 10.0.0.0/16, weight: 100, nextHop: any', lan),
    [],
    [
      'CreateVcoRouteEntry 10.0.0.0/16 --NextHop vco-test --Weight 100',
      'missing custom route 10.0.0.0/16: create next hop vco-test, weight 100 (the baseline takes any next hop, of which the connection itself is the usual one); no command: such a row is there already, and the baseline takes it for another one',
    ],
  ],
];

test.each(inWords)('in words: %s', (_, yaml, routes, steps) => {
  expect(stepsOf(yaml, routes)).toEqual(steps);
});

test('a choice that the baseline leaves open is said', () => {
  const [step] = remediationOf(auditedOf(custom('destination: 10.0.0.0/16, weight: any, nextHop: any'), []));
  expect(step === undefined ? '' : describeStep(step)).toBe(
    'missing custom route 10.0.0.0/16: create next hop vco-test, weight 100 (the baseline takes any next hop, of which the connection itself is the usual one, and any weight, of which 0 is a standby)',
  );
});
