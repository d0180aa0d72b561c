import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readJson } from '../../src/document/json.ts';
import { checkSchema } from '../../src/document/schema.ts';
import { formatAll } from './problemsOf.ts';

const read = (text: string) => readJson('a.json', new TextEncoder().encode(text));
const problemsOf = (text: string) => {
  const result = read(text);
  return result.state === 'read' ? 'read' : formatAll(result.problems);
};

test('JSON is read, with a byte order mark too', () => {
  expect(read('\ufeff{"a": [1, null]}')).toMatchObject({ state: 'read', value: { a: [1, null] } });
});

test.each([
  ['', 'a.json:1:1: the file is empty; it must hold JSON'],
  ['{"a": 1,\n "b": [1, 2', 'a.json:2:12: not valid JSON from here on'],
])('%j is refused where it breaks off', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test('problems with the schema name the pointer, as there are no lines', () => {
  const json = read(
    '{"version": 1, "connection": "vco-a1", "region": "cn-hangzhou", "custom": {"routes": [{"weight": 7}]}}',
  );
  if (json.state === 'refused') throw new Error('refused');
  expect(formatAll(checkSchema('baseline', json.value, json.places))).toEqual([
    'a.json:1:1: routes[0] lacks the key "destination" (at /custom/routes/0)',
    'a.json:1:1: weight must be 0, 100 or "any"; found 7 (at /custom/routes/0/weight)',
  ]);
});

test('no bytes make it throw', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => readJson('a.json', bytes).state !== null));
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:1ea\\u \n') }), (text) => read(text).state !== null),
  );
});

test('deep nesting ends in a value or a message', () => {
  expect(['read', 'refused']).toContain(read('['.repeat(100_000) + ']'.repeat(100_000)).state);
});
