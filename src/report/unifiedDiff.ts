import { structuredPatch } from 'diff';

/** More differing lines than this nobody reads as a diff, and comparing them takes long. */
const mostEdits = 400;

/** The lines of the hunks of a unified diff, or why there is none. */
export type LineDiff =
  | { readonly state: 'same' }
  | { readonly state: 'too-long'; readonly limit: number }
  | { readonly state: 'differs'; readonly lines: readonly string[] };

/** Of two lists of lines, none of which has a line feed in it. */
export function unifiedDiff(before: readonly string[], after: readonly string[]): LineDiff {
  const [from, to] = [before, after].map((lines) => lines.map((line) => `${line}\n`).join(''));
  const patch = structuredPatch('', '', from ?? '', to ?? '', '', '', { context: 3, maxEditLength: mostEdits });
  if (patch === undefined) return { state: 'too-long', limit: mostEdits };
  if (patch.hunks.length === 0) return { state: 'same' };
  const lines = patch.hunks.flatMap((hunk) => [
    `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
    ...hunk.lines,
  ]);
  return { state: 'differs', lines };
}
