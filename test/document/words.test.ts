import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { didYouMean } from '../../src/document/didYouMean.ts';
import { listWords, quote } from '../../src/document/quote.ts';

test.each([
  ['plain', '"plain"'],
  ['a "b" \\', '"a \\"b\\" \\\\"'],
  ['line\nbreak\ttab', '"line\\nbreak\\ttab"'],
  ['\u0000\u001b\u007f\u0085', '"\\u0000\\u001b\\u007f\\u0085"'],
  ['\u202e\u2066\u200e\u2028\ud800', '"\\u202e\\u2066\\u200e\\u2028\\ud800"'],
  ['x'.repeat(60), `"${'x'.repeat(60)}"`],
  ['x'.repeat(100_000), `"${'x'.repeat(60)}…"`],
  ['🏢'.repeat(61), `"${'🏢'.repeat(60)}…"`],
])('%j is quoted on one line', (text, quoted) => {
  expect(quote(text)).toBe(quoted);
});

test('no text brings anything invisible into a message', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 100 }),
      (text) => !/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(quote(text)),
    ),
  );
});

test.each([
  ['destnation', 'destination'],
  ['wieght', 'weight'],
  ['Weight', 'weight'],
  ['weights', 'weight'],
  ['nexthop', 'nextHop'],
  ['next_hop', 'nextHop'],
  ['xyz', null],
  ['', null],
  ['w'.repeat(1000), null],
])('for %j is meant %j', (written, meant) => {
  expect(didYouMean(written, ['destination', 'weight', 'nextHop'])).toBe(meant);
});

test('lists read like sentences', () => {
  expect(listWords([], 'or')).toBe('');
  expect(listWords(['a'], 'or')).toBe('a');
  expect(listWords(['a', 'b'], 'or')).toBe('a or b');
  expect(listWords(['a', 'b', 'c'], 'and')).toBe('a, b and c');
});
