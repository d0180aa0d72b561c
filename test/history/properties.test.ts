import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { missedRuns } from '../../src/history/missedRuns.ts';
import { changed, missing, waived } from '../report/results.ts';
import { historyOf, lookAt, night, type Seen } from './looks.ts';

/** What one run made of one connection: which findings, or that it could not be read, or had no baseline. */
const ids = ['a', 'b', 'c'] as const;
const findings = [missing, changed, waived] as const;
const outcome = fc.oneof(
  { weight: 4, arbitrary: fc.subarray([...findings]) },
  { weight: 1, arbitrary: fc.constant('unchecked' as const) },
  { weight: 1, arbitrary: fc.constant('out of scope' as const) },
);
const runs = fc.array(fc.option(fc.record({ a: outcome, b: outcome, c: outcome }), { freq: 5 }), {
  minLength: 1,
  maxLength: 9,
});

/**
 * The slow way: what each run says of one drift is a letter, S: seen, G: looked and gone, -: nothing. A spell is what begins
 * with an S, and goes on until the next G.
 */
function spellsBySpelling(letters: string, end: number) {
  return [...letters.matchAll(/S[S-]*/g)].map(({ 0: spell, index }) => {
    const gone = index + spell.length;
    const isOpen = gone === letters.length;
    return {
      firstSeen: night(index + 1),
      lastSeen: night(index + spell.lastIndexOf('S') + 1),
      seen: [...spell].filter((letter) => letter === 'S').length,
      resolved: isOpen ? null : { at: night(gone + 1), baselineChanged: false },
      age: Date.parse(night((isOpen ? end : gone) + 1)) - Date.parse(night(index + 1)),
    };
  });
}

test('what became of each drift is what can be spelt out of the runs one by one', () => {
  fc.assert(
    fc.property(runs, (nights) => {
      const looks = nights.flatMap((run, i) => {
        if (run === null) return [];
        const scope = ids.flatMap((id) => (run[id] === 'out of scope' ? [] : [[id, run[id]] as const]));
        return scope.length === 0 ? [] : [lookAt(night(i + 1), { ...Object.fromEntries(scope), z: [] } as Seen)];
      });
      fc.pre(looks.length > 0);
      const last = Math.max(...looks.map(({ run }) => Number(run.lookedAt.slice(8, 10)))) - 1;
      const { drifts, verdict } = historyOf(looks);
      let expected = 0;
      let isFailing = false;
      for (const id of ids) {
        for (const finding of findings) {
          const letters = nights.slice(0, last + 1).map((run) => {
            const seen = run?.[id];
            if (seen === undefined || seen === 'unchecked' || seen === 'out of scope') return '-';
            return seen.includes(finding) ? 'S' : 'G';
          });
          const spells = spellsBySpelling(letters.join(''), last);
          const found = drifts.find(
            (each) => each.connection.connectionId === id && each.finding.kind === finding.kind,
          );
          expect(found?.spells ?? []).toEqual(spells);
          expected += spells.length === 0 ? 0 : 1;
          if (spells.at(-1)?.resolved === null && finding !== waived) isFailing = true;
        }
      }
      expect(drifts).toHaveLength(expected);
      const isIncomplete = looks.some(({ run }) => run.unchecked > 0);
      expect(verdict).toBe(isFailing ? 'drifted' : isIncomplete ? 'incomplete' : 'in-sync');
    }),
    { numRuns: 300 },
  );
});

test('the history is never greener than its last run', () => {
  fc.assert(
    fc.property(runs, (nights) => {
      const looks = nights.flatMap((run, i) => {
        const scope = Object.entries(run ?? {}).filter(([, seen]) => seen !== 'out of scope');
        return scope.length === 0 ? [] : [lookAt(night(i + 1), Object.fromEntries(scope) as Seen)];
      });
      fc.pre(looks.length > 0);
      const last = looks.at(-1)?.run.verdict;
      const { verdict } = historyOf(looks);
      if (last === 'drifted') expect(verdict).toBe('drifted');
      if (last === 'incomplete') expect(verdict).not.toBe('in-sync');
    }),
  );
});

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 1);
const iso = (time: number) => new Date(time).toISOString();

test('of runs that are never late by a quarter, each that is missing is counted, and none else', () => {
  const run = fc.record({ happened: fc.boolean(), late: fc.integer({ min: 0, max: 24 }) });
  fc.assert(
    fc.property(fc.array(run, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 50 }), (planned, hours) => {
      const every = hours * hour;
      const times = planned.flatMap(({ happened, late }, i) =>
        happened ? [iso(start + i * every + Math.floor((late / 100) * every))] : [],
      );
      // The end of the period is just before the next run would be due.
      const period = { from: iso(start - every), to: iso(start + planned.length * every) };
      const gaps = missedRuns(times, null, period, every);
      const missed = gaps.reduce((sum, gap) => sum + gap.missed, 0);
      expect(missed).toBe(planned.filter(({ happened }) => !happened).length);
    }),
  );
});

test.each([
  ['on time', [0, 24, 48], 72, []],
  ['late by less than half', [0, 35, 50], 72, []],
  ['one missed', [0, 48], 72, [[0, 48, 1]]],
  ['two missed', [0, 72], 72, [[0, 72, 2]]],
  ['the last one missed', [0, 24], 72, [[24, 72, 1]]],
  ['none at all', [], 72, [[0, 72, 2]]],
  ['the first missed', [48], 72, [[0, 48, 1]]],
] as const)('of runs every 24 hours: %s', (_, hours, end, expected) => {
  const at = (hours: number) => iso(start + hours * hour);
  const gaps = missedRuns(hours.map(at), null, { from: at(0), to: at(end) }, 24 * hour);
  expect(gaps).toEqual(expected.map(([after, before, missed]) => ({ after: at(after), before: at(before), missed })));
});

test('what was missed in two thousand years of minutes is counted at once', () => {
  const period = { from: '0001-01-01T00:00:00.000Z', to: iso(start) };
  const minutes = (start - Date.parse(period.from)) / 60_000;
  const missedIn = (runs: readonly string[]) => missedRuns(runs, null, period, 60_000).map(({ missed }) => missed);
  expect(missedIn([])).toEqual([minutes - 1]);
  expect(missedIn([iso(start - 60_000)])).toEqual([minutes - 2]);
});

test('what was missed before the period is not counted, and what the run before it shows to be missed in it is', () => {
  const at = (hours: number) => iso(start + hours * hour);
  const period = { from: at(0), to: at(48) };
  expect(missedRuns([at(2), at(26)], at(-118), period, 24 * hour)).toEqual([]);
  expect(missedRuns([at(26)], at(-22), period, 24 * hour)).toEqual([{ after: at(-22), before: at(26), missed: 1 }]);
  expect(missedRuns([at(26)], at(-46), period, 24 * hour)).toEqual([{ after: at(-46), before: at(26), missed: 1 }]);
});
