import { expect, test } from '@jest/globals';
import { baselineOf } from '../audit/network.ts';
import { reviewOf, reviewOfYaml } from './changes.ts';

const waiver = (said = '', destination = '10.0.0.0/24', expires = '2026-12-31') =>
  `waivers:\n  - { id: W-1, destination: ${destination}, reason: r, owner: o, expires: ${expires}${said} }`;
const bgp = (...lines: readonly string[]) => `bgp:\n${lines.map((line) => `  ${line}\n`).join('')}`;
const route = (said: string) => `custom: { routes: [{ destination: 10.0.0.0/24, ${said} }] }`;
const bgpRoute = (said = '') => bgp(`routes: [{ destination: 10.0.0.0/24, source: VPN_BGP${said} }]`);

test.each([
  ['unexpected routes are allowed', bgp('unexpected: fail'), bgp('unexpected: allow'), ['unexpected-allowed']],
  ['of a section that was not there', '', 'custom: { unexpected: allow }', ['unexpected-allowed']],
  ['an entry of allow', '', bgp('allow: [{ destination: 10.0.0.0/8 }]'), ['wider-allow']],
  [
    'an entry of allow with longer prefixes',
    bgp('allow: [{ destination: 10.0.0.0/8, le: 16 }]'),
    bgp('allow: [{ destination: 10.0.0.0/8, le: 17 }]'),
    ['wider-allow'],
  ],
  [
    'an entry of allow from any source',
    bgp('allow: [{ destination: 10.0.0.0/8, source: CLOUD }]'),
    bgp('allow: [{ destination: 10.0.0.0/8 }]'),
    ['wider-allow'],
  ],
  ['an entry of forbid is gone', bgp('forbid: [{ destination: 0.0.0.0/0 }]'), '', ['narrower-forbid']],
  [
    'an entry of forbid is for one source',
    bgp('forbid: [{ destination: 0.0.0.0/0 }]'),
    bgp('forbid: [{ destination: 0.0.0.0/0, source: CLOUD }]'),
    ['narrower-forbid'],
  ],
  ['what was forbidden is expected', bgp('forbid: [{ destination: 10.0.0.0/24 }]'), bgpRoute(), ['narrower-forbid']],
  ['no count', bgp('count: { max: 3 }'), '', ['wider-count']],
  ['a higher maximum', bgp('count: { max: 3 }'), bgp('count: { max: 4 }'), ['wider-count']],
  ['a maximum traded for a minimum', bgp('count: { max: 3 }'), bgp('count: { min: 1 }'), ['wider-count']],
  ['a lower minimum', bgp('count: { min: 1, max: 3 }'), bgp('count: { min: 0, max: 3 }'), ['wider-count']],
  ['a waiver', '', waiver(), ['new-waiver']],
  ['a waiver under another id', waiver(), waiver(', le: 25').replace('W-1', 'W-2'), ['new-waiver']],
  ['a waiver for longer', waiver(), waiver('', '10.0.0.0/24', '2027-01-01'), ['wider-waiver']],
  ['an expired waiver renewed', waiver('', '10.0.0.0/24', '2026-11-22'), waiver(), ['wider-waiver']],
  ['a waiver of more prefixes', waiver(), waiver(', le: 32'), ['wider-waiver']],
  ['a waiver of another prefix', waiver(), waiver('', '10.0.1.0/24'), ['wider-waiver']],
  ['a waiver of both types', waiver(', type: bgp'), waiver(), ['wider-waiver']],
  [
    'a waiver of forbidden routes too',
    waiver(),
    waiver(', kinds: [missing-route, unexpected-route, changed-route, forbidden-route]'),
    ['wider-waiver'],
  ],
  ['any weight', route('weight: 100'), route('weight: any'), ['opened-claim']],
  ['any state', route('weight: 100'), route('weight: 100, state: any'), ['opened-claim']],
  ['any next hop and weight', route('weight: 0'), route('weight: any, nextHop: any'), ['opened-claim', 'opened-claim']],
  ['no next hop of a BGP route', bgpRoute(', nextHop: vco-b'), bgpRoute(), ['opened-claim']],
  ['no AS path', bgpRoute(', asPath: [65010]'), bgpRoute(), ['opened-claim']],
  ['no community', bgpRoute(', community: "1:1"'), bgpRoute(', community: any'), ['opened-claim']],
  [
    'any weight beside the one that was expected',
    route('weight: 100'),
    'custom: { routes: [{ destination: 10.0.0.0/24, weight: 100 }, { destination: 10.0.0.0/24, weight: any }] }',
    ['opened-claim', 'opened-claim', 'opened-claim'],
  ],
  ['another weight as a pretext', route('weight: 100'), route('weight: 0, nextHop: any'), ['opened-claim']],
  [
    'a route is no longer looked at',
    bgp('unexpected: allow', 'routes: [{ destination: 10.0.0.0/24, source: CLOUD }]'),
    bgp('unexpected: allow'),
    ['dropped-expectation'],
  ],
  [
    'a route moves from what is expected to what is allowed',
    bgpRoute(),
    bgp('allow: [{ destination: 10.0.0.0/16, le: 24 }]'),
    ['wider-allow', 'dropped-expectation'],
  ],
  ['another transit router', 'transitRouter: tr-a', 'transitRouter: tr-b', ['other-transit-router']],
  ['no transit router', 'transitRouter: tr-a', '', ['other-transit-router']],
])('%s loosens the audit', (_, base, head, kinds) => {
  const { loosenings, verdict, connections } = reviewOfYaml(base, head);
  expect(loosenings.map(({ kind }) => kind)).toEqual(kinds);
  expect(verdict).toBe('reviewed');
  expect(connections).toHaveLength(1);
  expect(reviewOfYaml(base, head, { failOnLoosened: true }).verdict).toBe('loosened');
});

