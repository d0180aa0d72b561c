import { expect, test } from '@jest/globals';
import type { Finding } from '../../src/audit/finding.ts';
import { changed, claim, count, expired, flapping, missing, route, unused, waived, waiver } from '../report/results.ts';
import { canonical } from '../routing/canonical.ts';
import { historyOf, lookAt, night, type Seen } from './looks.ts';

const day = 24 * 3_600_000;

/** The nights of November from the first on, each with what its run saw; null: there was none. */
function nights(...seen: readonly (Seen | null)[]) {
  return seen.flatMap((each, i) => (each === null ? [] : [lookAt(night(i + 1), each)]));
}

const drifts = { hq: [missing] };
const clean = { hq: [] };

test('a drift has a first and a last run that saw it, and an age until the run that did not', () => {
  const { verdict, drifts: found } = historyOf(nights(clean, drifts, drifts, clean, clean));
  expect(verdict).toBe('in-sync');
  expect(found).toMatchObject([
    {
      connection: { connectionId: 'hq', region: 'cn-hangzhou' },
      outlook: { state: 'resolved-before' },
      spells: [
        {
          firstSeen: night(2),
          lastSeen: night(3),
          seen: 2,
          resolved: { at: night(4), baselineChanged: false },
          age: 2 * day,
        },
      ],
    },
  ]);
});

test('what the last run changed: new, still there, resolved', () => {
  const { drifts: found, verdict } = historyOf(
    nights({ a: [missing], b: [changed], c: [] }, { a: [], b: [changed], c: [missing] }),
  );
  expect(found.map(({ connection, outlook }) => [connection.connectionId, outlook.state])).toEqual([
    ['a', 'resolved'],
    ['b', 'still-there'],
    ['c', 'new'],
  ]);
  expect(verdict).toBe('drifted');
});

test.each<[string, Seen, string]>([
  ['could not be read', { hq: 'unchecked', other: [] }, 'unchecked'],
  ['was not in scope', { other: [] }, 'out-of-scope'],
  [
    'had a destination that came and went',
    { hq: [{ ...flapping, ...missing, kind: 'flapping', severity: 'notice' } as Finding], other: [] },
    'flapping',
  ],
])('a drift is not resolved by a run in which its connection %s', (_, last, because) => {
  const { verdict, drifts: found } = historyOf(nights({ ...drifts, other: [] }, last, last));
  expect(verdict).toBe('drifted');
  expect(found).toMatchObject([
    {
      standing: 'failing',
      outlook: { state: 'not-looked-at', because },
      spells: [{ firstSeen: night(1), lastSeen: night(1), seen: 1, resolved: null, age: 2 * day }],
    },
  ]);
});

test('a drift that comes back is one entry with a spell for each time', () => {
  const { drifts: found } = historyOf(nights(drifts, clean, drifts, drifts));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({
    outlook: { state: 'still-there' },
    spells: [
      { firstSeen: night(1), resolved: { at: night(2) } },
      { firstSeen: night(3), seen: 2, resolved: null },
    ],
  });
});

test('another kind of drift of the same destination is another drift', () => {
  const there: Finding = {
    ...missing,
    kind: 'changed-route',
    actual: [{ ...route, weight: 0 }],
    changes: [{ attribute: 'weight', expected: [100], actual: [0] }],
  };
  const { drifts: found } = historyOf(nights(drifts, { hq: [there] }));
  expect(found.map(({ finding, outlook }) => [finding.kind, outlook.state])).toEqual([
    ['changed-route', 'new'],
    ['missing-route', 'resolved'],
  ]);
});

test('a drift whose baseline changed before it was gone says so', () => {
  const first = lookAt(night(1), drifts);
  const digest = 'a'.repeat(64);
  const second = lookAt(night(2), clean, { baselines: [{ file: 'baselines/hq.yaml', sha256: digest }] });
  expect(historyOf([first, second]).drifts[0]?.spells[0]?.resolved).toEqual({ at: night(2), baselineChanged: true });
});

test('notices are no drift, unless the run was to fail on them', () => {
  const notices = { hq: [expired, unused, flapping] };
  expect(historyOf(nights(notices))).toMatchObject({ verdict: 'in-sync', drifts: [] });
  const failing = lookAt(night(1), notices, { failOn: 'notice' });
  expect(historyOf([failing])).toMatchObject({ verdict: 'drifted' });
});

test('a notice that failed a run is there as long as a run sees it, and is gone when none does', () => {
  const failed = lookAt(night(1), { hq: [unused] }, { failOn: 'notice' });
  const seen = historyOf([failed, lookAt(night(2), { hq: [unused] })]);
  expect(seen.drifts).toMatchObject([
    {
      standing: 'notice',
      outlook: { state: 'still-there' },
      spells: [{ lastSeen: night(2), seen: 2, resolved: null }],
    },
  ]);
  expect(historyOf([failed, lookAt(night(2), clean)]).drifts).toMatchObject([{ outlook: { state: 'resolved' } }]);
});

