import type { ReviewResult, UnfinishedReview } from '../review/reviewResult.ts';
import { type Paint, painter } from './color.ts';
import { describeHops, directionWords } from './forwardingWords.ts';
import { wrap } from './layout.ts';
import { field } from './neutralise.ts';
import { canonicalTables } from './reviewTable.ts';
import * as review from './reviewWords.ts';
import { unifiedDiff } from './unifiedDiff.ts';
import type { View } from './view.ts';
import * as words from './words.ts';

/** What loosens the audit first, then what the change does, then today; the verdict is the last line. */
export function reviewText(result: ReviewResult | UnfinishedReview, { color, width }: View): string {
  const paint = painter(color);
  const sides = [`Base  ${review.describeSide(result.base)}`, `Head  ${review.describeSide(result.head)}`];
  if (result.verdict === 'unfinished') return [...sides, '', review.unfinishedWords, ''].join('\n');
  const verdict = `${review.reviewVerdictWords[result.verdict]}: ${review.describeReviewVerdict(result)}`;
  return [
    ...looseningLines(result, paint, width),
    ...unresolvedLines(result, paint, width),
    ...result.connections.flatMap((change) => [
      ...wrap(`${review.describeConnection(change.connection)}: ${review.describeChange(change)}`, width, '', '    '),
      ...diffLines(change, paint),
      '',
    ]),
    ...forwardingLines(result, paint, width),
    ...lintLines(result, paint, width),
    ...todayLines(result, paint, width),
    ...sides,
    ...(result.headContainsBase === false ? wrap(review.behindWords, width, 'Note  ', '      ') : []),
    ...wrap(verdict, width, 'Review  ', '        '),
    '',
  ].join('\n');
}

function looseningLines({ loosenings }: ReviewResult, paint: Paint, width: number): readonly string[] {
  if (loosenings.length === 0) return [];
  const lines = loosenings.flatMap((one) => {
    const sentence = `${review.describeConnection(one.connection)}: ${review.describeLoosening(one)} (${words.describePlace(one.at)})`;
    return wrap(sentence, width, '  ! ', '    ');
  });
  return [paint('yellow', 'The audit is loosened'), ...lines, ''];
}

function unresolvedLines({ unresolved }: ReviewResult, paint: Paint, width: number): readonly string[] {
  if (unresolved.length === 0) return [];
  const lines = unresolved.flatMap((one) => wrap(review.describeUnresolved(one), width, '  ? ', '    '));
  return [paint('yellow', review.unresolvedTitle), ...lines, ''];
}

const marks = { '+': 'green', '-': 'red' } as const;

function diffLines(change: ReviewResult['connections'][number], paint: Paint): readonly string[] {
  const diff = unifiedDiff(...canonicalTables(change.base, change.head));
  switch (diff.state) {
    case 'same':
      return [];
    case 'too-long':
      return [`  The tables differ in more than ${diff.limit} lines, too many for a diff.`];
    case 'differs':
      return [...review.diffNames(change), ...diff.lines].map((line) => {
        const mark = line.startsWith('+') ? '+' : line.startsWith('-') ? '-' : null;
        return `  ${mark === null ? line : paint(marks[mark], line)}`;
      });
  }
}

function forwardingLines({ forwarding }: ReviewResult, paint: Paint, width: number): readonly string[] {
  if (forwarding.length === 0) return [];
  const lines = forwarding.flatMap(({ domain, direction, prefix, from, to }) => {
    const way = `${describeHops(from, field)} → ${describeHops(to, field)}`;
    const where = `${field(domain)}, ${directionWords[direction]}`;
    const wrapped = wrap(`${field(prefix)}: ${way} (${where})`, width, '  - ', '    ');
    return to.length === 0 ? wrapped.map((line) => paint('red', line)) : wrapped;
  });
  return [paint('bold', 'Forwarding (before → after, once the network follows)'), ...lines, ''];
}

function lintLines({ lint }: ReviewResult, paint: Paint, width: number): readonly string[] {
  if (lint.length === 0) return [];
  const lines = lint.flatMap((finding) => wrap(review.describeLint(finding), width, '  - ', '    '));
  return [paint('bold', 'Lint that is new'), ...lines, ''];
}

function todayLines({ today }: ReviewResult, paint: Paint, width: number): readonly string[] {
  if (today === null) return [];
  const compared = today.connections.flatMap((one) => (one.state === 'compared' ? [one] : []));
  const lists = review.differenceLists.flatMap((list) => {
    const lines = compared.flatMap((one) =>
      one[list].flatMap((difference) => {
        const sentence = `${review.describeConnection(one.connection)}: ${review.describeDifference(difference)}`;
        return wrap(sentence, width, '  - ', '    ');
      }),
    );
    return lines.length === 0 ? [] : [paint('bold', review.differenceWords[list]), ...lines, ''];
  });
  const unchecked = today.connections.flatMap((one) => {
    if (one.state === 'compared') return [];
    const sentence = `${review.describeConnection(one.connection)}: ${words.describeUnchecked(one)}; hint: ${words.describeHint(one)}`;
    return wrap(sentence, width, '  ? ', '    ');
  });
  return [
    ...lists,
    ...(unchecked.length === 0 ? [] : [paint('yellow', 'Unchecked'), ...unchecked, '']),
    ...wrap(words.describeSource(today.source), width, 'Today ', '      '),
  ];
}
