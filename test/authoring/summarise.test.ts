import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { summarise } from '../../src/authoring/summarise.ts';
import { bitsOf, covers, type Prefix } from '../../src/routing/prefix.ts';
import { prefixRange, rangeMatches } from '../../src/routing/range.ts';
import { prefix } from './snapshots.ts';

/** All prefixes inside 10.0.0.0/28: so few that each address can be looked at. */
const inside = Array.from({ length: 5 }, (_, shift) => 28 + shift).flatMap((length) =>
  Array.from({ length: 2 ** (length - 28) }, (_, i) => prefix(`10.0.0.${i * 2 ** (32 - length)}/${length}`)),
);
const addresses = inside.filter((one) => one.endsWith('/32'));
const isIn = (address: Prefix, list: readonly Prefix[]) => list.some((one) => covers(bitsOf(one), bitsOf(address)));
const some = fc.subarray(inside, { minLength: 1 });

test('every prefix matches an entry, and no address is allowed that was not covered', () => {
  fc.assert(
    fc.property(some, (prefixes) => {
      const summary = summarise(prefixes);
      const ranges = summary.map(({ destination, le }) => prefixRange(destination, undefined, le));
      for (const one of prefixes) expect(ranges.some((range) => rangeMatches(range, one))).toBe(true);
      const destinations = summary.map(({ destination }) => destination);
      for (const one of addresses) expect(isIn(one, destinations)).toBe(isIn(one, prefixes));
      const longest = Math.max(...prefixes.map((one) => bitsOf(one).length));
      expect(Math.max(...summary.map(({ le }) => le))).toBe(longest);
    }),
  );
});

test('no fewer prefixes cover the same: each is the largest that is covered as a whole, by the slow way', () => {
  fc.assert(
    fc.property(some, (prefixes) => {
      const whole = inside.filter((one) =>
        addresses.every((address) => !isIn(address, [one]) || isIn(address, prefixes)),
      );
      const largest = whole.filter(
        (one) => !whole.some((other) => other !== one && covers(bitsOf(other), bitsOf(one))),
      );
      expect(summarise(prefixes).map(({ destination }) => destination)).toEqual(expect.arrayContaining(largest));
      expect(summarise(prefixes)).toHaveLength(largest.length);
    }),
  );
});

test.each([
  [['10.0.0.0/9', '10.128.0.0/9'], ['10.0.0.0/8 9']],
  [['0.0.0.0/1', '128.0.0.0/1'], ['0.0.0.0/0 1']],
  [
    ['10.1.0.0/16', '10.2.0.0/16'],
    ['10.1.0.0/16 16', '10.2.0.0/16 16'],
  ],
  [['10.0.0.0/8', '10.1.2.0/24'], ['10.0.0.0/8 24']],
  [
    ['::/1', '8000::/1', '0.0.0.0/0'],
    ['0.0.0.0/0 0', '::/0 1'],
  ],
  [['2001:db8::/65', '2001:db8:0:0:8000::/65'], ['2001:db8::/64 65']],
])('%j becomes %j', (given, expected) => {
  expect(summarise(given.map(prefix)).map(({ destination, le }) => `${destination} ${le}`)).toEqual(expected);
});
