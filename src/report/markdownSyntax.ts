import type { Part, Piece } from './fitPieces.ts';
import { markdownFenced, markdownProse } from './neutralise.ts';

/** A heading, with an empty line after it. */
export function heading(level: number, markdown: string): string {
  return `${'#'.repeat(level)} ${markdown}\n\n`;
}

/** A piece that is never cut. */
export function frame(markdown: string): Piece {
  return { part: null, head: markdown, rows: [], foot: '' };
}

/** The cells are Markdown already, made by `markdownCode` and `markdownProse`, which leave no bar in it. */
export function table(
  part: Part,
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Piece {
  const head = `${title}${line(columns)}${line(columns.map(() => '---'))}`;
  return { part, head, rows: rows.map(line), foot: '\n' };
}

export function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => (cell === '' ? '–' : cell)).join(' | ')} |\n`;
}

/** A fenced block whose fence is longer than any run of backticks in it. */
export function fence(language: string, lines: readonly string[]): string {
  const runs = lines.flatMap((each) => each.match(/`+/g) ?? []);
  const marks = '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run.length + 1), 3));
  return `${marks}${language}\n${lines.map(markdownFenced).join('\n')}\n${marks}\n\n`;
}

/** Folded; the summary is HTML and Markdown at once, so it takes prose only. */
export function folded(summary: string, pieces: readonly Piece[]): Piece[] {
  if (pieces.every(({ rows }) => rows.length === 0)) return [];
  const open = frame(`<details>\n<summary>${markdownProse(summary)}</summary>\n\n`);
  return [open, ...pieces, frame('</details>\n\n')];
}
