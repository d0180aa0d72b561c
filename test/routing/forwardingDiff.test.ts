import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ForwardingEntry, forwardingDiff, unrouted } from '../../src/routing/forwardingDiff.ts';
import {
  addressBits,
  bitsOf,
  comparePrefixBits,
  covers,
  formatPrefix,
  maskWords,
  type Prefix,
} from '../../src/routing/prefix.ts';
import { sortPrefixes } from '../../src/routing/sortedPrefixes.ts';
import { canonical } from './canonical.ts';

type Table = Readonly<Record<string, number>>;

interface Route {
  readonly prefix: Prefix;
  readonly outcome: number;
}

const entriesOf = (table: Table): Route[] =>
  Object.entries(table).map(([text, outcome]) => ({ prefix: canonical(text), outcome }));

function differences(before: readonly Route[], after: readonly Route[]) {
  const entries = new Map<Prefix, ForwardingEntry>();
  for (const { prefix, outcome } of before) entries.set(prefix, { prefix, before: outcome, after: unrouted });
  for (const { prefix, outcome } of after) {
    entries.set(prefix, { prefix, before: entries.get(prefix)?.before ?? unrouted, after: outcome });
  }
  return forwardingDiff([...entries.values()]);
}

const moves = (before: Table, after: Table) =>
  differences(entriesOf(before), entriesOf(after)).map(({ prefix, from, to }) => `${prefix} ${from}→${to}`);

