import type { ConnectionChange, ReviewResult, UnfinishedReview } from '../review/reviewResult.ts';
import { commentCuts } from './commentCuts.ts';
import { fitPieces, type Part, type Piece } from './fitPieces.ts';
import { describeHops, directionWords } from './forwardingWords.ts';
import { commentLimit } from './markdown.ts';
import { place } from './markdownCells.ts';
import { fence, folded, frame, heading, table } from './markdownSyntax.ts';
import { field, markdownCode, markdownProse } from './neutralise.ts';
import { canonicalTables } from './reviewTable.ts';
import * as review from './reviewWords.ts';
import { unifiedDiff } from './unifiedDiff.ts';
import * as words from './words.ts';

/** GitHub-flavoured Markdown for a comment or a job summary: what loosens the audit comes first, and is cut last. */
export function reviewMarkdown(result: ReviewResult | UnfinishedReview): string {
  const [base, head] = [result.base, result.head].map((side) => markdownProse(review.describeSide(side)));
  const sides = `Base: ${base} · head: ${head}`;
  if (result.verdict === 'unfinished') {
    return `${heading(2, `⚠️ Route review: ${markdownProse(review.unfinishedWords)}`)}${sides}\n`;
  }
  const verdict = `Route review: ${review.reviewVerdictWords[result.verdict]}: ${review.describeReviewVerdict(result)}`;
  const behind = result.headContainsBase === false ? `${markdownProse(review.behindWords)}\n\n` : '';
  const source = result.today === null ? '' : `Today: ${markdownProse(words.describeSource(result.today.source))}\n\n`;
  const header = `${heading(2, `${symbols[result.verdict]} ${markdownProse(verdict)}`)}${sides}\n\n${behind}${source}`;
  const pieces = [
    ...looseningPieces(result),
    ...unresolvedPieces(result),
    ...todayPieces(result),
    ...forwardingPieces(result),
    ...lintPieces(result),
    ...changePieces(result),
  ];
  return fitPieces(header, pieces, commentLimit, commentCuts);
}

/** None of them says that a change is safe. */
const symbols = { reviewed: '🔎', unexplained: '❌', loosened: '❌', incomplete: '⚠️' } as const;

function looseningPieces({ loosenings }: ReviewResult): readonly Piece[] {
  const rows = loosenings.map(
    (one) => `${title(one.connection)}: ${markdownProse(review.describeLoosening(one))} (${place(one.at)})`,
  );
  return listOf('loosenings', '⚠️ The audit is loosened', rows);
}

function unresolvedPieces({ unresolved }: ReviewResult): readonly Piece[] {
  const rows = unresolved.map((one) => markdownProse(review.describeUnresolved(one)));
  return listOf('unresolved', `❔ ${review.unresolvedTitle}`, rows);
}

function todayPieces({ today }: ReviewResult): readonly Piece[] {
  const connections = today?.connections ?? [];
  const unchecked = connections.flatMap((one) => {
    if (one.state === 'compared') return [];
    const why = `${words.describeUnchecked(one)}; hint: ${words.describeHint(one)}`;
    return [`${title(one.connection)}: ${markdownProse(why)}`];
  });
  const lists = review.differenceLists.flatMap((list) => {
    const rows = connections.flatMap((one) =>
      one.state === 'compared'
        ? one[list].map((each) => `${title(one.connection)}: ${markdownProse(review.describeDifference(each))}`)
        : [],
    );
    return listOf(list, review.differenceWords[list], rows);
  });
  return [...lists, ...listOf('unchecked', 'Unchecked', unchecked)];
}

function forwardingPieces({ forwarding }: ReviewResult): readonly Piece[] {
  const rows = forwarding.map(({ domain, direction, prefix, from, to }) => [
    markdownCode(field(prefix)),
    directionWords[direction],
    markdownCode(field(domain)),
    markdownProse(describeHops(from, field)),
    `${to.length === 0 ? '🚫 ' : ''}${markdownProse(describeHops(to, field))}`,
  ]);
  const columns = ['Traffic for', 'Direction', 'Domain', 'Before', 'After'];
  return rows.length === 0 ? [] : [table('forwarding', heading(3, 'Forwarding'), columns, rows)];
}

function lintPieces({ lint }: ReviewResult): readonly Piece[] {
  const rows = lint.map((finding) => markdownProse(review.describeLint(finding)));
  return listOf('lint', 'Lint that is new', rows);
}

function changePieces({ connections }: ReviewResult): readonly Piece[] {
  const pieces = connections.flatMap((change) => {
    const head = `${heading(4, title(change.connection))}${markdownProse(review.describeChange(change))}\n\n`;
    return [{ part: 'diffs', head, rows: [diffBlock(change)], foot: '' } as const];
  });
  return pieces.length === 0 ? [] : [frame(heading(3, 'What the change does')), ...pieces];
}

/** A longer diff is folded, so that the next connection is not far below. */
const longestOpen = 40;

function diffBlock(change: ConnectionChange): string {
  const diff = unifiedDiff(...canonicalTables(change.base, change.head));
  switch (diff.state) {
    case 'same':
      return '';
    case 'too-long':
      return `The tables differ in more than ${diff.limit} lines, too many for a diff.\n\n`;
    case 'differs': {
      const block = fence('diff', [...review.diffNames(change), ...diff.lines]);
      if (diff.lines.length <= longestOpen) return block;
      return folded('Unified diff', [frame(block)])
        .map(({ head }) => head)
        .join('');
    }
  }
}

function title(connection: ConnectionChange['connection']): string {
  return markdownCode(review.describeConnection(connection));
}

function listOf(part: Part, name: string, rows: readonly string[]): readonly Piece[] {
  if (rows.length === 0) return [];
  return [{ part, head: heading(3, markdownProse(name)), rows: rows.map((row) => `- ${row}\n`), foot: '\n' }];
}
