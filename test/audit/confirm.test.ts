import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { confirm } from '../../src/audit/confirm.ts';
import type { Route } from '../../src/routing/route.ts';
import { allFindingsOf, baselineOf, findingsOf, route } from './network.ts';

const yaml = `custom:
  routes:
    - { destination: 10.0.1.0/24, weight: 100 }
    - { destination: 10.0.2.0/24, weight: 100 }
`;
const [one, two, rogue] = [route('10.0.1.0/24'), route('10.0.2.0/24'), route('10.6.6.0/24')];
const standby = route('10.0.2.0/24', { weight: 0 });
const calm = [one, two];

const asScanned = (routes: readonly Route[]) => ({ routes, length: routes.length, whole: true });

/** What each of these scans, one after the other, leads to: the findings that are reported and what is flapping. */
function decided(scans: readonly (readonly Route[])[], text = yaml) {
  const decision = confirm(baselineOf(text), 'custom', scans.map(asScanned));
  if (decision.state === 'read-again') return 'read again';
  const findings = findingsOf(text, decision.routes).filter(({ severity }) => severity !== 'notice');
  const names = findings.map((finding) => `${finding.kind} ${'destination' in finding ? finding.destination : ''}`);
  return { findings: names, flapping: decision.flapping.map(({ destination }) => String(destination)) };
}

const nothing = { findings: [], flapping: [] };
const flaps = (destination: string) => ({ findings: [], flapping: [destination] });
const reported = (finding: string) => ({ findings: [finding], flapping: [] });

test.each<[string, (readonly Route[])[], ReturnType<typeof decided>]>([
  ['one scan without drift decides', [calm], nothing],
  ['a drift is looked at again', [[...calm, rogue]], 'read again'],
  ['a missing route is looked at again', [[one]], 'read again'],
  [
    'seen twice, it is reported',
    [
      [...calm, rogue],
      [...calm, rogue],
    ],
    reported('unexpected-route 10.6.6.0/24'),
  ],
  ['seen once, it is flapping', [[...calm, rogue], calm], flaps('10.6.6.0/24')],
  ['new in the second scan, it is looked at again', [[one], [...calm, rogue]], 'read again'],
  [
    'and reported where the third shows it too',
    [[one], [...calm, rogue], [...calm, rogue]],
    {
      findings: ['unexpected-route 10.6.6.0/24'],
      flapping: ['10.0.2.0/24'],
    },
  ],
  [
    'seen twice and gone since, it is reported',
    [[...calm, rogue], [one, rogue], calm],
    {
      findings: ['unexpected-route 10.6.6.0/24'],
      flapping: ['10.0.2.0/24'],
    },
  ],
  ['missing from every scan: reported', [[one], [one]], reported('missing-route 10.0.2.0/24')],
  [
    'missing from all but one: flapping',
    [[one], [...calm, rogue], [one, rogue]],
    {
      findings: ['unexpected-route 10.6.6.0/24'],
      flapping: ['10.0.2.0/24'],
    },
  ],
  [
    'a changed route, twice the same: reported',
    [
      [one, standby],
      [one, standby],
    ],
    reported('changed-route 10.0.2.0/24'),
  ],
  [
    'changed in another way each time: no agreement yet',
    [
      [one, standby],
      [one, route('10.0.2.0/24', { weight: 50 })],
    ],
    'read again',
  ],
  ['missing, then changed: it never conformed, so no agreement yet', [[one], [one, standby]], 'read again'],
  ['changed, then missing: the same', [[one, standby], [one]], 'read again'],
  ['changed, then as it should be: flapping', [[one, standby], calm], flaps('10.0.2.0/24')],
  [
    'put back with another CreateTime, it is the same drift',
    [
      [...calm, rogue],
      [...calm, { ...rogue, createTime: 99 }],
    ],
    reported('unexpected-route 10.6.6.0/24'),
  ],
  ['nothing left: twice is not enough', [[], []], 'read again'],
  [
    'nothing left: three times is',
    [[], [], []],
    { findings: ['missing-route 10.0.1.0/24', 'missing-route 10.0.2.0/24'], flapping: [] },
  ],
  [
    'changed, then missing for good: it never conformed',
    [[one, standby], [one], [one]],
    reported('missing-route 10.0.2.0/24'),
  ],
  ['there, then nothing left: not for one scan to pass over', [[...calm, rogue], []], 'read again'],
  ['there, then changed, then gone: it is not as it should be', [calm, [one, standby], [one]], 'read again'],
  ['no scan at all decides nothing', [], 'read again'],
])('%s', (_, scans, outcome) => {
  expect(decided(scans)).toEqual(outcome);
});

