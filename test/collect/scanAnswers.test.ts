import { expect, test } from '@jest/globals';
import type { Page } from '../../src/collect/page.ts';
import { type Scan, scanTable } from '../../src/collect/scan.ts';
import { startOf, type Window } from '../../src/collect/window.ts';
import type { Route, RouteType } from '../../src/routing/route.ts';
import { pageOf, rowOf, rows } from './listing.ts';

/** What is answered to request number `request`, from 1. */
type Answer = (window: Window, request: number) => Page;

/** A scan, and the windows that it asked for as `start+size`. */
async function scanOf(
  answer: Answer,
  type: RouteType = 'custom',
): Promise<{ readonly scan: Scan; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const read = async (window: Window) => {
    asked.push(`${startOf(window)}+${window.size}`);
    return answer(window, asked.length);
  };
  return { scan: await scanTable(type, read, 50, 2), asked };
}

const serving =
  (list: readonly Route[], said: Partial<Page> = {}): Answer =>
  (window) => ({ ...pageOf(list, window), ...said });

/** A server that never gives more than so many rows at once, and says so or not. */
const capped =
  (list: readonly Route[], most: number, says: boolean): Answer =>
  ({ page, size }) => {
    const window = { page, size: Math.min(size, most) };
    return { ...pageOf(list, window), pageSize: says ? window.size : null };
  };

const identities = (routes: readonly Route[]) =>
  routes.map(({ createTime }) => createTime).sort((a, b) => (a ?? 0) - (b ?? 0));
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

test('one short page whose TotalCount agrees is the whole table: one request', async () => {
  const { scan, asked } = await scanOf(serving(rows(49)));
  expect(asked).toEqual(['0+50']);
  expect(scan).toMatchObject({ proof: 'atomic', requests: 1, length: 49, totalCount: 49, quiet: true, doubt: null });
});

test.each<[string, number | null]>([
  ['no TotalCount', null],
  ['a TotalCount that counts the rows of the page', -1],
])('with %s the end is asked for', async (_, total) => {
  for (const length of [0, 7, 120]) {
    const { scan, asked } = await scanOf((window) => {
      const page = pageOf(rows(length), window);
      return { ...page, pageSize: null, totalCount: total === null ? null : page.routes.length };
    });
    expect(scan).toMatchObject({ doubt: null, quiet: true, length, routes: { length } });
    if (length === 7) expect(asked).toEqual(total === null ? ['0+50', '7+1'] : ['0+50']);
    if (length === 120) expect(asked.at(-1)).toBe('120+1');
  }
});

test('a full page is never the end, whatever TotalCount says', async () => {
  const { scan, asked } = await scanOf(serving(rows(120), { totalCount: 50 }));
  expect(asked.length).toBeGreaterThan(2);
  expect(scan).toMatchObject({ routes: { length: 120 }, doubt: 'TotalCount says 50 where the list ends after 120' });
});

test('a table of exactly one page ends with a window that is short', async () => {
  const { scan, asked } = await scanOf(serving(rows(50)));
  expect(asked).toEqual(['0+50', '48+48']);
  expect(scan).toMatchObject({ proof: 'proved', length: 50, quiet: true, doubt: null });
});

test('a TotalCount larger than the list leaves doubt, and a smaller one too', async () => {
  for (const totalCount of [8, 6]) {
    const { scan } = await scanOf(serving(rows(7), { totalCount }));
    expect(scan).toMatchObject({ doubt: `TotalCount says ${totalCount} where the list ends after 7`, length: 7 });
  }
});

test('the doubt of a count by VpnRouteCounts is kept', async () => {
  const counts = [{ type: 'custom', source: null, count: 8 }];
  const { scan } = await scanOf(serving(rows(7), { counts }));
  expect(scan).toMatchObject({ doubt: 'VpnRouteCounts says 8 where the list has 7 rows' });
});

test('a server that gives the first page again and again brings nothing new', async () => {
  const { scan } = await scanOf(({ size }) => pageOf(rows(120), { page: 1, size }));
  expect(scan).toMatchObject({ doubt: 'a full page brought nothing new', requests: 2 });
});

test.each([
  [20, true],
  [20, false],
  [10, true],
  [10, false],
  [49, true],
  [49, false],
])('a server that gives %i rows at once (and says so: %j) is read whole', async (most, says) => {
  const { scan, asked } = await scanOf(capped(rows(120), most, says));
  expect(scan).toMatchObject({ doubt: null, length: 120, quiet: true });
  expect(identities(scan.routes)).toEqual(upTo(120));
  expect(asked.slice(-1)[0]).not.toContain('+50');
});

test('as many rows as the stated page holds are no short page: the next row is asked for', async () => {
  const { scan, asked } = await scanOf(capped(rows(20), 20, true));
  expect(asked).toEqual(['0+50', '20+1']);
  expect(scan).toMatchObject({ proof: 'atomic', doubt: null, length: 20 });
});

