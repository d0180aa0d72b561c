import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect } from '@jest/globals';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import type { HistoryResult } from '../../src/history/historyResult.ts';
import { historyHtml } from '../../src/report/html/historyHtml.ts';
import { browserTest, openBrowser, watchPage } from './browser.ts';
import { calmHistory, everyHistory, historyWithEveryString } from './histories.ts';
import { hostileStrings } from './hostile.ts';

const directory = mkdtempSync(join(tmpdir(), 'route-drift-history-'));
let browser: Browser | null = null;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(directory, { recursive: true });
});

function saved(result: HistoryResult): string {
  const file = join(directory, 'history.html');
  writeFileSync(file, historyHtml(result));
  return pathToFileURL(file).href;
}

const hostile = hostileStrings.map(([, text]) => text.slice(0, 100)).join(' ');

browserTest.each([
  ['in the light', { colorScheme: 'light' }, null, everyHistory()],
  ['in the dark', { colorScheme: 'dark' }, null, everyHistory()],
  ['on a phone', { viewport: { width: 390, height: 844 } }, null, everyHistory()],
  ['on paper', {}, 'print', everyHistory()],
  ['without drift', {}, null, calmHistory()],
  [
    'with hostile words, on a phone',
    { viewport: { width: 390, height: 844 } },
    null,
    historyWithEveryString(everyHistory(), hostile),
  ],
] as const)(
  'axe finds nothing in a history %s, nothing is wider than the page, and nothing else is asked for',
  async (_, options, media, result) => {
    const { page, complaints, requests } = await watchPage(browser, options);
    const address = saved(result);
    await page.goto(address);
    await page.emulateMedia({ media });
    await page.evaluate(axe.source);
    const found = (await page.evaluate('axe.run(document)')) as axe.AxeResults;
    expect(
      found.violations.flatMap(({ id, nodes }) => nodes.map((node) => [id, node.html, node.failureSummary])),
    ).toEqual([]);
    expect(found.passes.map(({ id }) => id)).toContain('color-contrast');
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([address]);
    await page.context().close();
  },
);

browserTest('without a script all of a history can be read, and the marks stand where their times are', async () => {
  const { page } = await watchPage(browser, { javaScriptEnabled: false });
  await page.goto(saved(everyHistory()));
  expect(await page.locator('h1').innerText()).toContain('DRIFTED');
  expect(await page.locator('.lane').count()).toBe(2 + everyHistory().drifts.length);
  const boxes = await page.locator('.lane:nth-child(2) .mark-at path').all();
  const places = await Promise.all(boxes.map(async (each) => (await each.boundingBox())?.x ?? 0));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  await page.locator('#runs summary').click();
  expect(await page.locator('table.runs tbody > tr').first().isVisible()).toBe(true);
  await page.context().close();
});
