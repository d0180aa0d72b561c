import { expect, test } from '@jest/globals';
import { lintKey } from '../../src/lint/finding.ts';
import { codesOf, custom, findingsOf, lintOf, onRouter } from './lintOf.ts';

const two = custom('10.0.0.0/8 100', '10.1.0.0/16 100', '10.2.0.0/16 100');
const off = (...entries: readonly string[]) =>
  `lint:\n${entries.map((entry) => `  - { ${entry}, reason: r }\n`).join('')}`;

test('a code is turned off for a destination, or for the file', () => {
  expect(codesOf({ a: two })).toEqual(['a.yaml RD103 10.1.0.0/16', 'a.yaml RD103 10.2.0.0/16']);
  expect(codesOf({ a: two + off('code: RD103, destination: 10.1.0.0/16') })).toEqual(['a.yaml RD103 10.2.0.0/16']);
  expect(codesOf({ a: two + off('code: RD103') })).toEqual([]);
});

test('one file turns nothing off for another', () => {
  expect(codesOf({ a: two, b: two + off('code: RD103') })).toHaveLength(2);
});

test('a destination is exact, and another code stays', () => {
  const codes = codesOf({ a: two + off('code: RD103, destination: 10.0.0.0/8', 'code: RD101') });
  expect(codes.filter((line) => line.includes('RD103'))).toHaveLength(2);
});

test('what turns nothing off is told', () => {
  expect(lintOf({ a: custom('10.0.0.0/8 100') + off('code: RD103', 'code: RD101, destination: 10.0.0.0/8') })).toEqual([
    'a.yaml:8:5: RD110 nothing-turned-off: RD103 is turned off here, and there is nothing to turn off; remove this entry',
    'a.yaml:9:5: RD110 nothing-turned-off: RD101 for 10.0.0.0/8 is turned off here, and there is nothing to turn off; remove this entry',
  ]);
});

test('a code that is turned off for the file, and once more for a destination, is turned off by both', () => {
  expect(codesOf({ a: two + off('code: RD103', 'code: RD103, destination: 10.1.0.0/16') })).toEqual([]);
});

test('that too can be turned off; but not by itself', () => {
  const text = custom('10.0.0.0/8 100');
  expect(codesOf({ a: text + off('code: RD103', 'code: RD110') })).toEqual([]);
  expect(codesOf({ a: text + off('code: RD110') })).toEqual(['a.yaml RD110 null']);
});

test('of one connection alone nothing is known that takes its neighbours', () => {
  const a = onRouter(custom('10.1.0.0/16 100'));
  const b = onRouter(custom('10.1.0.0/16 100') + off('code: RD104'));
  expect(codesOf({ a, b })).toEqual([]);
  expect(codesOf({ b })).toEqual([]);
  expect(codesOf({ b, c: onRouter('') })).toEqual(['b.yaml RD110 null']);
  expect(codesOf({ b: b.replace('transitRouter: tr-1\n', '') })).toEqual(['b.yaml RD110 null']);
});

test('a finding keeps its key when lines are added above it and its file gets another name', () => {
  const keys = (text: string) => findingsOf({ a: text }).map(lintKey);
  const text = two + off('code: RD101');
  expect(keys(`# a line\nowner: me\n${text}`)).toEqual(keys(text));
  expect(new Set(keys(text)).size).toBe(3);
});
