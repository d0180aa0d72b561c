import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contradictsItself } from '../../src/collect/contradiction.ts';

test.each<[string, boolean, string[]]>([
  ['pages of one order', false, ['abc', 'cde', 'ace']],
  ['two rows in both orders', true, ['abc', 'ba']],
  ['rows that were never on one page together', false, ['ab', 'bc', 'ca']],
  ['a row that comes again further down on one page', true, ['aba']],
  ['no pages', false, []],
])('%s: %s', (_, contradicts, pages) => {
  expect(contradictsItself(pages.map((page) => [...page]))).toBe(contradicts);
});

test('as whoever looks at every pair of every two pages says', () => {
  const page = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 5 });
  fc.assert(
    fc.property(fc.array(page, { maxLength: 4 }), (pages) => {
      const ordered = pages.flatMap((rows) => rows.flatMap((a, i) => rows.slice(i + 1).map((b) => a + b)));
      expect(contradictsItself(pages)).toBe(ordered.some((pair) => ordered.includes([...pair].reverse().join(''))));
    }),
    { numRuns: 1000 },
  );
});
