import { existsSync } from 'node:fs';
import { test } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', process.env.CHROMIUM ?? ''];
const executablePath = places.find((place) => existsSync(place));

/** A test that needs Chromium: `.ci/run` installs it, and where there is none the test is reported as skipped, by name. */
export const browserTest = executablePath === undefined ? test.skip : test;

export async function openBrowser(): Promise<Browser | null> {
  if (executablePath === undefined) return null;
  return await chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** A page with all that it complained of and asked for; a request that is not for the file itself is kept back. */
export interface Watched {
  readonly page: Page;
  readonly complaints: string[];
  readonly requests: string[];
}

export async function watchPage(browser: Browser | null, options: BrowserContextOptions = {}): Promise<Watched> {
  if (browser === null) throw new Error('there is no browser');
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const [complaints, requests]: [string[], string[]] = [[], []];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  page.on('request', (request) => requests.push(request.url()));
  return { page, complaints, requests };
}
