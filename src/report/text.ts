import type { AuditResult, ConnectionResult, Verdict } from '../audit/result.ts';
import { type Color, painter } from './color.ts';
import { widest, wrap } from './layout.ts';
import { field } from './neutralise.ts';
import { connectionLines, type TextStyle } from './textConnection.ts';
import { coverageLines } from './textCoverage.ts';
import { forwardingLines } from './textForwarding.ts';
import { remediationLines } from './textRemediation.ts';
import type { View } from './view.ts';
import * as words from './words.ts';

/**
 * For a terminal, where the last lines are what one sees: connections first, then source, totals and verdict. Symbols
 * and colours only repeat what the words say. A line keeps to the width unless a single word is wider.
 */
export function text(result: AuditResult, { color, width, remediation }: View): string {
  const style: TextStyle = {
    paint: painter(color),
    width,
    failOn: result.failOn,
    pathColumns: widest(result.connections.map(words.connectionPath), 40),
    nameColumns: widest(result.connections.map(nameOf), 24),
  };
  const blocks = result.connections.map((connection) => connectionLines(connection, style));
  const steps = remediation === undefined ? [] : remediationLines(result, style);
  return [
    ...apart(blocks),
    ...forwardingLines(result, style),
    ...coverageLines(result, style),
    ...steps,
    ...summaryLines(result, style),
    '',
  ].join('\n');
}

/** A block of several lines stands apart from its neighbours; connections of one line make a list. */
function apart(blocks: readonly (readonly string[])[]): string[] {
  return blocks.flatMap((lines, i) => {
    const previous = blocks[i - 1];
    const gap = previous !== undefined && (lines.length > 1 || previous.length > 1);
    return gap ? ['', ...lines] : [...lines];
  });
}

const verdictMarks = {
  'in-sync': ['✓', 'green'],
  drifted: ['✗', 'red'],
  incomplete: ['?', 'yellow'],
} as const satisfies Record<Verdict, readonly [string, Color]>;

function summaryLines(result: AuditResult, { paint, width }: TextStyle): string[] {
  const [symbol, color] = verdictMarks[result.verdict];
  const verdict = `${symbol} ${words.verdictWords[result.verdict]}`;
  const indent = ' '.repeat(9);
  const last = wrap(`${verdict}: ${words.describeVerdict(result)}`, width, 'Verdict  ', indent);
  return [
    '',
    ...wrap(words.describeSource(result.source), width, 'Source   ', indent),
    ...wrap(words.describeTotals(result), width, 'Totals   ', indent),
    ...last.map((line) => line.replace(verdict, (found) => paint(color, found))),
  ];
}

function nameOf({ name }: ConnectionResult): string {
  return field(name ?? '');
}
