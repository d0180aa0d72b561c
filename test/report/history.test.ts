import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { HistoryResult, LeftScope } from '../../src/history/historyResult.ts';
import { type HistoryFormat, historyFormats, historyReporters } from '../../src/report/historyReporters.ts';
import { describeAge, describeEvery } from '../../src/report/historyWords.ts';
import { historyStyleDigest } from '../../src/report/html/contentPolicy.ts';
import { axisTicks, positionIn } from '../../src/report/html/timeAxis.ts';
import { canonical } from '../routing/canonical.ts';
import { calmHistory, everyHistory, historyWithEveryString, night, stillThere } from './histories.ts';
import { hostileStrings } from './hostile.ts';
import { htmlTags } from './htmlTags.ts';
import { missing } from './results.ts';
import { shapeOf } from './xml.ts';

const render = (format: HistoryFormat, result: HistoryResult, width = 80, color = false) =>
  historyReporters[format](result, { color, width });
const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../../schemas/history.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(Object(schema));

test.each([
  ['every outcome', everyHistory()],
  ['no drift', calmHistory()],
  ['nothing known', { ...calmHistory(), every: null, source: null, runs: [] }],
])('the JSON of %s is as its schema says', (_, result) => {
  validate(JSON.parse(render('json', result)));
  expect(validate.errors ?? []).toEqual([]);
});

test('the text ends with the verdict, and says of each drift when it was seen, and of an open one since when by nobody', () => {
  const text = oneLine(render('text', everyHistory()));
  for (const said of [
    'New: seen by the last run, and not by the one before (1)',
    'there 2 times; first seen 2026-10-04 02:17, last 2026-10-08 02:17, by 5 runs; resolved 2026-10-09 02:17 after 5 days; first seen 2026-10-20 02:17, last 2026-10-30 02:17, by 11 runs; open for 11 days',
    '~ cn-hangzhou/vco-bp1hq0hangzhou00001 (hq-hangzhou): unexpected custom route 192.168.99.0/24',
    'waived by NET-1412 until 2026-12-31, owner netops@example.com: migration to the Shanghai hub',
    'its waiver NET-1001 ended with 2026-03-31',
    'tolerated: a warning is below --fail-on',
    'a notice is below --fail-on',
    'part of "failover flipped", told at vco-bp1hq0hangzhou00001',
    'not looked at since 2026-10-24 02:17: its connection could not be read',
    'not looked at since 2026-10-24 02:17: no baseline of its connection was in scope any more',
    'not looked at since 2026-10-24 02:17: it came and went while it was read',
    'not looked at since 2026-10-24 02:17: its connection, or the list of its region, could not be read',
    'not looked at since 2026-10-24 02:17: nobody asked which connections its region has, or not in every account',
    'not looked at since 2026-10-24 02:17: only connections with other tags were asked for',
    'after 10 days (its baseline had changed)',
    '11 runs missed between 2026-10-08 02:17 and 2026-10-20 02:17',
    '2026-10-30 02:17: DRIFTED: 2 findings failing, 2 of 6 connections unchecked (evidence/30)',
    '2026-10-30 02:17: did not finish: nobody knows what it saw (x)',
    'Runs 9 runs: 7 complete, 1 incomplete, 1 unfinished; 11 due did not happen; 3 runs before the period; 1 run after it left out; 1 passed over',
    'DRIFTED: 13 drifts that fail a run are open at the end; 11 runs that were due did not happen; 1 run could not check everything; 1 run did not finish; 2 connections and 3 lists of connections that a run had in its scope are in it no longer',
    'No longer in scope (5) ? cn-beijing/vco-a: not looked at since 2026-10-20 02:17 ? cn-beijing/vco-b: no run of the period could read it ? list of connections of cn-beijing, account 123: not looked at since 2026-10-08 02:17 ? list of all connections of cn-beijing: not looked at since 2026-10-08 02:17 ? list of connections of cn-beijing tagged env=prod: not',
  ]) {
    expect(text).toContain(said);
  }
});

