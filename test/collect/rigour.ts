import type { Decide } from '../../src/collect/decision.ts';
import type { Rigour } from '../../src/collect/readTable.ts';
import type { Patience } from '../../src/collect/retry.ts';
import { retryBudget } from '../../src/collect/retryBudget.ts';

/** As a run has it, but for the waiting. */
export const patience: Patience = {
  attempts: 6,
  passes: 5,
  firstDelay: 1,
  longestDelay: 1,
  budget: retryBudget(() => 0),
  pause: async () => {},
  random: () => 1,
  onRetry: () => {},
};

/** For tests of reading alone: the latest scan is what is there. */
export const takeLatest: Decide = (_, scans) => ({
  state: 'decided',
  routes: scans.at(-1)?.routes ?? [],
  flapping: [],
});

export const rigour: Rigour = { patience, confirmAfter: 0, settle: 0, decide: takeLatest };
