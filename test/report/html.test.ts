import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { scriptDigest, styleDigest } from '../../src/report/html/contentPolicy.ts';
import { html } from '../../src/report/html/html.ts';
import { daysLeft } from '../../src/report/html/htmlWaivers.ts';
import { hostileStrings, withEveryString } from './hostile.ts';
import { htmlTags } from './htmlTags.ts';
import { calm, everyOutcome, resultOf } from './results.ts';
import { shapeOf } from './xml.ts';

const page = html(everyOutcome());
const digestOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const between = (name: string) =>
  [...page.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g'))].map((each) => each[1] ?? '');

test('the policy permits the one style and the one script that are there, and nothing else', () => {
  expect([between('style').map(digestOf), between('script').map(digestOf)]).toEqual([[styleDigest], [scriptDigest]]);
  const policy = htmlTags(page).find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
  expect(policy?.attributes.content).toBe(
    `default-src 'none'; style-src '${styleDigest}'; script-src '${scriptDigest}'; base-uri 'none'; form-action 'none'`,
  );
});

test('nothing is named that a browser would fetch', () => {
  const links = htmlTags(page).flatMap(({ attributes }) => [attributes.href ?? [], attributes.src ?? []].flat());
  expect(links.filter((link) => !link.startsWith('#'))).toEqual([]);
  expect(page).not.toMatch(/url\(|@import|<(?:link|img|iframe|base|form)\b| (?:style|on\w+)="/);
});

test('verdict, scope and completeness come first, then findings, waivers, the review, and what is in sync folded', () => {
  const order = [
    '<h1>',
    '<dt>Scope<',
    '<dt>Completeness<',
    ...['scope', 'findings', 'waivers', 'review', 'in-sync'].map((id) => `<section id="${id}"`),
  ];
  const places = order.map((text) => page.indexOf(text));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(page).not.toMatch(/<details class="passes group" open/);
});

test('a waived finding has its owner and the days that its waiver is still in force', () => {
  expect(page).toMatch(/<td>netops@example\.com<\/td><td>2026-12-31 <small>\d+ days left<\/small><\/td>/);
});

test.each([
  ['the last day', '2026-12-31', '2026-12-31T23:59:59.999Z', 0],
  ['the day before', '2026-12-31', '2026-12-30T00:00:00.000Z', 1],
  ['a leap year', '2028-03-01', '2028-02-28T12:00:00.000Z', 2],
  ['a day that is over', '2026-12-30', '2026-12-31T00:00:00.000Z', null],
  ['no day', 'soon', '2026-12-31T00:00:00.000Z', null],
  ['no time', '2026-12-31', '', null],
] as const)('days left on %s', (_, expires, startedAt, left) => {
  expect(daysLeft(expires, startedAt)).toBe(left);
});

test('each connection whose drift moves traffic has a map that says in words what it draws', () => {
  const maps = htmlTags(page).filter(({ attributes }) => attributes.class === 'map');
  expect(maps.length).toBeGreaterThan(0);
  for (const { attributes } of maps) {
    expect(attributes.role).toBe('img');
    expect(attributes['aria-label']).toMatch(/cells? (?:now unrouted|goes elsewhere|newly routed)/);
  }
});

test('a long table is several, each with its head, and has every row once', () => {
  const inSync = Array.from({ length: 250 }, () => calm.inSync[0]).filter((each) => each !== undefined);
  const long = html(resultOf([{ ...calm, inSync, allowed: [] }]));
  const folded = long.slice(long.indexOf('<details class="passes'));
  expect(folded.match(/<table class="passes"/g)?.length).toBe(3);
  expect(folded.slice(0, folded.indexOf('</details>')).match(/<tr><td>/g)?.length).toBe(250);
});

test('a link to a finding is the same in the next run, with other findings around it', () => {
  const idsOf = (text: string) =>
    htmlTags(text).flatMap(({ name, attributes }) =>
      name === 'tr' && attributes.id !== undefined ? [attributes.id] : [],
    );
  const fewer = everyOutcome();
  const connections = fewer.connections.map((each) =>
    each.state === 'audited' ? { ...each, findings: each.findings.slice(1) } : each,
  );
  const before = new Set(idsOf(page));
  const after = idsOf(html({ ...fewer, connections }));
  expect(after.length).toBeGreaterThan(3);
  expect(after.filter((id) => !before.has(id))).toEqual([]);
});

const bodyOf = (text: string) =>
  shapeOf(`<html>${text.slice(text.indexOf('<body>')).replace(/<script>[\s\S]*?<\/script>/, '')}`);
const harmless = bodyOf(html(withEveryString(everyOutcome(), 'harmless')));

test.each(hostileStrings)('%s changes no element of the page', (_, hostile) => {
  expect(bodyOf(html(withEveryString(everyOutcome(), hostile)))).toEqual(harmless);
});
