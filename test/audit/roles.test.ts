import { expect, test } from '@jest/globals';
import type { AuditResult } from '../../src/audit/result.ts';
import { auditDomain, findingsIn, type Member, weights } from './domain.ts';
import { route } from './network.ts';

const to = '10.0.0.0/24';
type Weight = number | null;

/** Connections `vco-a`, `vco-b` …, each with the weight that it should have and has for one destination. */
function pair(...sides: readonly (readonly [expected: Weight, actual: Weight])[]): AuditResult {
  const members = sides.map(([expected, actual], i): [string, Member] => {
    const id = `vco-${'abc'[i]}`;
    return [id, weights(id, expected === null ? {} : { [to]: expected }, actual === null ? {} : { [to]: actual })];
  });
  return auditDomain(Object.fromEntries(members));
}

const told = (result: AuditResult) =>
  findingsIn(result).flatMap((finding) =>
    'members' in finding
      ? [`${finding.kind} ${finding.severity}`]
      : 'partOf' in finding
        ? [`${finding.partOf?.kind ?? 'on its own'}`]
        : [],
  );

test.each<[string, readonly (readonly [Weight, Weight])[], readonly string[]]>([
  [
    'the same roles',
    [
      [100, 100],
      [0, 0],
    ],
    [],
  ],
  [
    'a failover',
    [
      [100, 0],
      [0, 100],
    ],
    ['failover-flipped error', 'failover-flipped', 'failover-flipped'],
  ],
  [
    'a second active one',
    [
      [100, 100],
      [0, 100],
    ],
    ['two-active error', 'two-active'],
  ],
  [
    'the active one stands by, too',
    [
      [100, 0],
      [0, 0],
    ],
    ['no-active error', 'no-active'],
  ],
  [
    'the active one is gone',
    [
      [100, null],
      [0, 0],
    ],
    ['no-active error', 'no-active'],
  ],
  [
    'the standby is gone, and nothing moves',
    [
      [100, 100],
      [0, null],
    ],
    ['standby-missing warning', 'standby-missing'],
  ],
  [
    'both are gone: that is no matter of roles',
    [
      [100, null],
      [0, null],
    ],
    ['on its own', 'on its own'],
  ],
  [
    'one of three stands in',
    [
      [100, 0],
      [0, 100],
      [0, 0],
    ],
    ['failover-flipped error', 'failover-flipped', 'failover-flipped'],
  ],
  [
    'two are meant to be active',
    [
      [100, 100],
      [100, 0],
    ],
    ['on its own'],
  ],
  [
    'none is meant to be active',
    [
      [0, 0],
      [0, 100],
    ],
    ['on its own'],
  ],
  [
    'the other has no such route to play a part with',
    [
      [100, 0],
      [null, null],
    ],
    ['on its own'],
  ],
  [
    'another has a route that nobody expects',
    [
      [100, 100],
      [null, 100],
    ],
    ['on its own'],
  ],
])('%s', (_, sides, expected) => {
  expect(told(pair(...sides))).toEqual(expected);
});

test('a failover is one finding, told once, with both connections and what each should be and is', () => {
  const result = pair([100, 0], [0, 100]);
  expect(result).toMatchObject({ verdict: 'drifted', totals: { roles: 1, changed: 0, missing: 0, unexpected: 0 } });
  const [first] = findingsIn(result);
  expect(first).toMatchObject({
    kind: 'failover-flipped',
    destination: to,
    impact: 'traffic-changes',
    at: { file: 'vco-a.yaml' },
    members: [
      { connectionId: 'vco-a', name: null, expected: 100, actual: 0 },
      { connectionId: 'vco-b', name: null, expected: 0, actual: 100 },
    ],
  });
});

test('what differs in more than the weight is told on its own', () => {
  const a = weights('vco-a', { [to]: 100 }, {});
  const elsewhere = route(to, { nextHop: 'vco-x', weight: 0 });
  const result = auditDomain({
    'vco-a': { ...a, routes: [elsewhere] },
    'vco-b': weights('vco-b', { [to]: 0 }, { [to]: 100 }),
  });
  expect(told(result)).toEqual(['on its own', 'on its own']);
});

test('a waived part is accepted as it is: nothing is told of roles', () => {
  const waivers = `waivers: [{ id: w, reason: r, owner: o, expires: 2026-12-31, destination: ${to} }]`;
  const a = weights('vco-a', { [to]: 100 }, { [to]: 0 });
  const result = auditDomain({
    'vco-a': { ...a, yaml: `${a.yaml}\n${waivers}` },
    'vco-b': weights('vco-b', { [to]: 0 }, { [to]: 100 }),
  });
  expect(told(result)).toEqual(['on its own', 'on its own']);
  expect(result).toMatchObject({ verdict: 'drifted', totals: { waived: 1, changed: 1 } });
});

test('a part fails nothing itself, so that a warning of roles does not fail a run that asks for errors', () => {
  const [standby] = findingsIn(pair([100, 100], [0, null]));
  expect(standby).toMatchObject({ kind: 'standby-missing', severity: 'warning', impact: 'no-forwarding-change' });
});