test.each([
  ['nothing', waiver(), waiver()],
  ['a waiver that had expired', '', waiver('', '10.0.0.0/24', '2026-11-22')],
  ['a waiver of less under another id', waiver(), waiver(', type: bgp').replace('W-1', 'W-2')],
  ['a waiver with another reason', waiver(), waiver().replace('reason: r', 'reason: s')],
  ['unexpected routes fail again', bgp('unexpected: allow'), ''],
  [
    'an entry of allow where everything was allowed',
    bgp('unexpected: allow'),
    bgp('allow: [{ destination: 10.0.0.0/8 }]'),
  ],
  [
    'an entry of allow inside another one',
    bgp('allow: [{ destination: 10.0.0.0/8, le: 32 }]'),
    bgp('allow: [{ destination: 10.0.0.0/16, ge: 24, le: 28, source: CLOUD }]'),
  ],
  [
    'more is forbidden',
    bgp('forbid: [{ destination: 10.0.0.0/8 }]'),
    bgp('forbid: [{ destination: 10.0.0.0/8, le: 32 }]'),
  ],
  ['a count within the count', bgp('count: { max: 3 }'), bgp('count: { min: 1, max: 2 }')],
  ['another weight', route('weight: 100'), route('weight: 0')],
  ['a route more', '', route('weight: any')],
  ['a route less, which fails where it is there', route('weight: 100'), ''],
  ['a weight where any was accepted', route('weight: any'), route('weight: 0')],
  ['a transit router where there was none', '', 'transitRouter: tr-a'],
])('no loosening: %s', (_, base, head) => {
  expect(reviewOfYaml(base, head, { failOnLoosened: true })).toMatchObject({ loosenings: [], verdict: 'reviewed' });
});

test('a baseline that is gone is listed before all others, and one in another region is gone', () => {
  const [a, b] = [baselineOf('', 'vco-a'), baselineOf('', 'vco-b')];
  const gone = reviewOf([a, b], [baselineOf('custom: { unexpected: allow }', 'vco-a')]);
  expect(gone.loosenings.map(({ kind, connection }) => [kind, connection.connectionId])).toEqual([
    ['withdrawn-baseline', 'vco-b'],
    ['unexpected-allowed', 'vco-a'],
  ]);
  const moved = reviewOf([a], [{ ...a, region: 'cn-shanghai' }]);
  expect(moved.loosenings).toMatchObject([{ kind: 'withdrawn-baseline', connection: { region: 'cn-hangzhou' } }]);
});

test('what a new baseline permits and waives is listed, as against one that permits nothing', () => {
  const head = baselineOf(`${bgp('unexpected: allow', 'count: { max: 3 }')}${waiver()}`);
  expect(reviewOf([], [head]).loosenings.map(({ kind }) => kind)).toEqual(['unexpected-allowed', 'new-waiver']);
});
