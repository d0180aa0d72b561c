import type { ErrorObject } from 'ajv/dist/2020.js';
import { didYouMean } from './didYouMean.ts';
import { splitPointer } from './pointer.ts';
import { listWords, quote } from './quote.ts';

/** What an ajv error means to the person who wrote the value: what is wrong, and what would be right. */
export function describeError(error: ErrorObject): string {
  const name = nameOf(error.instancePath);
  const limit = error.params.limit;
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return unknownKey(error);
    case 'required':
      return `${name} lacks the key ${quote(String(error.params.missingProperty))}`;
    case 'type':
      return `${name} must be ${listWords(typeNames(error.params.type), 'or')}; ${foundInstead(error)}`;
    case 'enum':
      return oneOfValues(name, list(error.params.allowedValues), error);
    case 'const':
      return oneOfValues(name, [error.params.allowedValue], error);
    case 'pattern':
      return `${name} must match ${String(error.params.pattern)}${example(error)}; ${foundInstead(error)}`;
    case 'minLength':
      return limit === 1
        ? `${name} must not be empty`
        : `${name} must have at least ${limit} characters; ${foundInstead(error)}`;
    case 'maxLength':
      return `${name} must have at most ${limit} characters; ${foundInstead(error)}`;
    case 'minimum':
      return `${name} must be at least ${limit}; ${foundInstead(error)}`;
    case 'maximum':
      return `${name} must be at most ${limit}; ${foundInstead(error)}`;
    case 'minItems':
      return `${name} must have at least ${counted(limit, 'item')}`;
    case 'maxItems':
      return `${name} must have at most ${counted(limit, 'item')}`;
    case 'minProperties':
      return `${name} must have at least ${counted(limit, 'key')} of ${quoted(knownKeys(error), 'and')}`;
    default:
      return `${name} ${error.message ?? 'is not allowed'}; ${foundInstead(error)}`;
  }
}

/** `weight`, `asPath[1]`, or `the file` for the whole. */
function nameOf(pointer: string): string {
  const segments = splitPointer(pointer);
  const index = segments.findLastIndex((segment) => !/^[0-9]+$/.test(segment));
  const key = segments[index];
  const items = segments.slice(index + 1).map((item) => `[${item}]`);
  if (key === undefined) return items.length === 0 ? 'the file' : `item ${items.join('')}`;
  return `${/^[A-Za-z][A-Za-z0-9_-]{0,40}$/.test(key) ? key : quote(key)}${items.join('')}`;
}

function unknownKey(error: ErrorObject): string {
  const key = String(error.params.additionalProperty ?? error.params.unevaluatedProperty);
  const known = knownKeys(error);
  const meant = didYouMean(key, known);
  if (meant !== null) return `unknown key ${quote(key)}; did you mean ${quote(meant)}?`;
  return known.length === 0 ? `unknown key ${quote(key)}` : `unknown key ${quote(key)}; known: ${known.join(', ')}`;
}

function knownKeys(error: ErrorObject): readonly string[] {
  const properties: unknown = error.parentSchema?.properties;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

function oneOfValues(name: string, allowed: readonly unknown[], error: ErrorObject): string {
  const wanted = `${name} must be ${listWords(allowed.map(showValue), 'or')}; ${found(error.data)}`;
  const words = allowed.filter((value) => typeof value === 'string');
  if (typeof error.data !== 'string') return wanted;
  const { data } = error;
  if (allowed.some((value) => typeof value === 'number' && String(value) === data)) {
    return `${wanted}; write it without quotes`;
  }
  const meant = didYouMean(data, words);
  return meant === null ? wanted : `${wanted}; did you mean ${quote(meant)}?`;
}

/** What was found, with the one hint that YAML needs most: quotes make text, no quotes make numbers. */
function foundInstead(error: ErrorObject): string {
  const types = typeof error.params.type === 'string' ? [error.params.type] : list(error.params.type);
  const { data } = error;
  if (types.includes('string') && (typeof data === 'number' || typeof data === 'boolean')) {
    return `${found(data)}; put it in quotes`;
  }
  const wantsNumber = types.includes('integer') || types.includes('number');
  if (wantsNumber && typeof data === 'string' && /^[0-9]{1,15}$/.test(data)) {
    return `${found(data)}; write it without quotes`;
  }
  return found(data);
}

function found(value: unknown): string {
  if (value === null || value === undefined) return 'found nothing';
  if (Array.isArray(value)) return 'found a list';
  if (typeof value === 'object') return 'found a mapping';
  if (typeof value === 'string') return `found the text ${quote(value)}`;
  return `found ${String(value)}`;
}

const wordsForTypes: ReadonlyMap<unknown, string> = new Map([
  ['string', 'text'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['null', 'null'],
  ['array', 'a list'],
  ['object', 'a mapping'],
]);

function typeNames(type: unknown): readonly string[] {
  const types = new Set(Array.isArray(type) ? list(type) : [type]);
  return [...types].map((each) => wordsForTypes.get(each) ?? String(each));
}

function example(error: ErrorObject): string {
  const [first] = list(error.parentSchema?.examples);
  return first === undefined ? '' : `, such as ${showValue(first)}`;
}

function showValue(value: unknown): string {
  return typeof value === 'string' ? quote(value) : String(value);
}

function quoted(words: readonly string[], conjunction: 'or' | 'and'): string {
  return listWords(words.map(quote), conjunction);
}

function counted(count: unknown, noun: string): string {
  return count === 1 ? `one ${noun}` : `${String(count)} ${noun}s`;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
