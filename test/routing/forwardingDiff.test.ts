import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ForwardingEntry, forwardingDiff } from '../../src/routing/forwardingDiff.ts';
import { bitsOf, covers, formatPrefix, type Prefix } from '../../src/routing/prefix.ts';
import { canonical } from './canonical.ts';

type Table = Readonly<Record<string, number>>;

const entriesOf = (table: Table): ForwardingEntry[] =>
  Object.entries(table).map(([text, outcome]) => ({ prefix: canonical(text), outcome }));

const moves = (before: Table, after: Table) =>
  forwardingDiff(entriesOf(before), entriesOf(after)).map(({ prefix, from, to }) => `${prefix} ${from}→${to}`);

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
  const [difference] = forwardingDiff(
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

const anyTable = fc.dictionary(
  fc
    .tuple(fc.integer({ min: 0, max: 8 }), fc.nat(255))
    .map(([length, n]) => `${length} ${n - (n % 2 ** (8 - length))}`),
  fc.integer({ min: 1, max: 3 }),
  { maxKeys: 12 },
);

test.each(universes)(
  'goes address by address as a walk through both tables: $family, /$length',
  ({ family, length, at }) => {
    const inUniverse = (table: Table): ForwardingEntry[] =>
      Object.entries(table).map(([key, outcome]) => {
        const [more = 0, n = 0] = key.split(' ').map(Number);
        return { prefix: formatPrefix({ family, words: at(n), length: length + more }), outcome };
      });
    const lookup = (entries: readonly ForwardingEntry[], address: Prefix): ForwardingEntry | null => {
      const covering = entries.filter((entry) => covers(bitsOf(entry.prefix), bitsOf(address)));
      return covering.sort((a, b) => bitsOf(b.prefix).length - bitsOf(a.prefix).length)[0] ?? null;
    };
    const addresses = Array.from({ length: 256 }, (_, n) => formatPrefix({ family, words: at(n), length: length + 8 }));
    fc.assert(
      fc.property(anyTable, anyTable, (one, other) => {
        const [before, after] = [inUniverse(one), inUniverse(other)];
        const differences = forwardingDiff(before, after);
        const told = addresses.map((address) =>
          differences.filter((one) => covers(bitsOf(one.prefix), bitsOf(address))),
        );
        for (const [n, address] of addresses.entries()) {
          const [was, is] = [lookup(before, address), lookup(after, address)];
          const [from, to] = [was?.outcome ?? 0, is?.outcome ?? 0];
          const here = told[n] ?? [];
          expect(here.map((one) => [one.from, one.to])).toEqual(from === to ? [] : [[from, to]]);
          if (was !== null && from !== to) expect(here[0]?.fromBy).toContain(was.prefix);
          if (is !== null && from !== to) expect(here[0]?.toBy).toContain(is.prefix);
        }
        expect(differences.map(({ prefix }) => prefix)).toEqual(fewest(addresses, told, { family, length, at }));
      }),
      { numRuns: 300 },
    );
  },
);

/** The slow obvious way to the fewest prefixes: halve until all of a prefix goes the same way. */
function fewest(
  addresses: readonly Prefix[],
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
  return addresses.length === 0 ? [] : walk(0, 0);
}