test.each([
  ['first', [missing, { ...missing, waiver }]],
  ['last', [{ ...missing, waiver }, missing]],
])('a drift that a result tells twice is one, and as grave as the graver, which comes %s', (_, twice) => {
  const [look] = nights({ hq: twice });
  expect(look?.run.verdict).toBe('drifted');
  expect(historyOf(nights({ hq: twice }))).toMatchObject({
    verdict: 'drifted',
    drifts: [{ standing: 'failing', spells: [{ seen: 1 }] }],
  });
});

test('a count out of bounds is a drift like others', () => {
  expect(historyOf(nights({ hq: [count] }, clean)).drifts).toMatchObject([{ outlook: { state: 'resolved' } }]);
});

test('a waived drift is listed and fails nothing, as long as its waiver is in force', () => {
  const seen = nights({ hq: [waived], other: [] }, { other: [] });
  expect(historyOf(seen)).toMatchObject({ verdict: 'in-sync', drifts: [{ standing: 'waived' }] });
  const lastDay = { to: new Date('2027-01-01T00:00:00Z'), now: new Date('2027-02-01T00:00:00Z') };
  expect(waiver.expires).toBe('2026-12-31');
  expect(historyOf(seen, lastDay)).toMatchObject({ verdict: 'in-sync', drifts: [{ standing: 'waived' }] });
  const dayAfter = { ...lastDay, to: new Date('2027-01-02T00:00:00Z') };
  expect(historyOf(seen, dayAfter)).toMatchObject({ verdict: 'drifted', drifts: [{ standing: 'failing' }] });
});

/** Weights 100 and 0 the other way round. */
const weight = (id: string, expected: number, actual: number): Finding => ({
  ...missing,
  kind: 'changed-route',
  expected: [{ ...claim, nextHop: id, weight: expected }],
  actual: [{ ...route, nextHop: id, weight: actual }],
  changes: [{ attribute: 'weight', expected: [expected], actual: [actual] }],
});
const flipped = { a: [weight('a', 100, 0)], b: [weight('b', 0, 100)] };

test('what a role finding tells is not listed beside it', () => {
  const { drifts: found } = historyOf(nights(flipped));
  expect(found.map(({ finding }) => finding.kind)).toEqual(['failover-flipped']);
});

test('a failover stays open where one of its connections was not looked at; its parts are as old as it', () => {
  const { drifts: found, verdict } = historyOf(nights(flipped, { ...flipped, b: 'unchecked' }));
  expect(found).toMatchObject([
    {
      finding: { kind: 'changed-route' },
      standing: 'failing',
      outlook: { state: 'still-there' },
      spells: [{ firstSeen: night(1), seen: 2 }],
    },
    { finding: { kind: 'failover-flipped' }, outlook: { state: 'not-looked-at', because: 'unchecked' } },
  ]);
  expect(verdict).toBe('drifted');
  const after = historyOf(nights(flipped, { a: [], b: 'unchecked' })).drifts;
  expect(after).toMatchObject([{ finding: { kind: 'failover-flipped' }, outlook: { state: 'not-looked-at' } }]);
});

test('a part that became a part is no drift that is gone', () => {
  const alone = { ...flipped, b: 'unchecked' } as const;
  const { drifts: found } = historyOf(nights(alone, flipped));
  expect(found.map(({ finding, standing, outlook }) => [finding.kind, standing, outlook.state])).toEqual([
    ['changed-route', 'part', 'still-there'],
    ['failover-flipped', 'failing', 'new'],
  ]);
});

test.each([
  ['the last', nights({ a: [], b: [] }, { a: [], b: 'unchecked' })],
  ['an earlier one', nights({ a: [], b: 'unchecked' }, { a: [], b: [] })],
])('where %s run could not check everything, the history is incomplete', (_, looks) => {
  expect(historyOf(looks).verdict).toBe('incomplete');
});

test('a run that did not finish happened, and makes the history incomplete', () => {
  const unfinished = { state: 'unfinished', file: 'x.incomplete', lookedAt: night(2) } as const;
  const result = historyOf(nights(clean, null, clean), { every: day, now: new Date(night(3)) }, [unfinished]);
  expect(result).toMatchObject({ verdict: 'incomplete', gaps: [] });
  expect(result.runs.map(({ state }) => state)).toEqual(['finished', 'unfinished', 'finished']);
});

test('drift that fails wins over what is not known', () => {
  expect(historyOf(nights({ a: [missing], b: 'unchecked' })).verdict).toBe('drifted');
});

