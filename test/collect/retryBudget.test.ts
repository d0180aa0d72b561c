import { expect, test } from '@jest/globals';
import { retryBudget } from '../../src/collect/retryBudget.ts';

test.each<[string, readonly (readonly [second: number, what: 'answered' | 'failed'])[], number, string | null]>([
  ['nothing has happened', [], 1000, null],
  ['everything is answered', [[0, 'answered']], 1000, null],
  [
    'calls have failed for less than two minutes',
    [
      [0, 'failed'],
      [119, 'failed'],
    ],
    119.9,
    null,
  ],
  [
    'calls have failed for two minutes',
    [
      [0, 'failed'],
      [120, 'failed'],
    ],
    120,
    'Outage',
  ],
  [
    'two calls have failed, and then for long nobody asked',
    [
      [0, 'failed'],
      [60, 'failed'],
    ],
    1000,
    null,
  ],
  [
    'one of the calls was answered',
    [
      [0, 'failed'],
      [60, 'answered'],
      [61, 'failed'],
    ],
    180,
    null,
  ],
  [
    'one that was under way was answered after all',
    [
      [0, 'failed'],
      [130, 'answered'],
    ],
    131,
    null,
  ],
])('whether it is an outage when %s', (_, events, at, code) => {
  let now = 0;
  const budget = retryBudget(() => now);
  for (const [second, what] of events) {
    now = second * 1000;
    budget[what]();
  }
  now = at * 1000;
  expect(budget.outage()?.fault.code ?? null).toBe(code);
  expect(budget.answers).toBe(events.filter(([, what]) => what === 'answered').length);
});
