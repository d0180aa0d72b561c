import type { AuditResult } from '../audit/result.ts';
import { coverageStandingOf } from '../audit/standing.ts';
import { coverageWords, describeList, describeUncovered, listName } from './coverageWords.ts';
import type { Piece } from './fitPieces.ts';
import { connectionTitle, place } from './markdownCells.ts';
import { frame, heading, table } from './markdownSyntax.ts';
import { field, markdownProse } from './neutralise.ts';

/** Which connections there are, against the baselines; nothing where nobody asked. */
export function coveragePieces({ coverage, failOn }: AuditResult): Piece[] {
  if (coverage === null) return [];
  const { tags, lists, findings } = coverage;
  const found = findings.map((finding) => {
    const outcome = coverageWords[finding.kind];
    const mark =
      coverageStandingOf(finding, failOn) === 'failing'
        ? `❌ ${outcome}`
        : `⚠️ ${outcome} (${finding.severity}, tolerated)`;
    const what = markdownProse(describeUncovered(finding));
    return [mark, connectionTitle(finding), what, finding.at === null ? '' : place(finding.at)];
  });
  const unread = lists.flatMap((list) => {
    if (list.state === 'listed') return [];
    return [
      [markdownProse(listName(list)), markdownProse(describeList(list, tags)), markdownProse(field(list.reason.hint))],
    ];
  });
  const read = lists.flatMap((list) =>
    list.state === 'listed' ? [`- ${markdownProse(`${listName(list)}: ${describeList(list, tags)}`)}\n`] : [],
  );
  return [
    frame(heading(3, 'Coverage')),
    ...(found.length === 0 ? [] : [table('findings', '', ['Outcome', 'Connection', 'What', 'Baseline'], found)]),
    ...(unread.length === 0 ? [] : [table('unchecked', '', ['⚠️ Region', 'Reason', 'Hint'], unread)]),
    ...(read.length === 0 ? [] : [{ part: 'completeness' as const, head: '', rows: read, foot: '\n' }]),
  ];
}
