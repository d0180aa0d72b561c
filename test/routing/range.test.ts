import { expect, test } from '@jest/globals';
import { prefixRange, rangeIncludes, rangeMatches } from '../../src/routing/range.ts';
import { canonical } from './canonical.ts';

test.each([
  ['neither: that destination exactly', undefined, undefined, ['10.20.0.0/16'], ['10.20.0.0/17', '10.0.0.0/8']],
  ['le: from its own length', undefined, 24, ['10.20.0.0/16', '10.20.3.0/24'], ['10.20.3.0/25', '10.21.0.0/24']],
  ['ge: to the end', 25, undefined, ['10.20.3.0/25', '10.20.3.4/32'], ['10.20.0.0/16', '10.20.3.0/24']],
  ['both', 20, 24, ['10.20.16.0/20', '10.20.3.0/24'], ['10.20.0.0/16', '10.20.3.0/25']],
])('ge and le as on a router: %s', (_, ge, le, matching, others) => {
  const range = prefixRange(canonical('10.20.0.0/16'), ge, le);
  for (const text of matching) expect([text, rangeMatches(range, canonical(text))]).toEqual([text, true]);
  for (const text of others) expect([text, rangeMatches(range, canonical(text))]).toEqual([text, false]);
});

test('10.0.0.1 does not match 10.0.0.10, nor any prefix of the other family', () => {
  const range = prefixRange(canonical('10.0.0.1/32'), undefined, undefined);
  expect(rangeMatches(range, canonical('10.0.0.10/32'))).toBe(false);
  expect(rangeMatches(prefixRange(canonical('0.0.0.0/0'), undefined, 32), canonical('::/0'))).toBe(false);
});

test('a range includes another where it matches all that the other matches', () => {
  const outer = prefixRange(canonical('10.0.0.0/8'), undefined, 24);
  expect(rangeIncludes(outer, prefixRange(canonical('10.20.0.0/16'), undefined, 24))).toBe(true);
  expect(rangeIncludes(outer, prefixRange(canonical('10.20.0.0/16'), undefined, 25))).toBe(false);
  expect(rangeIncludes(outer, prefixRange(canonical('11.0.0.0/16'), undefined, undefined))).toBe(false);
});