test('pages of one row can not overlap: that is no table', async () => {
  await expect(scanOf(capped(rows(5), 1, true))).rejects.toMatchObject({
    fault: {
      code: 'PageTooSmall',
      message: 'the server gives 1 rows a page, which is too few for pages that overlap',
      transient: false,
    },
  });
});

test.each([
  [2, true],
  [2, false],
  [3, true],
  [3, false],
])('pages of %i rows (and says so: %j) do not overlap everywhere, which leaves doubt', async (most, says) => {
  const { scan } = await scanOf(capped(rows(120), most, says));
  expect(scan.doubt).toBe(`the server gives ${most} rows a page, which is too few for pages that overlap`);
});

test('a withdrawn row makes the chain step back with a doubled overlap, and nothing is lost', async () => {
  const list = rows(150);
  const { scan, asked } = await scanOf((window, request) => pageOf(request === 1 ? list : list.slice(10), window));
  expect(asked.slice(0, 5)).toEqual(['0+50', '48+48', '46+46', '42+42', '34+34']);
  expect(scan).toMatchObject({ proof: 'proved-under-churn', quiet: false, doubt: null, length: 140 });
  expect(identities(scan.routes)).toEqual(upTo(150));
});

test('a row that comes while the list is read is churn, and the certificate counts it', async () => {
  const list = rows(121);
  const { scan } = await scanOf((window, request) => pageOf(request === 1 ? list.slice(0, 120) : list, window));
  expect(scan).toMatchObject({ proof: 'proved-under-churn', quiet: false, doubt: null, length: 121 });
});

test('a row that jumps ahead of what was read, while a read one goes, is known to be lacking by TotalCount', async () => {
  const list = rows(60).reverse();
  const [jumping, gone] = [list[55], list[3]];
  const later = [jumping, ...list.filter((row) => row !== jumping && row !== gone)].flatMap((row) => row ?? []);
  const { scan } = await scanOf((window, request) => pageOf(request === 1 ? list : later, window));
  expect(scan).toMatchObject({ doubt: null, length: 59, whole: false, routes: { length: 59 } });
});

test('an answer that lists more rows than it lets end there contradicts itself, whatever comes after', async () => {
  const list = rows(120);
  const { scan } = await scanOf((window, request) => {
    const page = pageOf(list, window);
    return request === 3 ? { ...page, routes: page.routes.slice(0, 10) } : page;
  });
  expect(scan).toMatchObject({ doubt: 'TotalCount says 120 where the list ends after 104', requests: 3 });
});

test('a short page of rows that are all known is no end until another one shows the same', async () => {
  const list = rows(60);
  const known = { ...pageOf(list, { page: 2, size: 10 }), totalCount: null };
  const once = await scanOf((window, request) => (request === 2 ? known : pageOf(list, window)));
  expect(once.asked).toEqual(['0+50', '48+48', '47+47']);
  expect(once.scan).toMatchObject({ doubt: null, length: 60, quiet: true });
  const always = await scanOf(({ page, size }) => (page > 1 ? known : pageOf(list, { page, size })));
  expect(always.scan).toMatchObject({ doubt: 'its end was never twice at the same row' });
});

test('one withdrawn and another one added is seen by the rows, where TotalCount stays', async () => {
  const list = rows(121);
  const { scan } = await scanOf((window, request) =>
    pageOf(request === 1 ? list.slice(0, 120) : list.filter((_, i) => i !== 5), window),
  );
  expect(scan).toMatchObject({ proof: 'proved-under-churn', quiet: false, length: 120, routes: { length: 121 } });
});

test('where two rows tie with each other the next window starts before both', async () => {
  const pairs = rows(120, (i) => ({ createTime: 7, weight: i, destination: rowOf(i - (i % 2)).destination }));
  const { scan, asked } = await scanOf(serving(pairs));
  expect(asked.slice(0, 2)).toEqual(['0+50', '47+47']);
  expect(scan).toMatchObject({ order: 'destination-ascending', proof: 'proved', length: 120 });
});

test('a page of other rows is refused, and another look at it is no calm reading, even where all is well again', async () => {
  const [list, others] = [rows(150), rows(300).slice(150)];
  const { scan } = await scanOf((window, request) => pageOf(request === 2 ? others : list, window));
  expect(scan).toMatchObject({ proof: 'proved-under-churn', quiet: false, doubt: null, length: 150, requests: 5 });
});

test('a chain that steps back to the very start brings nothing new there, and goes on', async () => {
  const [list, others] = [rows(150), rows(300).slice(150)];
  const { scan, asked } = await scanOf((window, request) => pageOf(request > 1 && request < 6 ? others : list, window));
  expect(asked.slice(0, 7)).toEqual(['0+50', '48+48', '46+46', '42+42', '34+34', '0+50', '48+48']);
  expect(scan).toMatchObject({ doubt: null, length: 150, routes: { length: 150 } });
});

