import { isUtf8 } from 'node:buffer';
import { linesOf } from './lines.ts';
import type { Problem } from './place.ts';

export type Decoded =
  | { readonly state: 'decoded'; readonly text: string }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] };

/** As many bad characters or lines as one message list needs before it is clear that this is no text. */
const mostReported = 20;

/** Invisible characters which make a text look different from what it says; tab and line ends are not among them. */
export const forbiddenCharacters = /(?![\t\n\r])\p{Cc}|\r(?!\n)|\p{Bidi_Control}|\p{Cs}|[\u2028\u2029]/gu;

/** UTF-8 → text without a byte order mark. Size is checked before anything else touches the bytes. */
export function decode(file: string, bytes: Uint8Array, mostMebibytes: number): Decoded {
  if (bytes.byteLength > mostMebibytes * 1024 * 1024) {
    const message = `the file has ${bytes.byteLength} bytes; at most ${mostMebibytes} MiB are read`;
    return { state: 'refused', problems: [{ at: { file, line: 1, column: 1 }, message }] };
  }
  const problems = isUtf8(bytes) ? [] : badEncoding(file, bytes);
  if (problems.length > 0) return { state: 'refused', problems };
  return { state: 'decoded', text: new TextDecoder().decode(bytes) };
}

/** Each forbidden character of the text at its place. */
export function badCharacters(file: string, text: string): readonly Problem[] {
  const lines = linesOf(file, text);
  const problems: Problem[] = [];
  for (const { 0: character, index } of text.matchAll(forbiddenCharacters)) {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    problems.push({ at: lines.placeOf(index), message: `invisible character U+${code} is not allowed; remove it` });
    if (problems.length === mostReported) break;
  }
  return problems;
}

/** A line feed byte is never part of another character in UTF-8, so each line can be looked at alone. */
function badEncoding(file: string, bytes: Uint8Array): readonly Problem[] {
  const problems: Problem[] = [];
  let start = 0;
  for (let line = 1; start < bytes.length && problems.length < mostReported; line += 1) {
    const lineFeed = bytes.indexOf(0x0a, start);
    const end = lineFeed === -1 ? bytes.length : lineFeed;
    const part = bytes.subarray(start, end);
    if (!isUtf8(part)) {
      const column = new TextDecoder().decode(part).indexOf('\ufffd') + 1;
      problems.push({ at: { file, line, column }, message: 'these bytes are not UTF-8; save the file as UTF-8' });
    }
    start = end + 1;
  }
  return problems;
}
