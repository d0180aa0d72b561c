import { expect, test } from '@jest/globals';
import type { Baseline } from '../../src/baseline/baseline.ts';
import { reviewFormats, reviewReporters } from '../../src/report/reviewReporters.ts';
import type { ReviewResult } from '../../src/review/reviewResult.ts';
import { baselineOf, readConnection, route, snapshotOf } from '../audit/network.ts';
import { reviewOf } from '../review/changes.ts';
import { hostileStrings } from './hostile.ts';

const waiver = (destination: string) =>
  `waivers: [{ id: W, destination: ${destination}, reason: r, owner: o, expires: 2026-12-01 }]`;
const yaml = (routes: string, rest = '') => `transitRouter: tr-a\ncustom: { routes: [${routes}] }\n${rest}`;
const claim = (third: number, said = 'weight: 100') => `{ destination: 10.0.${third}.0/24, ${said} }`;

/** A result with something in each of its lists, in which every free text of a baseline and of a snapshot is `text`. */
function resultWith(text: string): ReviewResult {
  const spoiled = (baseline: Baseline): Baseline => ({
    ...baseline,
    file: text,
    name: text,
    account: text,
    at: { ...baseline.at, file: text },
    waivers: baseline.waivers.map((one) => ({ ...one, reason: text, owner: text, at: { ...one.at, file: text } })),
    lint: baseline.lint.map((one) => ({ ...one, reason: text })),
  });
  const base = [
    baselineOf(yaml([claim(0), claim(1), claim(2)].join(', '), waiver('10.0.0.0/24')), 'vco-a'),
    baselineOf('', 'vco-b'),
    baselineOf('', 'vco-c'),
  ];
  const head = [
    baselineOf(
      yaml(
        [claim(0), claim(1, 'weight: any'), claim(3)].join(', '),
        `${waiver('10.0.0.0/16')}\nlint: [{ code: RD101, reason: r }]`,
      ),
      'vco-a',
    ),
    baselineOf('', 'vco-b'),
  ];
  const there = [
    route('10.0.0.0/24', { nextHop: text, state: text }),
    route('10.0.9.0/24', { community: text, asPath: text }),
  ];
  const reason = { code: text, message: text, hint: text, requestId: text };
  const snapshot = snapshotOf(
    readConnection(there, 'vco-a'),
    { state: 'unreadable', connectionId: 'vco-b', region: 'cn-hangzhou', reason },
    readConnection([], 'vco-c'),
  );
  const result = reviewOf(base.map(spoiled), head.map(spoiled), { snapshot });
  return {
    ...result,
    base: { ...result.base, name: text },
    lint: result.lint.map((one) => ({ ...one, message: text })),
  };
}

const render = (format: (typeof reviewFormats)[number], result: ReviewResult) =>
  reviewReporters[format](result, { color: false, width: 80 });

/** What each line of the Markdown is. */
function shapeOf(markdown: string): readonly string[] {
  return markdown.split('\n').map((line) => {
    if (line.startsWith('|')) return `row of ${line.split('|').length}`;
    if (/^`{3,}/.test(line)) return line.replace(/`+/, 'fence ');
    return /^(?:#+ |- |<\/?[a-z]+>|[-+ ]|@@)?/.exec(line)?.[0] ?? '';
  });
}

test('the example has something of everything', () => {
  const { loosenings, connections, forwarding, lint, today } = resultWith('harmless');
  expect(loosenings.map(({ kind }) => kind)).toEqual(['withdrawn-baseline', 'wider-waiver', 'opened-claim']);
  for (const list of [connections, forwarding, lint]) expect(list.length).toBeGreaterThan(0);
  const lists = today?.connections.flatMap((one) =>
    one.state === 'unchecked'
      ? ['unchecked']
      : (['explained', 'caused', 'neither'] as const).filter((list) => one[list].length > 0),
  );
  expect(lists).toEqual(['explained', 'caused', 'neither', 'unchecked']);
});

test.each(hostileStrings)('%s breaks out of no report of a review', (name, hostile) => {
  const result = resultWith(hostile);
  for (const format of reviewFormats) {
    const text = render(format, result);
    expect(text.match(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|##[a-z]*\[|^\s*::/imu)).toBeNull();
    expect(text).not.toMatch(/\bsafe\b/i);
  }
  const markdown = render('markdown', result);
  expect(markdown.length).toBeLessThanOrEqual(65_536);
  if (name.startsWith('100 kB')) return;
  expect(shapeOf(markdown)).toEqual(shapeOf(render('markdown', resultWith('harmless'))));
  expect(markdown).not.toMatch(/<(?!\/?(?:details|summary|code|br)>)/);
});

test('what does not fit into Markdown is cut from the end of importance: loosenings stay', () => {
  const many = Array.from({ length: 900 }, (_, i) => claim(i % 250, `weight: 100, nextHop: vco-${i}`));
  const result = reviewOf(
    [baselineOf(yaml(many.join(', ')), 'vco-a'), baselineOf('', 'vco-b')],
    [baselineOf(yaml(''), 'vco-a')],
    { snapshot: snapshotOf(readConnection([], 'vco-a'), readConnection([], 'vco-b')) },
  );
  const text = render('markdown', result);
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text).toContain('its baseline is withdrawn');
  expect(text).toMatch(/✂️ \*\*Cut to 65000 characters\.\*\* Not shown here: .*The text report/);
  const plain = render('text', result);
  expect(plain).toContain('The tables differ in more than 400 lines');
  expect(plain).toContain('10.0.249.0/24');
});

test('a review that has not finished says so, and nothing else', () => {
  const { base, head } = resultWith('harmless');
  for (const format of reviewFormats) {
    const text = reviewReporters[format]({ verdict: 'unfinished', base, head }, { color: false, width: 80 });
    expect(text).toContain('INCOMPLETE: NotFinished');
    expect(text).not.toContain('REVIEWED');
  }
});