test('where no page ever joins the first one, it is given up', async () => {
  const [list, others] = [rows(150), rows(300).slice(150)];
  const { scan } = await scanOf((window) => pageOf(startOf(window) === 0 ? list : others, window));
  expect(scan).toMatchObject({ doubt: 'it never came to an end', requests: 17 });
});

test('a first row that ties with the last one that was read may hide others: the chain steps back', async () => {
  const list = rows(120, (i) => ({ createTime: i < 47 ? i : 47 + Math.floor((i - 47) / 3) }));
  const { scan, asked } = await scanOf((window, request) =>
    pageOf(request === 1 ? list : list.filter((_, i) => i !== 5), window),
  );
  expect(asked.slice(0, 3)).toEqual(['0+50', '46+46', '42+42']);
  expect(scan).toMatchObject({ proof: 'proved-under-churn', order: 'created-ascending', length: 119 });
});

test('a list that is gone after its first page has no rows', async () => {
  const { scan } = await scanOf((window, request) => pageOf(request === 1 ? rows(120) : [], window));
  expect(scan).toMatchObject({ length: 0, routes: { length: 50 }, quiet: false, doubt: null });
});

test('one row without CreateTime, and nothing is proved', async () => {
  const list = rows(120, (i) => (i === 60 ? { createTime: null } : {}));
  const { scan } = await scanOf(serving(list));
  expect(scan).toMatchObject({ proof: 'unproved', order: 'destination-ascending', quiet: true });
});

test('a TotalCount that only some pages have is no sign of a change', async () => {
  const { scan } = await scanOf((window, request) => {
    const page = pageOf(rows(120), window);
    return { ...page, totalCount: request === 2 ? null : page.totalCount };
  });
  expect(scan).toMatchObject({ proof: 'proved', quiet: true });
});

test('a PageSize that counts the rows of the page costs no request more', async () => {
  const { asked } = await scanOf((window) => {
    const page = pageOf(rows(120), window);
    return { ...page, pageSize: page.routes.length };
  });
  expect(asked).toEqual(['0+50', '48+48', '94+47']);
});

/** A list that is longer from request number `from` on, and counted nowhere. */
const growing =
  (before: number, after: number, from: number): Answer =>
  (window, request) => ({ ...pageOf(rows(request < from ? before : after), window), pageSize: null, totalCount: null });

test.each([
  [1, 3],
  [20, 30],
])('a short table that grows from %i to %i rows while its end is asked for is read anew', async (before, after) => {
  const { scan, asked } = await scanOf(growing(before, after, 2));
  expect(asked).toEqual(['0+50', `${before}+1`, '0+50', `${after}+1`]);
  expect(scan).toMatchObject({ doubt: null, length: after, routes: { length: after } });
});

test('a long one is read on from where it ended', async () => {
  const { scan, asked } = await scanOf(growing(120, 125, 4));
  expect(asked.slice(0, 4)).toEqual(['0+50', '48+48', '94+47', '120+1']);
  expect(asked.at(4)).toBe('117+39');
  expect(scan).toMatchObject({ doubt: null, length: 125, routes: { length: 125 } });
});

test('sources are counted too, where VpnRouteCounts names them', async () => {
  const bgp = (source: string, count: number) => ({ type: 'bgp', source, count });
  const list = rows(3, (i) => ({ type: 'bgp', source: i === 0 ? 'CLOUD' : 'VPN_BGP' }));
  const wrong = serving(list, { counts: [bgp('CLOUD', 2), bgp('VPN_BGP', 1)] });
  const right = serving(list, { counts: [bgp('CLOUD', 1), bgp('VPN_BGP', 2)] });
  expect((await scanOf(wrong, 'bgp')).scan.doubt).toBe('VpnRouteCounts says 2 rows of source CLOUD, but others came');
  expect((await scanOf(right, 'bgp')).scan.doubt).toBeNull();
});

test('request ids are kept in their order, and unknown fields by name, each once', async () => {
  const fields = [['Zeal', 'Age'], ['Age'], ['Colour']];
  const { scan } = await scanOf((window, request) => ({
    ...pageOf(rows(120), window),
    requestId: request === 2 ? null : `id-${request}`,
    unknownFields: fields[request - 1] ?? [],
  }));
  expect(scan).toMatchObject({ requestIds: ['id-1', 'id-3'], unknownFields: ['Age', 'Colour', 'Zeal'] });
});

test('each page is kept by the identities of its rows', async () => {
  const { scan } = await scanOf(serving(rows(52)));
  expect(scan.pages.map((page) => page.length)).toEqual([50, 4]);
  expect(scan.pages[1]?.slice(0, 2)).toEqual(scan.pages[0]?.slice(48));
});

test('what a request throws is passed through', async () => {
  const error = new Error('no');
  await expect(
    scanOf(() => {
      throw error;
    }),
  ).rejects.toBe(error);
});
