import { expect, test } from '@jest/globals';
import { confirm } from '../../src/audit/confirm.ts';
import type { Route } from '../../src/routing/route.ts';
import { baselineOf, route } from './network.ts';

const yaml = `custom:
  count: { min: 1, max: 3 }
  routes:
    - { destination: 10.0.1.0/24, weight: 100 }
    - { destination: 10.0.2.0/24, weight: 100 }
  allow: [{ destination: 10.7.0.0/16, le: 24 }]
`;
const [one, two, rogue] = [route('10.0.1.0/24'), route('10.0.2.0/24'), route('10.6.6.0/24')];
const allowed = [7, 8].map((i) => route(`10.7.${i}.0/24`));

const decisionOn = (...scans: readonly (readonly Route[])[]) =>
  confirm(
    baselineOf(yaml),
    'custom',
    scans.map((routes) => ({ routes, length: routes.length, whole: true })),
  );

test.each<[string, Route[], string, Route[]]>([
  ['a drift: its own rows', [one, two, rogue], 'drift is to be seen again', [rogue]],
  ['a missing route: none', [one], 'drift is to be seen again', []],
  ['a mass change', [rogue], 'a mass change is to be seen again', [rogue]],
  [
    'a number of routes: all of them',
    [one, two, ...allowed],
    'the number of routes is to be seen again',
    [one, two, ...allowed],
  ],
  [
    'a drift, and a number of routes',
    [one, two, rogue, ...allowed],
    'drift is to be seen again',
    [one, two, rogue, ...allowed],
  ],
])('the rows in question of %s', (_, routes, because, inQuestion) => {
  expect(decisionOn(routes)).toEqual({ state: 'read-again', because, inQuestion });
});

test('where nobody looked, no row is in question', () => {
  expect(decisionOn()).toEqual({ state: 'read-again', because: 'nobody looked', inQuestion: [] });
});

test('too many and then too few do not confirm each other', () => {
  const few = confirm(baselineOf('custom: { unexpected: allow, count: { min: 2, max: 2 } }'), 'custom', [
    { routes: [one, two, rogue], length: 3, whole: true },
    { routes: [one], length: 1, whole: true },
  ]);
  expect(few).toMatchObject({ state: 'read-again' });
});

test('what came and went is told scan by scan', () => {
  expect(decisionOn([one, two, rogue], [one, two])).toEqual({
    state: 'decided',
    routes: [one, two],
    flapping: [
      { type: 'custom', source: null, destination: '10.6.6.0/24', outcomes: ['unexpected-route', 'no-drift'] },
    ],
  });
});

test('a route that came and went is taken from the scan that had it', () => {
  expect(decisionOn([one, two], [one])).toMatchObject({
    state: 'decided',
    routes: [one, two],
    flapping: [{ destination: '10.0.2.0/24', outcomes: ['no-drift', 'missing-route'] }],
  });
});
