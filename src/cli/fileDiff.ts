import { safeLine } from '../document/quote.ts';
import { painter } from '../report/color.ts';
import { unifiedDiff } from '../report/unifiedDiff.ts';
import type { World } from './world.ts';

/** What changes in a file, line by line, for a terminal; nothing that stands in the file acts upon it. */
export function fileDiff(file: string, before: string, after: string, { stdout, env }: World): string {
  const paint = painter(stdout.isTerminal && !env.NO_COLOR && env.TERM !== 'dumb');
  const diff = unifiedDiff(linesOf(before), linesOf(after));
  const head = [paint('bold', `--- ${safeLine(file)}`), paint('bold', `+++ ${safeLine(file)}`)];
  const lines = (): readonly string[] => {
    switch (diff.state) {
      case 'same':
        return [];
      case 'too-long':
        return [`(more than ${diff.limit} lines differ, which are not shown)`];
      case 'differs':
        return diff.lines.map((line) => {
          const shown = safeLine(line.replaceAll('\t', '    '));
          if (line.startsWith('+')) return paint('green', shown);
          return line.startsWith('-') ? paint('red', shown) : line.startsWith('@@') ? paint('dim', shown) : shown;
        });
    }
  };
  return `${[...head, ...lines()].join('\n')}\n`;
}

/** Line ends do not change, and would only be in the way here. */
function linesOf(text: string): readonly string[] {
  return text
    .replace(/^\ufeff/, '')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
}