test('a run before the period says since when a drift is there, and nothing else of it', () => {
  const from = new Date('2026-11-03T00:00:00Z');
  const looks = nights({ a: [missing], b: 'unchecked' }, { a: [missing], b: [] }, { a: [missing], b: [] });
  const result = historyOf(looks, { from });
  expect(result.drifts).toMatchObject([{ spells: [{ firstSeen: night(1), seen: 3 }] }]);
  expect(result).toMatchObject({ runsBefore: 2, runs: [{ lookedAt: night(3) }], verdict: 'drifted' });
  const gone = nights({ a: [missing] }, { a: [] }, { a: [] });
  expect(historyOf(gone, { from })).toMatchObject({ drifts: [], verdict: 'in-sync' });
});

test('a drift from before the period that nobody looked at in it is open', () => {
  const result = historyOf(nights({ a: [missing], b: [] }, null, { b: [] }), {
    from: new Date('2026-11-02T00:00:00Z'),
  });
  expect(result).toMatchObject({ verdict: 'drifted', drifts: [{ outlook: { because: 'out-of-scope' } }] });
});

test('a run after the period resolves nothing in it', () => {
  const to = new Date('2026-11-03T00:00:00Z');
  const result = historyOf(nights(drifts, drifts, clean), { to });
  expect(result).toMatchObject({ verdict: 'drifted', runsAfter: 1, period: { to: to.toISOString() } });
  expect(result.drifts).toMatchObject([{ outlook: { state: 'still-there' }, spells: [{ resolved: null }] }]);
});

test('what a run of the period had in its scope and the last one had not is named, and turns nothing green or red', () => {
  const looks = nights({ z: [] }, { hq: [], b: 'unchecked', a: [] }, { hq: 'unchecked', a: [] }, { a: 'unchecked' });
  const left = { what: 'connection', region: 'cn-hangzhou', account: null, tags: null } as const;
  const from = new Date('2026-11-02T00:00:00Z');
  const unfinished = { state: 'unfinished', file: 'x.incomplete', lookedAt: night(5) } as const;
  const { leftScope } = historyOf(looks, { from }, [unfinished]);
  expect(leftScope).toEqual([
    { ...left, connectionId: 'b', lastLookedAt: null },
    { ...left, connectionId: 'hq', lastLookedAt: night(2) },
  ]);
  expect(historyOf(looks, { to: new Date('2026-11-04T00:00:00Z') }).leftScope).toMatchObject([
    { connectionId: 'b' },
    { connectionId: 'z', lastLookedAt: night(1) },
  ]);
  expect(historyOf(nights({ hq: [], a: [] }, { a: [] }))).toMatchObject({
    verdict: 'in-sync',
    leftScope: [{ connectionId: 'hq' }],
  });
  expect(historyOf([], { from }).leftScope).toEqual([]);
});

test('a period without a run is incomplete', () => {
  const from = new Date('2026-11-10T00:00:00Z');
  expect(historyOf(nights(clean), { from })).toMatchObject({ verdict: 'incomplete', runs: [], runsBefore: 1 });
  const to = new Date('2026-10-20T00:00:00Z');
  expect(historyOf(nights(clean), { to })).toMatchObject({ verdict: 'incomplete', runs: [], runsAfter: 1 });
});

test('a run whose clock was ahead is not left out', () => {
  const result = historyOf(nights(drifts), { every: day, now: new Date(Date.parse(night(1)) - 60_000) });
  expect(result).toMatchObject({ verdict: 'drifted', period: { to: night(1) } });
});

test('an old snapshot that is judged again looks at nothing new', () => {
  const old = { kind: 'snapshot', collectedFrom: 'api', endpoint: null, collectedAt: night(1) } as const;
  const judged = lookAt(night(3), clean, { source: old });
  const result = historyOf([lookAt(night(2), drifts), judged]);
  expect(result).toMatchObject({ verdict: 'drifted', drifts: [{ spells: [{ firstSeen: night(2), resolved: null }] }] });
});

test('of two runs that looked at one time, the later judgement holds', () => {
  const source = { kind: 'snapshot', collectedFrom: 'api', endpoint: null, collectedAt: night(1) } as const;
  const [first, second] = [lookAt(night(2), drifts, { source }), lookAt(night(3), clean, { source })];
  for (const looks of [
    [first, second],
    [second, first],
  ]) {
    expect(historyOf(looks)).toMatchObject({ verdict: 'in-sync', drifts: [{ outlook: { state: 'resolved' } }] });
  }
});

test('drifts are sorted, and the order of the runs does not matter', () => {
  const other = { ...missing, destination: canonical('10.0.0.0/8') };
  const looks = nights({ b: [missing], a: [other, missing] }, { b: [missing], a: [missing] });
  const result = historyOf(looks);
  expect(historyOf(looks.toReversed())).toEqual(result);
  expect(result.drifts.map(({ connection }) => connection.connectionId)).toEqual(['a', 'a', 'b']);
});
