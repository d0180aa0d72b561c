import type { CutWords } from './fitPieces.ts';
import { commentLimit } from './markdown.ts';
import * as words from './words.ts';

/** What a report for a comment says of what did not fit; the text report of the same has all. */
export const commentCuts: CutWords = {
  more: (part, count) => `\n… ${words.plural(count, words.cutNouns[part])} not shown here: see the text report\n\n`,
  notice: (cuts) => {
    const list = cuts.map(([part, count]) => words.plural(count, words.cutNouns[part])).join(', ');
    return `✂️ **Cut to ${commentLimit} characters.** Not shown here: ${list}. The text report (\`-o text\`) has everything.\n\n`;
  },
};
