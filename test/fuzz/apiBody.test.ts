import { expect } from '@jest/globals';
import { identityOf } from '../../src/collect/identityOf.ts';
import { type Page, readPage } from '../../src/collect/page.ts';
import { type PageRequest, SourceError } from '../../src/collect/routeSource.ts';
import { type Scan, scanTable } from '../../src/collect/scan.ts';
import { startOf, type Window } from '../../src/collect/window.ts';
import { routeTypes } from '../../src/routing/route.ts';
import type { Random } from '../simulation/random.ts';
import { fuzz } from './fuzz.ts';
import { honestReply, lyingReply, mutatedReply, rowsOf } from './replies.ts';
import { faultObjections, pageObjections } from './replyOracle.ts';

fuzz('a reply of any bytes is read as it says or refused in our own words', 5000, ['read', 'refused'], (random) => {
  const type = random.pick(routeTypes);
  const request = { connectionId: 'vco-test', region: 'cn-hangzhou', type, pageNumber: 1, pageSize: 50 };
  const text = mutatedReply(honestReply(rowsOf(type, random.pick([0, 1, 2, 3, 8, 50, 60])), request), random);
  return read(text, request) === null ? 'refused' : 'read';
});

/** null: refused. Fails where either is not as it must be. */
function read(text: string, request: PageRequest): Page | null {
  try {
    const page = readPage({ text, serverTime: null, sentAt: 0, receivedAt: 0 }, request);
    expect(pageObjections(page, text, request)).toEqual([]);
    return page;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    expect(faultObjections(error.fault, text)).toEqual([]);
    return null;
  }
}

interface Served {
  readonly window: Window;
  readonly page: Page;
}

/** A server that mostly tells the truth about a list at rest; `served` are the pages that were believed. */
function shakyServer(random: Random) {
  const type = random.pick(routeTypes);
  const rows = rowsOf(type, random.below(random.pick([4, 60, 200])));
  const honesty = random.pick([0.3, 0.7, 0.95]);
  const textOf = (reply: ReturnType<typeof honestReply>) => {
    if (random.chance(honesty)) return JSON.stringify(reply);
    return random.chance(0.5) ? lyingReply(reply, random) : mutatedReply(reply, random);
  };
  const served: Served[] = [];
  const answer = async (window: Window): Promise<Page> => {
    const { page: pageNumber, size: pageSize } = window;
    const request = { connectionId: 'vco-test', region: 'cn-hangzhou', type, pageNumber, pageSize };
    const reply = honestReply(rows, request);
    // What is refused is asked for again, as a run does.
    for (let attempt = 0; attempt < 20; attempt++) {
      const page = read(textOf(reply), request);
      if (page === null) continue;
      served.push({ window, page });
      return page;
    }
    throw new SourceError({ code: 'BrokenAnswer', message: 'it never gave a page' });
  };
  return { type, served, answer };
}

fuzz(
  'a scan of shaky pages ends, and without doubt it has every row of them',
  1000,
  ['whole', 'in doubt'],
  async (random) => {
    const { type, served, answer } = shakyServer(random);
    const scan = await scanTable(type, answer, 50, 2).catch((error: unknown) => {
      if (error instanceof SourceError) return null;
      throw error;
    });
    expect(served.length).toBeLessThan(1000);
    if (scan === null) return 'refused';
    if (scan.doubt !== null) return 'in doubt';
    expect(scanObjections(scan, served)).toEqual([]);
    return 'whole';
  },
);

/** A scan without doubt has all rows of the windows that it went by and no others, and the last of them ends the list. */
function scanObjections({ routes, windows, pages }: Scan, served: readonly Served[]): string[] {
  const kept = new Set(routes.map(identityOf));
  const all = new Set(served.flatMap(({ page }) => page.routes.map(identityOf)));
  const objections = [...kept].filter((row) => !all.has(row));
  for (const { start, rows } of windows) {
    const isWhole = served.some(({ window, page }) => {
      const fits = startOf(window) === start && page.routes.length === rows;
      return fits && page.routes.every((route) => kept.has(identityOf(route)));
    });
    if (!isWhole) objections.push(`rows of the window at ${start} are missing`);
  }
  const before = new Set<string>();
  for (const [i, rows] of pages.entries()) {
    if (windows[i]?.start !== 0 && !before.has(rows[0] ?? '')) objections.push(`window ${i} joins nothing`);
    for (const row of rows) before.add(row);
  }
  const after = served.at(-1);
  const showsEnd = after?.page.routes.length === 0 && served.length > 1;
  const last = showsEnd ? served.at(-2) : after;
  if (last === undefined) return [...objections, 'no window at all'];
  const { window, page } = last;
  if (page.routes.length === window.size) objections.push('the last window is full');
  if (!page.routes.every((route) => kept.has(identityOf(route))))
    objections.push('rows of the last window are missing');
  if (!showsEnd && page.totalCount !== startOf(window) + page.routes.length) objections.push('nothing shows the end');
  return objections;
}
