import type { AuditResult } from '../audit/result.ts';
import type { Place } from '../document/place.ts';
import { describeList, describeUncovered, listName } from './coverageWords.ts';
import { field } from './neutralise.ts';
import { unlistedRule } from './sarifRules.ts';
import { type Said, subjectNamed } from './sarifSaid.ts';

/** What is said of which connections there are. */
export function coverageSaid(result: AuditResult): readonly Said[] {
  const { lists = [], findings = [], tags = [] } = result.coverage ?? {};
  const more = { subject: '', waiver: null } as const;
  const unlisted = lists.flatMap((list): Said[] => {
    if (list.state === 'listed') return [];
    const name = listName(list);
    const who = { name, path: name, key: [list.account, list.region].filter((part) => part !== null).join(' ') };
    const sentence = `${describeList(list, tags)}; hint: ${field(list.reason.hint)}`;
    return [{ ruleId: unlistedRule.id, who, at: somePlace(result), severity: 'error', sentence, ...more }];
  });
  const uncovered = findings.map((finding): Said => {
    const { kind, severity } = finding;
    const at = finding.at ?? somePlace(result);
    return { ruleId: kind, who: subjectNamed(finding), at, severity, sentence: describeUncovered(finding), ...more };
  });
  return [...unlisted, ...uncovered];
}

/** GitHub takes no result without a file: where there is none, it stands at the first of the baselines. */
function somePlace({ baselines, shard }: AuditResult): Place {
  return { file: baselines[0]?.file ?? shard?.fleet[0]?.at.file ?? 'baselines', line: 1, column: 1 };
}
