import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { drawStrips } from '../../src/report/stripWords.ts';
import { partLengthOf, partsOf, smallestCover } from '../../src/routing/addressSpan.ts';
import { bitsOf, covers, formatPrefix } from '../../src/routing/prefix.ts';
import { auditOf, baselineOf, readConnection, route, snapshotOf } from '../audit/network.ts';
import { canonical } from '../routing/canonical.ts';

/** Title and drawing of each strip of one connection, sixteen cells wide. */
function strips(
  expected: readonly string[],
  actual: readonly string[],
  more: { nextHop?: string } = {},
): readonly string[] {
  const lines = expected.map((to) => `{ destination: "${to}", weight: 100 }`);
  const routes = actual.map((to) => route(to, expected.includes(to) ? more : {}));
  const yaml = `custom: { routes: [${lines.join(', ')}] }`;
  const result = auditOf([baselineOf(yaml)], snapshotOf(readConnection(routes)));
  return drawStrips(result, 16).flatMap((one) => one.strips.map(({ title, drawing }) => `${title} ${drawing}`));
}

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['nothing where nothing moves', ['10.0.0.0/24'], ['10.0.0.0/25', '10.0.0.128/25'], []],
  [
    'what is lost, beside what is as before',
    ['10.0.0.0/24', '10.0.1.0/24', '10.0.15.0/24'],
    ['10.0.0.0/24', '10.0.15.0/24'],
    ['10.0.0.0/20 to the data centre, 16 cells of /24 [=x·············=]'],
  ],
  [
    'what is newly routed',
    ['10.0.0.0/24'],
    ['10.0.0.0/24', '10.0.8.0/21'],
    ['10.0.0.0/20 to the data centre, 16 cells of /24 [=·······++++++++]'],
  ],
  [
    'networks far apart have a strip each',
    ['10.0.0.0/24', '10.0.1.0/24', '192.168.0.0/24', '192.168.1.0/24'],
    ['10.0.1.0/24', '192.168.0.0/24'],
    [
      '10.0.0.0/23 to the data centre, 16 cells of /27 [xxxxxxxx========]',
      '192.168.0.0/23 to the data centre, 16 cells of /27 [========xxxxxxxx]',
    ],
  ],
  [
    'a default route makes a strip of everything',
    ['16.0.0.0/4', '192.168.0.0/16'],
    ['0.0.0.0/0', '16.0.0.0/4', '192.168.0.0/16'],
    ['0.0.0.0/0 to the data centre, 16 cells of /4 [+=++++++++++++++]'],
  ],
  ['nothing where it would be the same all over', ['10.0.0.0/24'], [], []],
  [
    'a few addresses',
    ['10.0.0.0/32', '10.0.0.3/32'],
    ['10.0.0.3/32'],
    ['10.0.0.0/30 to the data centre, 4 cells of /32 [x··=]'],
  ],
  [
    'IPv6, across its words',
    ['2001:db8:0:1::/64', '2001:db8:0:2::/64'],
    ['2001:db8:0:1::/64'],
    ['2001:db8::/62 to the data centre, 16 cells of /66 [····====xxxx····]'],
  ],
])('%s', (_, expected, actual, drawn) => {
  expect(strips(expected, actual)).toEqual(drawn);
});

test('the gravest thing in a cell is what it shows', () => {
  const [strip] = strips(['10.0.0.0/32', '10.0.0.1/32', '10.0.0.63/32'], ['10.0.0.1/32', '10.0.0.2/32']);
  expect(strip).toBe('10.0.0.0/26 to the data centre, 16 cells of /30 [x··············x]');
});

test('what goes elsewhere', () => {
  expect(strips(['10.0.0.0/24', '10.0.1.0/24'], ['10.0.0.0/24'], { nextHop: 'vco-b' })).toEqual([
    '10.0.0.0/23 to the data centre, 16 cells of /27 [>>>>>>>>xxxxxxxx]',
  ]);
});

test('a prefix touches just the parts that cover it or that it covers', () => {
  const prefix = fc.tuple(fc.nat(255), fc.integer({ min: 0, max: 8 })).map(([n, length]) => ({
    family: 4 as const,
    words: [0x0a000000 + ((n >> (8 - length)) << (8 - length))],
    length: 24 + length,
  }));
  fc.assert(
    fc.property(fc.array(prefix, { minLength: 1, maxLength: 4 }), (prefixes) => {
      const whole = smallestCover(prefixes);
      expect(prefixes.every((one) => covers(whole, one))).toBe(true);
      const partLength = partLengthOf(whole, 16);
      const parts = Array.from({ length: 2 ** (partLength - whole.length) }, (_, i) => ({
        family: 4 as const,
        words: [(whole.words[0] ?? 0) + i * 2 ** (32 - partLength)],
        length: partLength,
      }));
      for (const one of prefixes) {
        const [first, last] = partsOf(whole, partLength, one);
        const touched = parts.map((part, i) => (covers(part, one) || covers(one, part) ? i : -1)).filter((i) => i >= 0);
        expect([first, last]).toEqual([touched[0], touched.at(-1)]);
      }
    }),
    { numRuns: 500 },
  );
});

test('no prefix is longer than what the smallest cover of two neighbours says', () => {
  const cover = smallestCover(['10.0.0.0/24', '10.0.1.0/24'].map((text) => bitsOf(canonical(text))));
  expect(formatPrefix(cover)).toBe('10.0.0.0/23');
});
