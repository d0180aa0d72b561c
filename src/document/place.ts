import { escapeInvisible } from './quote.ts';

/** A place in a text that a person wrote; line and column count from 1, columns in UTF-16 code units as editors do. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong in a text: what, where, and what would be right. */
export interface Problem {
  readonly at: Place;
  readonly message: string;
}

/** `file:line:column`, on one line whatever the file is called. */
export function formatPlace(at: Place): string {
  return `${escapeInvisible(at.file)}:${at.line}:${at.column}`;
}

/** `file:line:column: message`: editors and CI turn it into a link. */
export function formatProblem({ at, message }: Problem): string {
  return `${formatPlace(at)}: ${message}`;
}

/** By file, then from top to bottom. */
export function compareProblems(a: Problem, b: Problem): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || a.at.column - b.at.column;
}
