import type { Baseline } from '../baseline/baseline.ts';
import type { LintCode } from '../baseline/lintNames.ts';
import type { LintFinding } from './finding.ts';
import type { ForwardingDomain } from './forwardingDomain.ts';

/** What the rules look at. */
export interface LintedNetwork {
  /** By file name, so that of several places the same one is always the first. */
  readonly baselines: readonly Baseline[];
  readonly domains: readonly ForwardingDomain[];
  readonly now: Date;
}

/** Says its findings in any order. What each rule means, and what it leaves alone, is in docs/lint.md. */
export type LintRule<Code extends LintCode> = (network: LintedNetwork) => readonly LintFinding<Code>[];
