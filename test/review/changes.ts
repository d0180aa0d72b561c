import type { Baseline } from '../../src/baseline/baseline.ts';
import type { Snapshot } from '../../src/collect/snapshot.ts';
import { review } from '../../src/review/review.ts';
import type { ReviewResult } from '../../src/review/reviewResult.ts';
import { baselineOf } from '../audit/network.ts';

export const now = new Date('2026-11-23T12:00:00Z');

export interface Asked {
  readonly snapshot?: Snapshot;
  readonly failOnLoosened?: boolean;
}

/** The review of a change of whole sets of baselines. */
export function reviewOf(
  base: readonly Baseline[],
  head: readonly Baseline[],
  { snapshot, failOnLoosened = false }: Asked = {},
): ReviewResult {
  const side = { name: null, commit: null };
  const run = { now, failOnLoosened, headContainsBase: null, unresolved: [] };
  return review({ ...side, baselines: base }, { ...side, baselines: head }, snapshot ?? null, run);
}

/** The review of a change of the baseline of `vco-test`, from the YAML that follows its head. */
export function reviewOfYaml(base: string, head: string, asked: Asked = {}): ReviewResult {
  return reviewOf([baselineOf(base)], [baselineOf(head)], asked);
}
