import { expect, test } from '@jest/globals';
import type { Page } from '../../src/collect/page.ts';
import { type Scan, scanTable } from '../../src/collect/scan.ts';
import type { Window } from '../../src/collect/window.ts';
import type { Route } from '../../src/routing/route.ts';
import { pageOf, rows } from './listing.ts';

test.each([1, 2, 3, 50, 51, 120])(
  'a PageSize that counts the rows of the page is no limit: %i rows',
  async (length) => {
    const read = listOf(rows(length));
    const counting = async (window: Window): Promise<Page> => {
      const page = await read(window);
      return { ...page, pageSize: page.routes.length };
    };
    expect(await scanTable('custom', counting, 50, 2)).toMatchObject({ doubt: null, totalCount: length });
  },
);

/** A list that stands still. */
const listOf = (routes: readonly Route[]) => async (window: Window) => pageOf(routes, window);

const shuffled = (list: readonly Route[]) =>
  list.map((_, i) => list[(i * 37) % list.length]).filter((one) => one !== undefined);

test.each<[string, readonly Route[], Scan['proof'], Scan['order']]>([
  ['49 rows: one page', rows(49), 'atomic', 'created-ascending'],
  ['two rows that tie', [...rows(1), ...rows(1, () => ({ weight: 0 }))], 'atomic', null],
  ['one row', rows(1), 'atomic', null],
  ['no rows', [], 'atomic', null],
  ['sorted by CreateTime', createdInOrder(), 'proved', 'created-ascending'],
  ['sorted by CreateTime, latest first', createdInOrder().reverse(), 'proved', 'created-descending'],
  ['sorted by destination', rows(120, () => ({ createTime: 7 })), 'proved', 'destination-ascending'],
  [
    'sorted by destination as a text',
    rows(120, () => ({ createTime: 7 })).sort((a, b) => (a.destination < b.destination ? -1 : 1)),
    'proved',
    'destination-text-ascending',
  ],
  ['sorted by nothing', shuffled(rows(119)), 'unproved', null],
  [
    'sorted by destination, without CreateTime',
    rows(120, () => ({ createTime: null })),
    'unproved',
    'destination-ascending',
  ],
  ['20 routes made at the same moment, over and over', batches(20), 'proved', 'created-ascending'],
  ['60 routes made at the same moment: too many to step over', batches(60), 'unproved', null],
])('the premise is earned: %s', async (_, list, proof, order) => {
  const scan = await scanTable('custom', listOf(list), 50, 2);
  expect(scan).toMatchObject({ proof, order, quiet: true, doubt: null });
  expect(scan.routes).toHaveLength(list.length);
});

/** And the destinations in disorder. */
function createdInOrder(): Route[] {
  return shuffled(rows(119)).map((one, i) => ({ ...one, createTime: i }));
}

/** Created in batches; in disorder within each. */
function batches(size: number): Route[] {
  return shuffled(rows(119)).map((one, i) => ({ ...one, createTime: Math.floor(i / size) }));
}

test('rows that tie may change places between two requests, and none is lost', async () => {
  const created = rows(119, (i) => ({ createTime: Math.floor(i / 12) }));
  let requests = 0;
  const restless = async (window: Window): Promise<Page> => {
    requests += 1;
    const list = created.toSorted(
      (a, b) => (a.createTime ?? 0) - (b.createTime ?? 0) || hash(a, requests) - hash(b, requests),
    );
    return await listOf(list)(window);
  };
  for (let run = 0; run < 200; run++) {
    const scan = await scanTable('custom', restless, 50, 2);
    expect(scan).toMatchObject({ proof: 'proved', order: 'created-ascending' });
    expect(scan.routes).toHaveLength(119);
  }
});

function hash({ destination }: Route, seed: number): number {
  let sum = seed;
  for (const letter of destination) sum = (sum * 31 + letter.charCodeAt(0)) % 65_521;
  return sum;
}

test('a row that is only seen with other tunnels up is the same row', async () => {
  let tunnels = 0;
  const list = rows(120);
  const read = async (window: Window): Promise<Page> => {
    tunnels += 1;
    return await listOf(list.map((one) => ({ ...one, more: { NextHopTunnelIdList: [`tun-${tunnels}`] } })))(window);
  };
  const scan = await scanTable('custom', read, 50, 2);
  expect(scan).toMatchObject({ proof: 'proved', quiet: true });
  expect(scan.routes).toHaveLength(120);
});

test('rows that differ in their tunnels alone are rows of their own', async () => {
  const list = rows(120).flatMap((one) => [one, { ...one, more: { NextHopTunnelIdList: ['tun-2'] } }]);
  expect(await scanTable('custom', listOf(list), 50, 2)).toMatchObject({ proof: 'proved', quiet: true, whole: true });
});

test('a field that is another one in each answer costs no request more', async () => {
  const list = rows(1000);
  let age = 0;
  const read = async (window: Window): Promise<Page> => {
    age += 1;
    return await listOf(list.map((one) => ({ ...one, more: { Age: age } })))(window);
  };
  const calm = await scanTable('custom', listOf(list), 50, 2);
  expect(await scanTable('custom', read, 50, 2)).toMatchObject({ proof: 'proved', requests: calm.requests });
});

test('however rows change, a table of 1,000 is given up after four times the requests that it takes', async () => {
  const list = rows(1000);
  let call = 0;
  const read = async (window: Window): Promise<Page> => {
    call += 1;
    return await listOf(list.map((one) => ({ ...one, community: `65535:${call}` })))(window);
  };
  const scan = await scanTable('custom', read, 50, 2);
  expect(scan.doubt).not.toBeNull();
  expect(scan.requests).toBeLessThan(10 + 4 * 22);
});

test('the certificate lists each window, and what it shares with what was covered before', async () => {
  const scan = await scanTable('custom', listOf(rows(120)), 50, 2);
  expect(scan.windows).toEqual([
    { start: 0, rows: 50, overlap: 0, totalCount: 120 },
    { start: 48, rows: 48, overlap: 2, totalCount: 120 },
    { start: 94, rows: 26, overlap: 2, totalCount: 120 },
  ]);
});
