import { type Proof, proofs } from '../../src/collect/snapshot.ts';
import type { Plan } from './plan.ts';
import type { Outcome } from './simulate.ts';

/** Sums over many runs. */
export interface Tally {
  readonly runs: number;
  readonly unchecked: number;
  /** Of the runs in which an answer is promised. */
  readonly promised: number;
  readonly promisedUnchecked: number;
  readonly wrongGreens: number;
  readonly phantomReds: number;
  readonly proofs: Readonly<Record<Proof, number>>;
  /** Of the runs that were checked. */
  readonly passes: number;
  readonly requests: number;
  readonly naive: number;
}

const noProofs: Tally['proofs'] = {
  atomic: 0,
  proved: 0,
  'proved-under-churn': 0,
  likely: 0,
};

export const emptyTally: Tally = {
  runs: 0,
  unchecked: 0,
  promised: 0,
  promisedUnchecked: 0,
  wrongGreens: 0,
  phantomReds: 0,
  proofs: noProofs,
  passes: 0,
  requests: 0,
  naive: 0,
};

export function tallyOf(plan: Plan, outcome: Outcome): Tally {
  const unchecked = outcome.verdict === 'incomplete' ? 1 : 0;
  const promised = promisesAnswer(plan) ? 1 : 0;
  return {
    runs: 1,
    unchecked,
    promised,
    promisedUnchecked: promised * unchecked,
    wrongGreens: outcome.wrongGreens.length > 0 ? 1 : 0,
    phantomReds: outcome.phantomReds.length > 0 ? 1 : 0,
    proofs: outcome.proof === null ? noProofs : { ...noProofs, [outcome.proof]: 1 },
    passes: outcome.passes,
    requests: unchecked === 1 ? 0 : outcome.requests,
    naive: unchecked === 1 ? 0 : outcome.naive,
  };
}

/**
 * Where a table is expected to be judged whatever the churn: rows state their CreateTime, ties are short against a page,
 * and what differs from the baseline does not come and go.
 */
function promisesAnswer(plan: Plan): boolean {
  return plan.statesCreateTime && plan.tieLength <= 20 && plan.largestPage >= 25 && !plan.flapping;
}

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    runs: a.runs + b.runs,
    unchecked: a.unchecked + b.unchecked,
    promised: a.promised + b.promised,
    promisedUnchecked: a.promisedUnchecked + b.promisedUnchecked,
    wrongGreens: a.wrongGreens + b.wrongGreens,
    phantomReds: a.phantomReds + b.phantomReds,
    proofs: Object.fromEntries(proofs.map((proof) => [proof, a.proofs[proof] + b.proofs[proof]])) as Tally['proofs'],
    passes: a.passes + b.passes,
    requests: a.requests + b.requests,
    naive: a.naive + b.naive,
  };
}
