import { decode } from './decode.ts';
import { linesOf } from './lines.ts';
import { startOf } from './places.ts';
import type { ReadDocument } from './yaml.ts';

/** Snapshots and results of large networks; far below what one string may hold. */
export const mostJsonMebibytes = 256;

/**
 * JSON written by this tool → data. Nobody edits these by hand, so places are the file's start and messages name the
 * JSON pointer instead; only a syntax error has a line and column, where the engine tells them. Never throws.
 */
export function readJson(file: string, bytes: Uint8Array): ReadDocument {
  const decoded = decode(file, bytes, mostJsonMebibytes);
  if (decoded.state === 'refused') return decoded;
  const { text } = decoded;
  try {
    const value: unknown = JSON.parse(text);
    if (hasKeyTwice(text, value)) {
      return { state: 'refused', problems: [{ at: startOf(file).at(''), message: 'a key stands twice in an object' }] };
    }
    return { state: 'read', value, places: startOf(file) };
  } catch (error) {
    const at = linesOf(file, text).placeOf(errorOffset(error, text));
    const message = text.trim() === '' ? 'the file is empty; it must hold JSON' : 'not valid JSON from here on';
    return { state: 'refused', problems: [{ at, message }] };
  }
}

/**
 * Whether some object in this JSON text, of which `value` was made, has a key twice: JSON.parse takes the last of two
 * and says nothing, so one could hide behind the other. `value` must not nest deeper than a call stack.
 */
export function hasKeyTwice(text: string, value: unknown): boolean {
  return keysWritten(text) !== keysIn(value);
}

function keysWritten(text: string): number {
  let keys = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:)?/g)) if (colon !== undefined) keys += 1;
  return keys;
}

function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members: readonly unknown[] = Object.values(value);
  return (Array.isArray(value) ? 0 : members.length) + members.reduce<number>((sum, member) => sum + keysIn(member), 0);
}

/** The engine's message itself is not shown: it quotes the input. */
function errorOffset(error: unknown, text: string): number {
  const message = error instanceof Error ? error.message : '';
  const position = /at position ([0-9]{1,15})/.exec(message)?.[1];
  if (position !== undefined) return Math.min(Number(position), text.length);
  return message.includes('end of JSON input') ? text.trimEnd().length : 0;
}
