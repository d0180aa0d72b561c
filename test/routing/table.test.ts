import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bitsOf, comparePrefixBits, parsePrefix } from '../../src/routing/prefix.ts';
import { compareRanks, rankOf } from '../../src/routing/prefixRank.ts';
import { sortByDestination, sortRoutes } from '../../src/routing/table.ts';
import { route } from '../audit/network.ts';

const prefix = fc
  .oneof(
    fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, length]) => `${address}/${length}`),
    fc.tuple(fc.ipV6(), fc.nat(128)).map(([address, length]) => `${address}/${length}`),
  )
  .map((text) => {
    const parsed = parsePrefix(text);
    if (parsed.state === 'malformed') throw new Error(text);
    return parsed.prefix;
  });

test('prefixes rank as their bits compare', () => {
  fc.assert(
    fc.property(prefix, prefix, (a, b) => {
      const [ranks, bits] = [compareRanks(rankOf(a), rankOf(b)), comparePrefixBits(bitsOf(a), bitsOf(b))];
      expect(Math.sign(ranks)).toBe(Math.sign(bits));
      expect(compareRanks(rankOf(a), rankOf(a))).toBe(0);
    }),
    { numRuns: 3000 },
  );
});

test('what is no prefix has no rank', () => {
  for (const text of ['', '10.0.0/8', '10.0.0.0.0/8', 'ten']) {
    // Never made by a parser: only a broken invariant could bring it here.
    expect(() => rankOf(text as never)).toThrow('not a canonical prefix');
  }
});

test('custom before bgp, then by source, then by address, then the covering one first', () => {
  const list = [
    route('10.0.0.0/8'),
    route('10.0.0.0/9'),
    route('100.0.0.0/8'),
    route('::/0'),
    route('10.0.0.0/8', { type: 'bgp', source: null }),
    route('9.0.0.0/8', { type: 'bgp', source: 'CLOUD' }),
    route('8.0.0.0/8', { type: 'bgp', source: 'VPN_BGP' }),
  ];
  expect(sortByDestination([...list].reverse())).toEqual(list);
  expect(sortByDestination(list)).toEqual(list);
});

test('equals stay in their order, unless everything stated is to decide', () => {
  const [a, b] = [route('10.0.0.0/8', { nextHop: 'a' }), route('10.0.0.0/8', { nextHop: 'b' })];
  expect(sortByDestination([b, a])).toEqual([b, a]);
  expect(sortRoutes([b, a])).toEqual([a, b]);
  expect(sortRoutes([a, b])).toEqual([a, b]);
});