test.each<[string, Table, Table, readonly string[]]>([
  ['equal tables', { '10.0.0.0/8': 1 }, { '10.0.0.0/8': 1 }, []],
  ['empty tables', {}, {}, []],
  ['a route that is gone', { '10.0.0.0/8': 1 }, {}, ['10.0.0.0/8 1→0']],
  ['a new route', {}, { '10.0.0.0/8': 1 }, ['10.0.0.0/8 0→1']],
  ['another next hop', { '10.0.0.0/8': 1 }, { '10.0.0.0/8': 2 }, ['10.0.0.0/8 1→2']],
  ['a more specific route', { '10.0.0.0/16': 1 }, { '10.0.0.0/16': 1, '10.0.1.0/24': 2 }, ['10.0.1.0/24 1→2']],
  ['a fallback', { '10.0.0.0/8': 1, '10.1.0.0/16': 2 }, { '10.0.0.0/8': 1 }, ['10.1.0.0/16 2→1']],
  ['a more specific route that changes nothing', { '10.0.0.0/8': 1 }, { '10.0.0.0/8': 1, '10.1.0.0/16': 1 }, []],
  ['halves of a prefix', { '10.0.0.0/24': 1 }, { '10.0.0.0/25': 1, '10.0.0.128/25': 1 }, []],
  [
    'halves that both go elsewhere are one',
    { '10.0.0.0/24': 1 },
    { '10.0.0.0/25': 2, '10.0.0.128/25': 2 },
    ['10.0.0.0/24 1→2'],
  ],
  ['what is left of a prefix', { '10.0.0.0/24': 1 }, { '10.0.0.0/26': 1 }, ['10.0.0.64/26 1→0', '10.0.0.128/25 1→0']],
  ['the default route', { '0.0.0.0/0': 1 }, {}, ['0.0.0.0/0 1→0']],
  ['both ends of IPv4', {}, { '0.0.0.0/32': 1, '255.255.255.255/32': 1 }, ['0.0.0.0/32 0→1', '255.255.255.255/32 0→1']],
  [
    'all of IPv4 but its last address',
    { '0.0.0.0/0': 1, '255.255.255.255/32': 2 },
    { '0.0.0.0/0': 2, '255.255.255.255/32': 2 },
    Array.from(
      { length: 32 },
      (_, i) => `${formatPrefix({ family: 4, words: [2 ** 32 - 2 ** (32 - i)], length: i + 1 })} 1→2`,
    ),
  ],
  ['all of IPv6', { '::/0': 1 }, { '::/1': 2, '8000::/1': 2 }, ['::/0 1→2']],
  [
    'both ends of IPv6',
    {},
    { '::/128': 1, 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128': 1 },
    ['::/128 0→1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128 0→1'],
  ],
  [
    'neighbours across a word of IPv6',
    {},
    { '2001:db8::ffff:ffff:0:0/96': 1, '2001:db8:0:1::/96': 1 },
    ['2001:db8::ffff:ffff:0:0/96 0→1', '2001:db8:0:1::/96 0→1'],
  ],
  ['families apart', { '0.0.0.0/0': 1 }, { '::/0': 1 }, ['0.0.0.0/0 1→0', '::/0 0→1']],
])('%s', (_, before, after, expected) => {
  expect(moves(before, after)).toEqual(expected);
});

test('each prefix names what decides it before and after', () => {
  const [difference] = differences(
    entriesOf({ '10.0.0.0/16': 1, '10.0.1.0/25': 1 }),
    entriesOf({ '10.0.0.0/16': 1, '10.0.1.0/24': 2 }),
  );
  expect(difference).toEqual({
    prefix: '10.0.1.0/24',
    from: 1,
    to: 2,
    fromBy: ['10.0.1.0/25', '10.0.0.0/16'],
    toBy: ['10.0.1.0/24'],
  });
});

interface Universe {
  readonly family: 4 | 6;
  readonly length: number;
  readonly at: (n: number) => readonly number[];
}

/** Of 256 addresses: the last octet of IPv4, or of IPv6 its end, or the place where two words of it meet. */
const universes: readonly Universe[] = [
  { family: 4, length: 24, at: (n: number) => [0xc0000200 + n] },
  { family: 6, length: 60, at: (n: number) => [0x20010db8, n >>> 4, (n % 16) * 2 ** 28, 0] },
  { family: 6, length: 120, at: (n: number) => [0xffffffff, 0xffffffff, 0xffffffff, 0xffffff00 + n] },
];

const inUniverse = ({ family, length, at }: Universe, table: Table): Route[] =>
  Object.entries(table).map(([key, outcome]) => {
    const [more = 0, n = 0] = key.split(' ').map(Number);
    return { prefix: formatPrefix({ family, words: at(n), length: length + more }), outcome };
  });

/** Keys are how much longer a prefix is than its universe, and where in it it begins. */
const anyTable = fc.dictionary(
  fc
    .tuple(fc.integer({ min: 0, max: 8 }), fc.nat(255))
    .map(([length, n]) => `${length} ${n - (n % 2 ** (8 - length))}`),
  fc.integer({ min: 1, max: 3 }),
  { maxKeys: 12 },
);

test.each(universes)('goes address by address as a walk through both tables: $family, /$length', (universe) => {
  const { family, length, at } = universe;
  const addresses = Array.from({ length: 256 }, (_, n) => ({ family, words: at(n), length: length + 8 }));
  /** Longest first, so that the first that covers decides. */
  const lookups = (table: readonly Route[]) => {
    const entries = table.map((route) => ({ ...route, bits: bitsOf(route.prefix) }));
    entries.sort((a, b) => b.bits.length - a.bits.length);
    return addresses.map((address) => entries.find(({ bits }) => covers(bits, address)));
  };
  fc.assert(
    fc.property(anyTable, anyTable, (one, other) => {
      const [before, after] = [inUniverse(universe, one), inUniverse(universe, other)];
      const found = differences(before, after).map((change) => ({ ...change, bits: bitsOf(change.prefix) }));
      const told = addresses.map((address) => found.filter(({ bits }) => covers(bits, address)));
      const [was, is] = [lookups(before), lookups(after)];
      const expected = addresses.map((_, n) => {
        const [from, to] = [was[n]?.outcome ?? unrouted, is[n]?.outcome ?? unrouted];
        return from === to ? [] : [[from, to]];
      });
      // As text, since to compare 256 arrays one by one takes most of the time.
      const said = told.map((here) => here.map(({ from, to }) => [from, to]));
      if (JSON.stringify(said) !== JSON.stringify(expected)) expect(said).toEqual(expected);
      const unnamed = told.flatMap((here, n) =>
        here.filter(({ fromBy, toBy }) => !names(fromBy, was[n]) || !names(toBy, is[n])),
      );
      expect(unnamed).toEqual([]);
      expect(found.map(({ prefix }) => prefix)).toEqual(fewest(told, universe));
    }),
    { numRuns: 300 },
  );
});

/** True where the one that decides is among them. */
function names(prefixes: readonly Prefix[], decides: Route | undefined): boolean {
  return decides === undefined || prefixes.includes(decides.prefix);
}

/** The slow obvious way to the fewest prefixes: halve until all of a prefix goes the same way. */
function fewest(
  told: readonly (readonly { from: number; to: number }[])[],
  { family, length, at }: Universe,
): readonly Prefix[] {
  const walk = (first: number, more: number): readonly Prefix[] => {
    const size = 2 ** (8 - more);
    const ways = new Set(
      told.slice(first, first + size).map((here) => here.map(({ from, to }) => `${from} ${to}`).join()),
    );
    if (ways.size > 1) return [...walk(first, more + 1), ...walk(first + size / 2, more + 1)];
    return ways.has('') ? [] : [formatPrefix({ family, words: at(first), length: length + more })];
  };
  return walk(0, 0);
}

test('prefixes of every shape, both families in one table, come in the order of their bits', () => {
  const group = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 0xffff }));
  const prefixOf = (family: 4 | 6) =>
    fc
      .tuple(fc.array(group, { minLength: 8, maxLength: 8 }), fc.integer({ min: 0, max: addressBits[family] }))
      .map(([groups, length]) => {
        const words = [0, 2, 4, 6].map((i) => (groups[i] ?? 0) * 0x10000 + (groups[i + 1] ?? 0));
        return formatPrefix({ family, words: maskWords(family === 4 ? words.slice(0, 1) : words, length), length });
      });
  fc.assert(
    fc.property(fc.uniqueArray(fc.oneof(prefixOf(4), prefixOf(6)), { minLength: 1, maxLength: 12 }), (prefixes) => {
      const { ipv4, ipv6, marks } = sortPrefixes(
        prefixes.map((prefix) => ({ prefix })),
        ({ prefix }) => prefix.length,
      );
      const unpacked = [ipv4, ipv6].flatMap(({ words, starts, lengths, order }) =>
        [...order].map((i) => ({ words: [...starts.slice(words * i, words * i + words)], length: lengths[i] })),
      );
      const sorted = prefixes.map(bitsOf).sort(comparePrefixBits);
      expect(unpacked).toEqual(sorted.map(({ words, length }) => ({ words: [...words], length })));
      expect([...marks]).toEqual([...prefixes.map(({ length }) => length), 0]);
    }),
    { numRuns: 500 },
  );
});

test('a table of both families differs where its IPv4 does, and then where its IPv6 does', () => {
  const [ofIpv4, ofIpv6] = [4, 6].map((family) => universes.find((universe) => universe.family === family));
  if (ofIpv4 === undefined || ofIpv6 === undefined) throw new Error('no such universe');
  fc.assert(
    fc.property(anyTable, anyTable, anyTable, anyTable, fc.boolean(), (one, other, wide, wider, ipv6First) => {
      const [before4, after4] = [inUniverse(ofIpv4, one), inUniverse(ofIpv4, other)];
      const [before6, after6] = [inUniverse(ofIpv6, wide), inUniverse(ofIpv6, wider)];
      const mixed = ipv6First
        ? differences([...before6, ...before4], [...after6, ...after4])
        : differences([...before4, ...before6], [...after4, ...after6]);
      expect(mixed).toEqual([...differences(before4, after4), ...differences(before6, after6)]);
    }),
  );
});
