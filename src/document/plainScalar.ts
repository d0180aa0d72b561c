import { boolCoreTag, floatCoreTag, intCoreTag, NOT_RESOLVED, nullCoreTag } from 'js-yaml';
import { quote } from './quote.ts';

/** What the unquoted text is in YAML 1.2 core: `null`, a boolean, a number, or else itself. */
export function resolvePlain(source: string): unknown {
  for (const tag of [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag]) {
    const value = tag.resolve(source, false, tag.tagName);
    if (value !== NOT_RESOLVED) return value;
  }
  return source;
}

/**
 * Why an unquoted number is not written plainly; null where it is, and where the text is no number. `0100` is 64 to
 * some readers and 100 to others, and `1e2` or `0x64` hide what they say: who reviews the file must see the value.
 */
export function numberFault(source: string): string | null {
  const value = resolvePlain(source);
  if (typeof value !== 'number' || (String(value) === source && isExact(value))) return null;
  if (!Number.isFinite(value)) return `${quote(source)} is not a plain number; write its digits, or put text in quotes`;
  if (!isExact(value)) return `the number ${quote(source)} has more digits than can be kept; put it in quotes`;
  return `the number ${quote(source)} is not written plainly; write ${value}`;
}

function isExact(value: number): boolean {
  return Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value));
}