test('every format names what is no longer in scope, of a history in sync too', () => {
  const result = { ...calmHistory(), leftScope: everyHistory().leftScope };
  for (const format of historyFormats) {
    const text = oneLine(render(format, result, 200));
    for (const said of ['vco-a', 'vco-b', '123']) expect(text).toContain(said);
    if (format !== 'json') expect(text).toContain('No longer in scope (5)');
  }
  expect(render('html', calmHistory())).not.toContain('No longer in scope');
});

test('without colour and with it the text says the same, and keeps to its width', () => {
  const plain = render('text', everyHistory(), 60);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what colours are made of
  expect(render('text', everyHistory(), 60, true).replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
  expect(plain.split('\n').filter((line) => line.length > 60 && line.trim().includes(' '))).toEqual([]);
});

test.each<[Partial<HistoryResult>, string]>([
  [
    {},
    'IN SYNC: every run that was due happened, and checked everything in its scope; no drift that fails a run is open',
  ],
  [
    { leftScope: everyHistory().leftScope.slice(0, 1) },
    'scope; 1 connection that a run had in its scope is in it no longer; no drift that',
  ],
  [{ every: null }, 'IN SYNC: every run checked everything in its scope; no drift'],
  [
    { verdict: 'incomplete', runs: [] },
    'INCOMPLETE: there was no run in the period; no drift that fails a run is open at the end, as far as anybody looked',
  ],
])('a history without drift says what that rests on: %#', (more, said) => {
  expect(oneLine(render('text', { ...calmHistory(), ...more }))).toContain(said);
});

test.each([
  [0, '0 minutes'],
  [60_000, '1 minute'],
  [119 * 60_000, '119 minutes'],
  [2 * 3_600_000, '2 hours'],
  [48 * 3_600_000 - 1, '47 hours'],
  [48 * 3_600_000, '2 days'],
])('%d milliseconds are %s', (milliseconds, said) => {
  expect(describeAge(milliseconds)).toBe(said);
});

test.each([
  [24, 'every day'],
  [50, 'every 50 hours'],
  [72, 'every 3 days'],
  [1, 'every hour'],
  [1.5, 'every 90 minutes'],
])('what is due each %d hours is said exactly', (hours, said) => {
  expect(describeEvery({ ...calmHistory(), every: hours * 3_600_000 })).toBe(said);
});

test('Markdown of thousands of drifts fits a comment, says what is cut, and keeps what is open longest', () => {
  const many = Array.from({ length: 3000 }, (_, i) => {
    const destination = canonical(`10.${i >> 8}.${i & 255}.0/24`);
    const isOpen = i % 2 === 0;
    const [first, second] = stillThere.spells;
    const spells = [isOpen ? second : first].flatMap((spell) => (spell === undefined ? [] : [spell]));
    const state = isOpen ? ('still-there' as const) : ('resolved-before' as const);
    return { ...stillThere, finding: { ...missing, destination }, outlook: { state }, spells };
  });
  const text = render('markdown', { ...everyHistory(), drifts: many });
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text).toMatch(/Not shown here: 1500 resolved drifts, \d+ open drifts/);
  expect(text).toContain('10.0.0.0/24');
  expect(text).toContain('No longer in scope (5)');
  const [left] = everyHistory().leftScope;
  const leftScope = Array.from({ length: 12 }, (_, i) => ({ ...left, connectionId: `vco-${i}` })) as LeftScope[];
  const cut = render('markdown', { ...everyHistory(), drifts: many, leftScope });
  expect(cut).toMatch(/vco-9`[^\n]*\n\n… 2 unchecked connections not shown here/);
  expect(render('markdown', { ...calmHistory(), leftScope })).toMatch(/vco-9`[^\n]*\n[^\n]*vco-10`/);
});

function expectQuiet(text: string): void {
  expect(text.match(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)).toBeNull();
  expect(text.match(/##[a-z]*\[/i)).toBeNull();
  expect(text.split('\n').filter((line) => line.trim().startsWith('::'))).toEqual([]);
}

const bodyOf = (page: string) => shapeOf(`<html>${page.slice(page.indexOf('<body>'))}`);
const rowsOf = (markdown: string) =>
  markdown.split('\n').map((line) => (line.startsWith('|') ? `row of ${line.split('|').length}` : line.slice(0, 1)));
const harmless = historyWithEveryString(everyHistory(), 'harmless');

test.each(hostileStrings)('%s in every field breaks out of no report of a history', (name, hostile) => {
  const result = historyWithEveryString(everyHistory(), hostile);
  for (const format of historyFormats) expectQuiet(render(format, result));
  for (const width of [1, 20, 200]) expectQuiet(render('text', result, width));
  expect(bodyOf(render('html', result))).toEqual(bodyOf(render('html', harmless)));
  if (!name.startsWith('100 kB'))
    expect(rowsOf(render('markdown', result))).toEqual(rowsOf(render('markdown', harmless)));
  expect(JSON.parse(render('json', result)).drifts[0].name).toBe(hostile);
});

const page = render('html', everyHistory());

test('the page permits its one style, has no script, and names nothing that a browser would fetch', () => {
  const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, style]) => style ?? '');
  expect(styles.map((style) => `sha256-${createHash('sha256').update(style).digest('base64')}`)).toEqual([
    historyStyleDigest,
  ]);
  const policy = htmlTags(page).find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
  expect(policy?.attributes.content).toBe(
    `default-src 'none'; style-src '${historyStyleDigest}'; script-src 'none'; base-uri 'none'; form-action 'none'`,
  );
  expect(page).not.toMatch(/<script|url\(|@import|<(?:link|img|iframe|base|form)\b| (?:style|on\w+|src)="|href="[^#]/);
});

test('the timeline has a lane for the runs and one for each drift, and each says itself in words', () => {
  const lanes = htmlTags(page).filter(({ attributes }) => attributes.class === 'line');
  expect(lanes).toHaveLength(2 + everyHistory().drifts.length);
  expect(lanes[1]?.attributes['aria-label']).toContain('11 due did not happen');
  for (const lane of lanes.slice(2)) expect(lane.attributes['aria-label']).toMatch(/first seen .*(resolved|open)/);
  const count = (look: string) => htmlTags(page).filter(({ attributes }) => attributes.class === look).length;
  // Each in the legend once more.
  expect(['complete', 'incomplete', 'unfinished', 'gap'].map(count)).toEqual([8, 2, 2, 2]);
});

test('a place on the timeline is the share of the period that is over', () => {
  const at = positionIn({ from: night(1), to: night(5) });
  expect([night(1), night(3), night(5)].map(at)).toEqual([2, 50, 98]);
  // Before the period and after it: at its ends.
  expect([night(0), night(9)].map(at)).toEqual([2, 98]);
  expect(positionIn({ from: night(1), to: night(1) })(night(1))).toBe(50);
});

test.each([
  [
    '2026-10-01T02:17:00.000Z',
    '2026-10-31T02:17:00.000Z',
    ['2026-10-04', '2026-10-09', '2026-10-14', '2026-10-19', '2026-10-24', '2026-10-29'],
  ],
  ['2026-10-01T00:00:00.000Z', '2026-10-04T00:00:00.000Z', ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04']],
  [
    '2026-10-01T02:17:00.000Z',
    '2026-10-01T05:00:00.000Z',
    ['2026-10-01 03:00', '2026-10-01 04:00', '2026-10-01 05:00'],
  ],
  ['2026-10-01T02:17:00.000Z', '2026-10-01T02:17:00.000Z', ['2026-10-01 02:17']],
])('the axis from %s to %s has round times', (from, to, labels) => {
  expect(axisTicks({ from, to }).map(({ label }) => label)).toEqual(labels);
});
