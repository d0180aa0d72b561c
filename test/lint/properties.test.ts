import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Baseline } from '../../src/baseline/baseline.ts';
import { loadBaselines } from '../../src/baseline/loadBaselines.ts';
import { formatProblem } from '../../src/document/place.ts';
import { indexRanges } from '../../src/lint/indexRanges.ts';
import { lintBaselines } from '../../src/lint/lint.ts';
import { type Prefix, parsePrefix } from '../../src/routing/prefix.ts';
import { prefixRange, rangeIncludes, rangeMatches } from '../../src/routing/range.ts';
import { lintSlowly } from './lintSlowly.ts';

const now = new Date('2026-11-23T00:00:00Z');

/** Few, so that they lie in each other. */
const destinations = ['10.0.0.0/8', '10.0.0.0/9', '10.0.0.0/10', '10.64.0.0/10', '10.128.0.0/9', '::/0', 'fc00::/7'];
const destination = fc.constantFrom(...destinations);
const state = fc.constantFrom('published', 'published', 'published', 'normal', 'any');
const nextHop = fc.constantFrom(undefined, undefined, undefined, 'vco-x', 'any');
const customRoute = fc.record({ destination, nextHop, state, weight: fc.constantFrom(0, 100, 100, 'any') });
const source = fc.constantFrom('CLOUD', 'VPN_BGP');
const bgpRoute = fc.record({ destination, source, nextHop, asPath: fc.constantFrom(undefined, [1]) });

const file = fc.record({
  transitRouter: fc.constantFrom(undefined, 'tr-1', 'tr-1', 'tr-1', 'tr-2'),
  custom: fc.uniqueArray(customRoute, {
    maxLength: 8,
    selector: ({ destination, nextHop, weight }) => `${destination} ${nextHop} ${weight}`,
  }),
  bgp: fc.uniqueArray(bgpRoute, {
    maxLength: 3,
    selector: ({ destination, source, nextHop = 'any' }) => `${destination} ${source} ${nextHop}`,
  }),
});

const network = fc.array(file, { minLength: 1, maxLength: 4 }).map((files) =>
  load(
    files.map(({ transitRouter, custom, bgp }, i) => ({
      ...{ version: 1, connection: `vco-${i}`, region: 'cn-hangzhou', transitRouter },
      ...{ custom: { routes: custom }, bgp: { routes: bgp } },
    })),
  ),
);

function load(documents: readonly object[]): readonly Baseline[] {
  // JSON is YAML too.
  const loaded = loadBaselines(
    documents.map((document, i) => ({
      file: `${i}.yaml`,
      bytes: new TextEncoder().encode(JSON.stringify(document)),
    })),
  );
  if (loaded.state === 'refused') throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded.baselines;
}

test('the sweep over sorted destinations finds what comparing all with all finds', () => {
  fc.assert(
    fc.property(network, (baselines) => {
      const found = lintBaselines(baselines, now)
        .filter(({ code }) => ['RD103', 'RD104', 'RD105', 'RD106'].includes(code))
        .map(({ code, connectionId, at }) => `${code} ${connectionId} ${at.line}:${at.column}`);
      expect([...found].sort()).toEqual([...lintSlowly(baselines)].sort());
    }),
    { numRuns: 500 },
  );
});

test('the order in which baselines come makes no difference', () => {
  fc.assert(
    fc.property(network, (baselines) => {
      expect(lintBaselines([...baselines].reverse(), now)).toEqual(lintBaselines(baselines, now));
    }),
  );
});

/** All of them: the prefixes of 10.0.0.0/28. */
const prefixes = [28, 29, 30, 31, 32].flatMap((length) =>
  Array.from({ length: 2 ** (length - 28) }, (_, i) => prefixOf(`10.0.0.${i * 2 ** (32 - length)}/${length}`)),
);

function prefixOf(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed.state !== 'canonical') throw new Error(text);
  return parsed.prefix;
}

const range = fc.tuple(fc.constantFrom(...prefixes), fc.nat(4), fc.nat(4)).map(([prefix, a, b]) => {
  const length = Number(prefix.slice(prefix.indexOf('/') + 1));
  const ge = Math.min(32, length + a);
  return prefixRange(prefix, ge, Math.min(32, ge + b));
});

test('the index of ranges answers as a walk through them does', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 8 }), range, (ranges, asked) => {
      const index = indexRanges(ranges);
      expect(index.includes(asked)).toBe(ranges.some((each) => rangeIncludes(each, asked)));
      const isShared = (prefix: Prefix) =>
        rangeMatches(asked, prefix) && ranges.some((each) => rangeMatches(each, prefix));
      expect(index.overlaps(asked)).toBe(prefixes.some(isShared));
    }),
    { numRuns: 500 },
  );
});

test('20,000 routes with thousands of ranges over them are linted about as fast as they are read', () => {
  const numbers = Array.from({ length: 10_000 }, (_, i) => i);
  const some = numbers.slice(0, 2_000);
  const lan = (i: number) => `10.${i >> 8}.${i & 255}.0`;
  const waiver = { reason: 'r', owner: 'o', expires: '2099-12-31', kinds: ['missing-route', 'forbidden-route'] };
  const document = {
    ...{ version: 1, connection: 'vco-a', region: 'cn-hangzhou', transitRouter: 'tr-1' },
    custom: {
      routes: [
        ...numbers.map((i) => ({ destination: `${lan(i)}/24`, weight: 100 })),
        ...numbers.map((i) => ({ destination: `${lan(i)}/25`, weight: 100 })),
      ],
    },
    bgp: {
      allow: some.map((i) => ({ destination: `${lan(i)}/24`, le: 25 })),
      forbid: some.map((i) => ({ destination: `${lan(i)}/26`, le: 27 })),
      routes: some.map((i) => ({ destination: `${lan(i)}/24`, source: 'CLOUD' })),
    },
    waivers: some.map((i) => ({ id: `N-${i}`, destination: '10.0.0.0/8', le: 9 + (i % 3), ...waiver })),
  };
  const start = performance.now();
  const baselines = load([document]);
  const read = performance.now();
  // A redundant half, and waivers without a match.
  expect(lintBaselines(baselines, now)).toHaveLength(12_000);
  // To hold each against each takes a hundred times as long.
  expect(performance.now() - read).toBeLessThan(2 * (read - start));
});
