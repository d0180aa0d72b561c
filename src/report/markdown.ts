import type { AuditResult, Verdict } from '../audit/result.ts';
import { type CutWords, fitPieces, type Piece } from './fitPieces.ts';
import { coveragePieces } from './markdownCoverage.ts';
import { driftPieces, noticePieces, uncheckedPieces, waivedPieces } from './markdownFindings.ts';
import { forwardingPieces } from './markdownForwarding.ts';
import { completenessPieces, passPieces } from './markdownPasses.ts';
import { remediationPieces } from './markdownRemediation.ts';
import { folded, frame, heading, line, table } from './markdownSyntax.ts';
import { field, markdownCode, markdownProse } from './neutralise.ts';
import type { View } from './view.ts';
import * as words from './words.ts';

/** GitHub takes fewer than 65,536 in one comment, of which a marker to know it again by takes some. */
export const commentLimit = 65_000;
/** Bytes. GitHub takes 1 MiB from one step, and shows nothing of more. */
const summaryLimit = 2 ** 20 - 1;

type Asked = Pick<View, 'remediation'>;

/** GitHub-flavoured Markdown for a comment; as a job summary it may be `summary`, which holds more. */
export function markdown(result: AuditResult, view: Asked = {}): string {
  return renderMarkdown(result, commentLimit, view);
}

/** The same for the file that GITHUB_STEP_SUMMARY names. */
export function summary(result: AuditResult, view: Asked = {}): string {
  const words = cutWords('under 1 MiB');
  const sizeOf = (text: string) => new TextEncoder().encode(text).length;
  return fitPieces(header(result), piecesOf(result, summaryLimit, view), summaryLimit, words, sizeOf);
}

/**
 * Verdict, source and totals first, then drift, what could not be checked, how to put it right where that is asked for,
 * what is waived; what is as it should be is folded. Fits the limit by leaving out whole rows and blocks, the least
 * important first, and says which.
 */
export function renderMarkdown(result: AuditResult, limit: number, view: Asked = {}): string {
  return fitPieces(header(result), piecesOf(result, limit, view), limit, cutWords(`${limit} characters`));
}

function piecesOf(result: AuditResult, limit: number, { remediation }: Asked): Piece[] {
  return [
    ...driftPieces(result),
    ...forwardingPieces(result),
    ...uncheckedPieces(result),
    ...coveragePieces(result),
    ...(remediation === undefined ? [] : remediationPieces(result)),
    ...waivedPieces(result),
    ...noticePieces(result),
    ...passPieces(result, limit),
    ...completenessPieces(result),
    ...footerPieces(result),
  ];
}

const verdictSymbols = { 'in-sync': '✅', drifted: '❌', incomplete: '⚠️' } as const satisfies Record<Verdict, string>;

function header(result: AuditResult): string {
  const { totals, source } = result;
  const uncovered = words.countUncovered(result);
  const verdict = `${verdictSymbols[result.verdict]} Route drift: ${words.verdictWords[result.verdict]}`;
  const described = markdownProse(words.describeSource(source));
  const columns = [
    ['Connections', totals.connections],
    ['In sync', totals.inSync],
    ['Missing', totals.missing],
    ['Unexpected', totals.unexpected],
    ['Changed', totals.changed],
    ['Roles', totals.roles],
    ['Count out of bounds', totals.countOutOfBounds],
    ...(result.coverage === null
      ? []
      : ([
          ['Connections missing', uncovered.gone],
          ['Connections unmanaged', uncovered.unmanaged],
        ] as const)),
    ['Waived', totals.waived],
    ['Allowed', totals.allowed],
    ['Notices', totals.notices],
    ['Likely complete', totals.likely],
    ['Unchecked connections', totals.unchecked],
  ] as const;
  return [
    heading(2, `${verdict}: ${markdownProse(words.describeVerdict(result))}`),
    words.isRehearsal(source) ? `🧪 **Source: ${described}**\n\n` : `Source: ${described}\n\n`,
    line(columns.map(([name]) => name)),
    line(columns.map(() => '---:')),
    line(columns.map(([, count]) => String(count))),
    '\n',
  ].join('');
}

function footerPieces(result: AuditResult): Piece[] {
  const { tool, startedAt, finishedAt, failOn, baselines } = result;
  const files = baselines.map(({ file, sha256 }) => [markdownCode(field(file)), markdownCode(sha256.slice(0, 12))]);
  const facts = [
    markdownProse(`made by ${field(tool.name)} ${field(tool.version)}`),
    `started ${markdownProse(field(startedAt))}`,
    `finished ${markdownProse(field(finishedAt))}`,
    `findings from ${failOn} on count as drift`,
  ];
  return [
    ...folded(words.plural(baselines.length, 'baseline'), [table('baselines', '', ['Baseline', 'SHA-256'], files)]),
    frame(`${facts.join(' · ')}\n`),
  ];
}

function cutWords(size: string): CutWords {
  return {
    more: (part, count) => {
      const report = part === 'remediation' ? 'text' : 'JSON';
      return `\n… ${words.plural(count, words.cutNouns[part])} not shown here: see the ${report} report\n\n`;
    },
    notice: (cuts) => {
      const list = cuts.map(([part, count]) => words.plural(count, words.cutNouns[part])).join(', ');
      const steps = cuts.some(([part]) => part === 'remediation') ? '; all steps are in the text report' : '';
      return `✂️ **Cut to ${size}.** Not shown here: ${list}. The JSON report (\`-o json\`) has everything${steps}.\n\n`;
    },
  };
}
