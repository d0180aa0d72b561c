import { expect, test } from '@jest/globals';
import type { RouteFinding } from '../../src/audit/finding.ts';
import type { AuditResult } from '../../src/audit/result.ts';
import { markdown, renderMarkdown, summary } from '../../src/report/markdown.ts';
import { canonical } from '../routing/canonical.ts';
import {
  audited,
  calm,
  changed,
  claim,
  everyOutcome,
  hangzhou,
  inSync,
  missing,
  resultOf,
  route,
  unchecked,
  unexpected,
  waived,
} from './results.ts';

const destination = (i: number) => canonical(`10.${Math.floor(i / 256)}.${i % 256}.0/24`);
const missingRoutes = (n: number): RouteFinding[] =>
  Array.from({ length: n }, (_, i) => ({ ...missing, destination: destination(i) }));
const passedRoutes = (n: number) => Array.from({ length: n }, (_, i) => ({ ...inSync, destination: destination(i) }));

/** No table, fence or fold is cut in half. */
function expectWhole(text: string): void {
  expect(text.match(/^`{3,}/gm)?.length ?? 0).toBe(2 * (text.match(/^`{3,}diff$/gm)?.length ?? 0));
  expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  for (const block of text.split('\n\n').filter((each) => each.startsWith('|'))) {
    const rows = block.trimEnd().split('\n');
    expect(rows.length).toBeGreaterThan(2);
    expect(new Set(rows.map((row) => row.split('|').length)).size).toBe(1);
    expect(rows[1]).toMatch(/^(?:\| -+:? )+\|$/);
  }
  expect(text.endsWith('\n')).toBe(true);
}

test('says the verdict first, in a symbol and in words', () => {
  expect(markdown(everyOutcome())).toMatch(/^## ❌ Route drift: DRIFTED: 8 findings at or above warning; and 1 of 5/);
  expect(markdown(resultOf([calm]))).toMatch(/^## ✅ Route drift: IN SYNC: everything in scope was read in full/);
  expect(markdown(resultOf([unchecked]))).toMatch(/^## ⚠️ Route drift: INCOMPLETE: 1 of 1 connection could not be/);
});

test('drift comes before everything that is as it should be', () => {
  const text = markdown(everyOutcome());
  const order = ['### Drift', '### ⚠️ Unchecked', '### Waived', '### Notices', 'in sync, 1 allowed</summary>'];
  const positions = order.map((part) => text.indexOf(part));
  expect(positions.includes(-1)).toBe(false);
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
});

test('has no section for what there is not', () => {
  expect(markdown(resultOf([calm]))).not.toMatch(/^### /m);
});

test('the diff of a changed route shows what differs, and not what the baseline leaves open', () => {
  const stated = { ...route, asPath: [65010], community: '65535:65510' };
  const finding: RouteFinding = { ...changed, expected: [claim], actual: [{ ...stated, weight: 0 }] };
  const text = markdown(resultOf([audited([finding], { inSync: [] })]));
  expect(text).toContain(`-custom  192.168.30.0/24  next hop ${hangzhou}, weight 100, state published\n`);
  expect(text).toContain(`+custom  192.168.30.0/24  next hop ${hangzhou}, weight 0, state published\n`);
});

test('the diff is in the order of the destinations, whatever the outcome', () => {
  const findings = [missing, changed, unexpected, { ...waived, destination: canonical('9.0.0.0/8') }];
  const text = markdown(resultOf([audited(findings)]));
  const order = [...text.matchAll(/^[-+ ](?:custom|bgp VPN_BGP) +(\S+)/gm)].map((match) => match[1]);
  expect([...new Set(order)]).toEqual([
    '9.0.0.0/8',
    '192.168.10.0/24',
    '192.168.20.0/24',
    '192.168.30.0/24',
    '10.66.0.0/16',
  ]);
});

test('a fence is longer than any backticks in it', () => {
  const finding = { ...unexpected, actual: [{ ...route, community: '`````' }] };
  expect(markdown(resultOf([audited([finding])]))).toMatch(/^`{6}diff\n[\s\S]*\n`{6}\n/m);
});

test('a small report is not cut', () => {
  expect(markdown(everyOutcome())).not.toContain('✂️');
});

const large: readonly (readonly [string, AuditResult])[] = [
  ['5,000 findings on one connection', resultOf([audited(missingRoutes(5000)), unchecked])],
  ['5,000 destinations in sync', resultOf([audited([missing], { inSync: passedRoutes(5000) })])],
  ['1,000 connections with drift', resultOf(Array.from({ length: 1000 }, () => audited([missing, changed, waived])))],
  ['1,000 unchecked connections', resultOf(Array.from({ length: 1000 }, () => unchecked))],
  [
    '2,000 findings and 1,000 unchecked',
    resultOf([audited(missingRoutes(2000)), ...Array.from({ length: 1000 }, () => unchecked)]),
  ],
];

test.each(large)('%s fit a comment, whole blocks only, and it says what is not shown', (_, result) => {
  const text = markdown(result);
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text.length).toBeGreaterThan(60_000);
  expect(text).toMatch(/^✂️ \*\*Cut to 65000 characters\.\*\* Not shown here: .*JSON report/m);
  expectWhole(text);
});

test.each(large)('%s fit a job summary, which holds more, whole blocks only', (_, result) => {
  const text = summary(result);
  expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
  expect(text.length).toBeGreaterThan(markdown(result).length);
  expectWhole(text);
});

test('a job summary is measured in bytes, and says what is not shown', () => {
  const name = '上海总部'.repeat(50);
  const many = Array.from({ length: 4000 }, () => audited([{ ...missing, description: name }]));
  const text = summary(resultOf(many));
  expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
  expect(Buffer.byteLength(text)).toBeGreaterThan(1_000_000);
  expect(text).toMatch(/^✂️ \*\*Cut to under 1 MiB\.\*\* Not shown here: .*JSON report/m);
  expectWhole(text);
});

test('of 5,000 findings every one is shown or counted', () => {
  const text = markdown(resultOf([audited(missingRoutes(5000)), unchecked]));
  const shown = text.match(/^\| ❌ missing\b/gm)?.length ?? 0;
  const [, hidden] = /… (\d+) findings not shown here/.exec(text) ?? [];
  expect(shown).toBeGreaterThan(100);
  expect(shown + Number(hidden)).toBe(5000);
  expect(text).toContain('vco-uf6gone0000000003');
});

test('passes go before any drift does', () => {
  const text = markdown(resultOf([audited(missingRoutes(100), { inSync: passedRoutes(5000) })]));
  expect(text.match(/^\| ❌ missing\b/gm)).toHaveLength(100);
  expect(text).toMatch(/Not shown here: \d+ passed destinations\. /);
  expect(text).toContain('```diff');
});

test.each([6_000, 8_000, 12_000, 30_000, 65_536, 1_000_000])('any limit is kept, %i characters too', (limit) => {
  const findings = missingRoutes(300);
  const many = Array.from({ length: 30 }, () =>
    audited([...findings.slice(0, 20), waived], { inSync: passedRoutes(50) }),
  );
  const text = renderMarkdown(resultOf([...many, calm, unchecked]), limit);
  expect(text.length).toBeLessThanOrEqual(limit);
  expectWhole(text);
});

test('the embedded sample network is named as what it is', () => {
  const source = {
    kind: 'embedded',
    collectedFrom: 'embedded',
    endpoint: 'http://127.0.0.1:4010',
    collectedAt: '2026-05-04T02:00:03.000Z',
  } as const;
  expect(markdown(resultOf([calm], { source }))).toContain('**Source: embedded sample network, not a real account');
});
