import { Uneditable } from './uneditable.ts';

/** Replaces what is between two offsets of a text; with equal ones it inserts. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** All at once; those that insert at one offset do so in their order. Throws Uneditable where two of them overlap. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) throw new Uneditable('two edits of one place');
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return [...pieces, text.slice(at)].join('');
}

/** After the line feed of the line that the offset is in; the text must end with one. */
export function lineEnd(text: string, offset: number): number {
  return text.indexOf('\n', offset) + 1;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