const ten = `custom:
  routes:
${Array.from({ length: 10 }, (_, i) => `    - { destination: 10.0.${i}.0/24, weight: 100 }\n`).join('')}`;
const firstOf = (count: number) => Array.from({ length: count }, (_, i) => route(`10.0.${i}.0/24`));

test('of ten expected routes, three missing are confirmed by two scans, four by three', () => {
  expect(decided([firstOf(7), firstOf(7)], ten)).toMatchObject({ findings: { length: 3 } });
  expect(decided([firstOf(6), firstOf(6)], ten)).toBe('read again');
  expect(decided([firstOf(6), firstOf(6), firstOf(6)], ten)).toMatchObject({ findings: { length: 4 } });
});

test('a mass change that two scans show and the third refutes came and went', () => {
  const normal = firstOf(10).map((there) => ({ ...there, state: 'normal' }));
  expect(decided([normal, normal], ten)).toBe('read again');
  expect(decided([normal, normal, firstOf(10)], ten)).toMatchObject({ findings: [], flapping: { length: 10 } });
});

test('a mass change is named, waived or not', () => {
  const kinds = (routes: readonly Route[]) => allFindingsOf(ten, routes).map(({ kind }) => kind);
  expect(kinds(firstOf(7))).not.toContain('mass-change');
  expect(kinds(firstOf(6))).toContain('mass-change');
  expect(allFindingsOf(ten, firstOf(6)).find(({ kind }) => kind === 'mass-change')).toMatchObject({
    severity: 'notice',
    type: 'custom',
    missing: 4,
    changed: 0,
    expected: 10,
  });
});

test('a number of routes out of bounds is confirmed too, by the side on which it is', () => {
  const bounded = `custom:\n  unexpected: allow\n  count: { max: 1 }\n`;
  expect(decided([[one, two]], bounded)).toBe('read again');
  expect(
    decided(
      [
        [one, two],
        [one, two, rogue],
      ],
      bounded,
    ),
  ).toMatchObject({ findings: ['count-out-of-bounds '] });
  expect(decided([[one, two], [one]], bounded)).toEqual(nothing);
});

test('nothing is asked of the other table', () => {
  const both = `${yaml}bgp:\n  routes:\n    - { destination: 10.20.0.0/16, source: VPN_BGP }\n`;
  expect(confirm(baselineOf(both), 'custom', [asScanned(calm)])).toMatchObject({ state: 'decided' });
  expect(confirm(baselineOf(both), 'bgp', [asScanned([])])).toMatchObject({ state: 'read-again' });
});

const scans = fc.array(fc.subarray([one, two, standby, rogue]), { minLength: 1, maxLength: 5 });

test('whatever the scans show: what every one of them shows is never passed over, what none shows never reported', () => {
  fc.assert(
    fc.property(scans, (list) => {
      const outcome = decided(list);
      if (outcome === 'read again') return;
      const drift = list.map((rows) =>
        findingsOf(yaml, rows).map(({ kind, ...more }) => `${kind} ${'destination' in more ? more.destination : ''}`),
      );
      const always = drift[0]?.filter((name) => drift.every((names) => names.includes(name))) ?? [];
      const routes = always.filter((name) => !name.startsWith('mass-change'));
      expect(outcome.findings).toEqual(expect.arrayContaining(routes));
      for (const name of outcome.findings)
        expect(drift.flat().filter((other) => other === name).length).toBeGreaterThan(1);
    }),
    { numRuns: 2000 },
  );
});

test('where rows came or went unseen, a route that did not come may still be there', () => {
  const scan = (routes: readonly Route[], whole: boolean) => ({ routes, length: routes.length, whole });
  const partial = confirm(baselineOf(yaml), 'custom', [scan([...calm, rogue], true), scan(calm, false)]);
  expect(partial).toMatchObject({ state: 'read-again' });
  const later = [scan([...calm, rogue], true), scan(calm, false), scan(calm, true)];
  expect(confirm(baselineOf(yaml), 'custom', later)).toMatchObject({ state: 'decided', flapping: { length: 1 } });
  const seen = confirm(baselineOf(yaml), 'custom', [scan([one], true), scan(calm, false)]);
  expect(seen).toMatchObject({ state: 'decided', flapping: { length: 1 } });
});
