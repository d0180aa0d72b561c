import { isComplete } from '../history/history.ts';
import type { Drift, HistoryResult } from '../history/historyResult.ts';
import { commentCuts } from './commentCuts.ts';
import * as driftWords from './driftWords.ts';
import { fitPieces, type Piece } from './fitPieces.ts';
import * as history from './historyWords.ts';
import { describeLeft, leftName, leftScopeTitle } from './leftScopeWords.ts';
import { commentLimit } from './markdown.ts';
import { heading, table } from './markdownSyntax.ts';
import { field, markdownCode, markdownProse } from './neutralise.ts';
import * as words from './words.ts';

/** GitHub-flavoured Markdown for a job summary or an issue: what is open comes first, and is cut last. */
export function historyMarkdown(result: HistoryResult): string {
  const verdict = `Route drift history: ${words.verdictWords[result.verdict]}: ${history.describeHistoryVerdict(result)}`;
  const facts = [
    `Period: ${history.describePeriod(result)}`,
    `Due: ${history.describeEvery(result)}`,
    `Runs: ${history.describeRuns(result)}`,
    `Source: ${history.describeHistorySource(result)}`,
  ];
  const header = `${heading(2, `${symbols[result.verdict]} ${markdownProse(verdict)}`)}${facts.map((fact) => `- ${markdownProse(fact)}\n`).join('')}\n`;
  const pieces = [
    ...driftWords.outlooks.flatMap((state) => driftPieces(result, state)),
    ...leftPieces(result),
    ...doubtPieces(result),
  ];
  return fitPieces(header, pieces, commentLimit, commentCuts);
}

const symbols = { 'in-sync': '✅', drifted: '❌', incomplete: '⚠️' } as const;

function driftPieces(result: HistoryResult, state: Drift['outlook']['state']): readonly Piece[] {
  const drifts = driftWords.driftsThatAre(result, state);
  if (drifts.length === 0) return [];
  const isResolved = state === 'resolved' || state === 'resolved-before';
  const title = heading(3, `${markdownProse(driftWords.outlookWords[state])} (${drifts.length})`);
  const columns = ['Drift', 'Connection', 'As last seen', 'Seen'];
  return [table(isResolved ? 'resolved' : 'open', title, columns, drifts.map(driftCells))];
}

function driftCells(drift: Drift): readonly string[] {
  return [
    markdownProse(driftWords.driftTitle(drift)),
    markdownCode(driftWords.describeDriftPlace(drift)),
    markdownProse(driftWords.describeDrift(drift)),
    markdownProse(driftWords.describeTimes(drift)),
  ];
}

/** The first ones are never cut; the others count as unchecked connections where there is no room for them. */
function leftPieces({ leftScope }: HistoryResult): readonly Piece[] {
  if (leftScope.length === 0) return [];
  const rows = leftScope.map((left) => [
    markdownCode(leftName(left)),
    markdownProse(describeLeft(left, history.describeTime)),
  ]);
  const title = heading(3, `⚠️ ${leftScopeTitle} (${leftScope.length})`);
  const whole = table('unchecked', title, ['What', 'Since when'], rows);
  const rest = whole.rows.slice(mostKept);
  if (rest.length === 0) return [{ ...whole, part: null }];
  const kept = { ...whole, part: null, rows: whole.rows.slice(0, mostKept), foot: '' };
  return [kept, { ...whole, head: '', rows: rest }];
}

const mostKept = 10;

function doubtPieces({ runs, gaps }: HistoryResult): readonly Piece[] {
  const doubtful = runs.filter((run) => !isComplete(run));
  const rows = [
    ...gaps.map((gap) => [history.describeTime(gap.after), markdownProse(history.describeGap(gap)), '']),
    ...doubtful.map((run) => [
      history.describeTime(run.lookedAt),
      markdownProse(history.describeRun(run)),
      markdownCode(field(run.file)),
    ]),
  ];
  if (rows.length === 0) return [];
  return [table('runs', heading(3, '⚠️ When nobody looked, or not at everything'), ['From', 'What', 'File'], rows)];
}
