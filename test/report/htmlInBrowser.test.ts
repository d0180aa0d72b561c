import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { AuditResult } from '../../src/audit/result.ts';
import { html } from '../../src/report/html/html.ts';
import { canonical } from '../routing/canonical.ts';
import { browserTest, openBrowser, watchPage } from './browser.ts';
import { hostileStrings, withEveryString } from './hostile.ts';
import { audited, everyOutcome, inSync, missing, resultOf } from './results.ts';

const directory = mkdtempSync(join(tmpdir(), 'route-drift-page-'));
let browser: Browser | null = null;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(directory, { recursive: true });
});

function saved(result: AuditResult): string {
  const file = join(directory, 'report.html');
  writeFileSync(file, html(result));
  return pathToFileURL(file).href;
}

const visibleRows = (page: Page) => page.locator('tbody > tr:visible').count();

browserTest('the page opens from a file with no complaint, and asks for nothing but itself', async () => {
  const { page, complaints, requests } = await watchPage(browser);
  const address = saved(everyOutcome());
  await page.goto(address);
  await page.locator('#filter').fill('missing');
  await page.locator('#fold').click();
  expect(complaints).toEqual([]);
  expect(requests).toEqual([address]);
  await page.context().close();
});

browserTest.each([
  ['in the light', { colorScheme: 'light' }, null],
  ['in the dark', { colorScheme: 'dark' }, null],
  ['on a phone', { viewport: { width: 390, height: 844 } }, null],
  ['on paper', {}, 'print'],
] as const)('axe finds nothing %s, and nothing is wider than the page', async (_, options, media) => {
  const { page } = await watchPage(browser, options);
  await page.goto(saved(everyOutcome()));
  await page.locator('#fold').click();
  await page.emulateMedia({ media });
  await page.evaluate(axe.source);
  const found = (await page.evaluate('axe.run(document)')) as axe.AxeResults;
  expect(
    found.violations.flatMap(({ id, nodes }) => nodes.map((node) => [id, node.html, node.failureSummary])),
  ).toEqual([]);
  expect(found.passes.map(({ id }) => id)).toContain('color-contrast');
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
  await page.context().close();
});

browserTest('dark is dark, and paper is white all the same, without tools and with room for a signature', async () => {
  const { page } = await watchPage(browser, { colorScheme: 'dark' });
  await page.goto(saved(everyOutcome()));
  const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  expect(await ground()).toBe('rgb(16, 21, 27)');
  await page.emulateMedia({ media: 'print' });
  expect(await ground()).toBe('rgb(255, 255, 255)');
  expect(await page.locator('#tools, nav').filter({ visible: true }).count()).toBe(0);
  expect(await page.locator('.signature').isVisible()).toBe(true);
  const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(paper.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1);
  await page.context().close();
});

browserTest('without a script everything can be read, and no tool is offered that does not work', async () => {
  const { page } = await watchPage(browser, { javaScriptEnabled: false });
  const result = everyOutcome();
  await page.goto(saved(result));
  expect(await page.locator('#tools').isVisible()).toBe(false);
  expect(await page.locator('h1').innerText()).toContain('DRIFTED');
  expect(await page.locator('table.findings').first().isVisible()).toBe(true);
  const folded = page.locator('details.passes').first();
  expect(await folded.locator('tbody > tr').first().isVisible()).toBe(false);
  await folded.locator('summary').click();
  expect(await folded.locator('tbody > tr').first().isVisible()).toBe(true);
  await page.context().close();
});

browserTest('the filter leaves the rows that have all its words, says how many, and is in the address', async () => {
  const { page } = await watchPage(browser);
  const address = saved(everyOutcome());
  await page.goto(address);
  const all = await page.locator('tbody > tr').count();
  await page.locator('#filter').fill('HQ user LAN');
  await page.waitForURL(`${address}#filter=HQ%20user%20LAN`);
  const left = await visibleRows(page);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(all);
  for (const text of await page.locator('tbody > tr:visible').allTextContents()) expect(text).toContain('HQ user LAN');
  expect(await page.locator('#shown').innerText()).toBe(`${left} of ${all} rows`);
  await page.reload();
  expect(await visibleRows(page)).toBe(left);
  await page.locator('#filter').fill('no such thing');
  await page.waitForURL(`${address}#filter=no%20such%20thing`);
  expect(await visibleRows(page)).toBe(0);
  await page.locator('#filter').fill('');
  await page.waitForURL(`${address}#`);
  expect(await page.locator('#shown').innerText()).toBe(`${all} rows`);
  await page.context().close();
});

browserTest('a link into the page shows its finding, filtered away or not', async () => {
  const { page } = await watchPage(browser);
  const address = saved(everyOutcome());
  await page.goto(`${address}#filter=nothing-has-this`);
  const row = page.locator('table.findings tbody > tr').first();
  expect(await row.isVisible()).toBe(false);
  await page.goto(`${address}#${await row.getAttribute('id')}`);
  expect(await row.isVisible()).toBe(true);
  expect(await page.evaluate('document.querySelector(":target")?.id')).toBe(await row.getAttribute('id'));
  await page.context().close();
});

const hostile = hostileStrings.map(([, text]) => text.slice(0, 100)).join(' ');
browserTest.each([
  ['what somebody may write', hostile],
  ['the same backwards', hostile.split('').reverse().join('')],
])('%s in every field stays text', async (_, text) => {
  const { page, complaints, requests } = await watchPage(browser);
  const shape = () => page.evaluate('[...document.querySelectorAll("*")].map((each) => each.tagName).join(" ")');
  await page.goto(saved(withEveryString(everyOutcome(), 'harmless')));
  const harmless = await shape();
  await page.goto(saved(withEveryString(everyOutcome(), text)));
  await page.locator('#filter').fill('a');
  expect(await shape()).toBe(harmless);
  expect(complaints).toEqual([]);
  expect(new Set(requests).size).toBe(1);
  await page.context().close();
});

browserTest('20,000 rows open, filter and unfold', async () => {
  const destination = (i: number) => canonical(`10.${i >> 8}.${i & 255}.0/24`);
  const rows = Array.from({ length: 10_000 }, (_, i) => destination(i));
  const result = resultOf([
    audited(
      rows.map((each) => ({ ...missing, destination: each })),
      { inSync: rows.map((each) => ({ ...inSync, destination: each })) },
    ),
  ]);
  const { page, complaints } = await watchPage(browser);
  await page.goto(saved(result));
  await page.locator('#filter').fill('10.7.77.0/24 missing');
  await page.locator('#shown').filter({ hasText: '1 of 20,' }).waitFor();
  expect(await visibleRows(page)).toBe(1);
  await page.locator('#filter').fill('10.7.77.0/24');
  await page.locator('#shown').filter({ hasText: '2 of 20,' }).waitFor();
  expect(await visibleRows(page)).toBe(2);
  expect(complaints).toEqual([]);
  await page.context().close();
});
