import type { CoverageFinding } from '../audit/coverage.ts';
import type { AuditResult } from '../audit/result.ts';
import { coverageStandingOf } from '../audit/standing.ts';
import { describeCoverage, describeList, listName } from './coverageWords.ts';
import type { Case, Outcome } from './junitCases.ts';
import { field } from './neutralise.ts';
import * as words from './words.ts';

/** What a suite of these is called. */
export const coverageSuite = 'coverage';

/** A case for each list of connections, and one for each connection that has no baseline or is missing. */
export function coverageCases({ coverage, failOn, source }: AuditResult): readonly Case[] {
  if (coverage === null) return [];
  const { tags, lists, findings } = coverage;
  const origin = `source: ${words.describeSource(source)}`;
  return [
    ...lists.map((list): Case => {
      const name = `connections of ${listName(list)}`;
      if (list.state === 'listed') return { name, at: null, outcome: { state: 'passed' } };
      const message = describeList(list, tags);
      const body = [message, `hint: ${field(list.reason.hint)}`, origin].join('\n');
      return { name, at: null, outcome: { state: 'error', type: field(list.reason.code), message, body } };
    }),
    ...findings.map((finding): Case => {
      const name = `${words.connectionPath(finding)} ${caseWords[finding.kind]}`;
      return { name, at: finding.at, outcome: outcomeOf(finding, failOn, origin) };
    }),
  ];
}

const caseWords = { 'unmanaged-connection': 'has a baseline', 'missing-connection': 'is there' } as const;

function outcomeOf(finding: CoverageFinding, failOn: AuditResult['failOn'], origin: string): Outcome {
  const message = describeCoverage(finding);
  if (coverageStandingOf(finding, failOn) === 'tolerated') {
    return { state: 'skipped', message: `${finding.severity}, below --fail-on ${failOn}: ${message}` };
  }
  const baseline = finding.at === null ? [] : [`baseline: ${words.describePlace(finding.at)}`];
  return { state: 'failed', type: finding.kind, message, body: [message, ...baseline, origin].join('\n') };
}
