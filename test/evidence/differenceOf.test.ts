import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { differenceOf } from '../../src/evidence/differenceOf.ts';

const json = fc.jsonValue({ maxDepth: 4 });

test('a value differs from itself nowhere, whichever build wrote it', () => {
  fc.assert(
    fc.property(json, (value) => {
      const again: unknown = JSON.parse(JSON.stringify(value));
      expect(differenceOf(value, again, 'the same')).toBe(null);
      expect(differenceOf(value, again, 'another')).toBe(null);
    }),
  );
});

test('values differ somewhere exactly where their texts do', () => {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]);
  };
  const text = (value: unknown) => JSON.stringify([Array.isArray(value), sorted(value)]);
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }), (a, b) => {
      expect(differenceOf(a, b, 'the same') === null).toBe(
        JSON.stringify(a) === JSON.stringify(b) || text(a) === text(b),
      );
    }),
  );
});

test.each<[what: string, stated: unknown, found: unknown, same: string | null, another: string | null]>([
  ['a key that was added since', { a: 1 }, { a: 1, impact: 'none' }, '/impact', null],
  ['a key that every version has', { a: 1 }, { a: 1, findings: [] }, '/findings', '/findings'],
  ['a key that is no longer known', { a: 1, old: 1 }, { a: 1 }, '/old', '/old'],
  ['words', { message: 'one' }, { message: 'another' }, '/message', null],
  ['a list that is longer', { a: [1] }, { a: [1, 2] }, '/a', '/a'],
  ['a value within', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, '/a/0/b', '/a/0/b'],
  ['null and nothing', { a: null }, {}, '/a', '/a'],
  ['a list and an object', { a: [] }, { a: {} }, '/a', '/a'],
  ['a key with a slash', { 'a/b': 1 }, { 'a/b': 2 }, '/a~1b', '/a~1b'],
  ['all of it', 1, 2, 'the top', 'the top'],
])('%s', (_, stated, found, same, another) => {
  expect(differenceOf(stated, found, 'the same')).toBe(same);
  expect(differenceOf(stated, found, 'another')).toBe(another);
});
