import { expect, test } from '@jest/globals';
import type { Route } from '../../src/routing/route.ts';
import { baselineOf, readConnection, route, snapshotOf } from '../audit/network.ts';
import { reviewOf, reviewOfYaml } from './changes.ts';

const custom = (...routes: readonly string[]) =>
  `custom:\n  routes: [${routes.map((one) => `{ destination: ${one} }`).join(', ')}]\n`;
const ten = '10.0.0.0/24, weight: 100';
const there = (...routes: readonly Route[]) => ({ snapshot: snapshotOf(readConnection(routes)) });
const tenRoute = route('10.0.0.0/24');
const standby = route('10.0.0.0/24', { weight: 0 });
const waiver = 'waivers: [{ id: W, destination: 10.0.0.0/24, reason: r, owner: o, expires: 2027-01-01 }]';

/** `explained 10.0.0.0/24`, and the like. */
function listsOf(base: string, head: string, routes: readonly Route[]) {
  const { today, verdict } = reviewOfYaml(base, head, there(...routes));
  const [connection] = today?.connections ?? [];
  if (connection?.state !== 'compared') throw new Error('unchecked');
  const lists = (['explained', 'caused', 'neither'] as const).flatMap((list) =>
    connection[list].map((one) => `${list} ${one.kind} ${'destination' in one ? one.destination : one.type}`),
  );
  return { verdict, lists };
}

test.each([
  ['in sync on both sides', custom(ten), custom(ten), [tenRoute], []],
  ['the change expects what is there', custom(), custom(ten), [tenRoute], ['explained unexpected-route 10.0.0.0/24']],
  [
    'the change re-weights as the network was',
    custom(ten),
    custom('10.0.0.0/24, weight: 0'),
    [standby],
    ['explained changed-route 10.0.0.0/24'],
  ],
  ['the change withdraws what is gone', custom(ten), custom(), [], ['explained missing-route 10.0.0.0/24']],
  ['the change is ahead of the network', custom(), custom(ten), [], ['caused missing-route 10.0.0.0/24']],
  ['and withdraws what is still there', custom(ten), custom(), [tenRoute], ['caused unexpected-route 10.0.0.0/24']],
  [
    'a waived difference on both sides',
    `${custom(ten)}${waiver}`,
    custom(ten),
    [],
    ['neither missing-route 10.0.0.0/24'],
  ],
])('reviewed: %s', (_, base, head, routes, lists) => {
  expect(listsOf(base, head, routes)).toEqual({ verdict: 'reviewed', lists });
});

const allow = (yaml: string) => yaml.replace('custom:\n', 'custom:\n  unexpected: allow\n');

test.each([
  ['the same on both sides', custom(ten), custom(ten), [standby], ['changed-route 10.0.0.0/24']],
  ['the change expects it otherwise than it is', custom(), custom(ten), [standby], ['unexpected-route 10.0.0.0/24']],
  // What a change would say that wants drift to pass.
  ['a waiver of the change', custom(ten), `${custom(ten)}${waiver}`, [], ['missing-route 10.0.0.0/24']],
  ['unexpected: allow', custom(), allow(custom()), [tenRoute], ['unexpected-route 10.0.0.0/24']],
  [
    'an entry of allow',
    '',
    'custom: { allow: [{ destination: 10.0.0.0/24 }] }',
    [tenRoute],
    ['unexpected-route 10.0.0.0/24'],
  ],
  ['any weight', custom(ten), custom('10.0.0.0/24, weight: any'), [standby], ['changed-route 10.0.0.0/24']],
  [
    'what the base allows, no longer expected',
    allow(custom(ten)),
    allow(custom()),
    [standby],
    ['changed-route 10.0.0.0/24'],
  ],
  [
    'what the base forbids, expected',
    'custom: { forbid: [{ destination: 10.0.0.0/24 }] }',
    custom(ten),
    [tenRoute],
    ['forbidden-route 10.0.0.0/24'],
  ],
  [
    'another count',
    'custom: { unexpected: allow, count: { max: 0 } }',
    'custom: { unexpected: allow }',
    [tenRoute],
    ['count-out-of-bounds custom'],
  ],
])('explained by neither side: %s', (_, base, head, routes, lists) => {
  expect(listsOf(base, head, routes)).toEqual({ verdict: 'unexplained', lists: lists.map((one) => `neither ${one}`) });
});

test('a baseline that is withdrawn explains what is gone, and nothing that is there', () => {
  const base = [baselineOf(custom(ten, '10.0.1.0/24, weight: 100'))];
  const { today, verdict } = reviewOf(base, [], there(standby));
  expect(verdict).toBe('unexplained');
  expect(today?.connections).toMatchObject([
    { explained: [{ destination: '10.0.1.0/24' }], caused: [], neither: [{ destination: '10.0.0.0/24' }] },
  ]);
});

test('of a new connection all differences are newly caused, by its own baseline, since there is no other', () => {
  const head = [baselineOf(custom(ten))];
  const { today, verdict } = reviewOf([], head, there(route('10.0.1.0/24')));
  expect(verdict).toBe('reviewed');
  expect(today?.connections).toMatchObject([
    { explained: [], neither: [], caused: [{ kind: 'missing-route' }, { kind: 'unexpected-route' }] },
  ]);
});

test('a connection that could not be read is incomplete, unless something is unexplained or fails as loosened', () => {
  const [a, b] = [baselineOf(custom(ten), 'vco-a'), baselineOf(custom(ten), 'vco-b')];
  const snapshot = (...routes: readonly Route[]) => snapshotOf(readConnection(routes, 'vco-a'));
  const inSync = route('10.0.0.0/24', { nextHop: 'vco-a' });
  const incomplete = reviewOf([a, b], [a, b], { snapshot: snapshot(inSync) });
  expect(incomplete).toMatchObject({
    verdict: 'incomplete',
    today: { connections: [{ state: 'compared' }, { state: 'unchecked', reason: { code: 'NotInSnapshot' } }] },
  });
  expect(reviewOf([a, b], [a, b], { snapshot: snapshot() }).verdict).toBe('unexplained');
  expect(reviewOf([a, b], [a], { snapshot: snapshot(inSync), failOnLoosened: true }).verdict).toBe('loosened');
  expect(reviewOf([a, b], [a], { snapshot: snapshot(), failOnLoosened: true }).verdict).toBe('unexplained');
});
