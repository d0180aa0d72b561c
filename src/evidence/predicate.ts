import type { AuditResult } from '../audit/result.ts';
import { auditedCases, uncheckedCases } from '../report/junitCases.ts';
import { coverageCases } from '../report/junitCoverage.ts';
import { movesOf } from '../report/moves.ts';
import { connectionPath } from '../report/words.ts';
import type { CiRun } from './manifest.ts';

export const predicateType = 'https://in-toto.io/attestation/test-result/v0.1';

/** https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md */
export interface Predicate {
  readonly result: 'PASSED' | 'WARNED' | 'FAILED';
  /** The baselines. */
  readonly configuration: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[];
  readonly url?: string;
  readonly passedTests: readonly string[];
  /** Waived, or below `--fail-on`. */
  readonly warnedTests: readonly string[];
  /** Of a connection that is unchecked only that it can be read is told: its routes were not tested. */
  readonly failedTests: readonly string[];
}

/** The tests are those of the junit report, under the same names. */
export function predicateOf(result: AuditResult, ci: CiRun | null): Predicate {
  const [passedTests, warnedTests, failedTests]: [string[], string[], string[]] = [[], [], []];
  const listOf = { passed: passedTests, skipped: warnedTests, failed: failedTests, error: failedTests } as const;
  const moves = movesOf(result);
  for (const connection of result.connections) {
    const cases =
      connection.state === 'audited'
        ? auditedCases(connection, result, moves)
        : uncheckedCases(connection, result).slice(0, 1);
    for (const { name, outcome } of cases) listOf[outcome.state].push(`${connectionPath(connection)} ${name}`);
  }
  for (const { name, outcome } of coverageCases(result)) listOf[outcome.state].push(`coverage ${name}`);
  const passed = warnedTests.length > 0 ? 'WARNED' : 'PASSED';
  return {
    result: result.verdict === 'in-sync' ? passed : 'FAILED',
    configuration: result.baselines.map(({ file, sha256 }) => ({ name: file, digest: { sha256 } })),
    ...(ci === null ? {} : { url: ci.runUrl }),
    passedTests,
    warnedTests,
    failedTests,
  };
}

export function predicateText(predicate: Predicate): string {
  return `${JSON.stringify(predicate, null, 2)}\n`;
}
