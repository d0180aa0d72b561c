import type { AuditResult } from '../audit/result.ts';
import { coverageStandingOf } from '../audit/standing.ts';
import { coverageWords, describeList, describeUncovered, listName } from './coverageWords.ts';
import { wrap } from './layout.ts';
import { field } from './neutralise.ts';
import { painted, type TextStyle } from './textConnection.ts';
import { connectionName, describePlace } from './words.ts';

/** Which connections there are, against the baselines; nothing where nobody asked. */
export function coverageLines({ coverage, failOn }: AuditResult, { paint, width }: TextStyle): string[] {
  if (coverage === null) return [];
  const { tags, lists, findings } = coverage;
  const found = findings.flatMap((finding) => {
    const isFailing = coverageStandingOf(finding, failOn) === 'failing';
    const label = `  ${isFailing ? '✗' : '!'} ${coverageWords[finding.kind]}`;
    const below = isFailing ? '' : `; ${finding.severity}, below --fail-on ${failOn}`;
    const at = finding.at === null ? '' : ` (${describePlace(finding.at)})`;
    const sentence = `${connectionName(finding)}: ${describeUncovered(finding)}${below}${at}`;
    return painted(wrap(sentence, width, `${label}  `, '      '), label, isFailing ? 'red' : 'yellow', paint);
  });
  const read = lists.flatMap((list) => {
    const label = list.state === 'listed' ? '  ✓ listed' : '  ? unread';
    const sentence = wrap(`${listName(list)}: ${describeList(list, tags)}`, width, `${label}  `, '      ');
    const hint = list.state === 'listed' ? [] : wrap(`hint: ${field(list.reason.hint)}`, width, '      ', '        ');
    return [...painted(sentence, label, list.state === 'listed' ? 'green' : 'yellow', paint), ...hint];
  });
  return ['', 'Coverage (which connections there are)', ...found, ...read];
}
