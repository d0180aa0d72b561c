import { expect, test } from '@jest/globals';
import type { Decide } from '../../src/collect/decision.ts';
import type { Page } from '../../src/collect/page.ts';
import { type Rigour, readTable } from '../../src/collect/readTable.ts';
import { startOf, type Window } from '../../src/collect/window.ts';
import type { Route } from '../../src/routing/route.ts';
import { route } from '../audit/route.ts';
import { rigour, takeLatest } from './rigour.ts';

const rowOf = (i: number) => route(`10.${Math.floor(i / 250)}.${i % 250}.0/24`, { createTime: i });
const rows = (count: number) => Array.from({ length: count }, (_, i) => rowOf(i));
const disorder = (list: readonly Route[], step: number) =>
  list.map((_, i) => list[(i * step) % list.length]).filter((one) => one !== undefined);

const atNoTime = { sentAt: 0, receivedAt: 0 };

/** A server that lists what `list` gives, asked afresh for each page. */
function serving(list: (request: number) => readonly Route[], serverTime: number | null = null) {
  let requests = 0;
  return async (window: Window): Promise<Page> => {
    requests += 1;
    const all = list(requests);
    const routes = all.slice(startOf(window), startOf(window) + window.size);
    const [totalCount, pageSize] = [all.length, window.size];
    return {
      routes,
      pageSize,
      totalCount,
      counts: [],
      requestId: `id-${requests}`,
      serverTime,
      unknownFields: [],
      ...atNoTime,
    };
  };
}

/** Reads with a clock that stands still but for the pauses, and notes them. */
async function reading(read: (window: Window) => Promise<Page>, said: Partial<Rigour> = {}) {
  const pauses: number[] = [];
  let time = 1_000_000;
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds);
    time += milliseconds;
  };
  const patience = { ...rigour.patience, pause, firstDelay: 0, longestDelay: 0 };
  const timed = async (window: Window) => ({ ...(await read(window)), sentAt: time, receivedAt: time });
  const look = { ...rigour, patience, ...said };
  const signal = new AbortController().signal;
  const outcome = await readTable('vco-test custom', 'custom', timed, look, (wait) => wait(), signal).catch(
    (error: unknown) => error,
  );
  return { outcome, pauses };
}

/** Asks for another look until there were so many. */
const asksFor =
  (scans: number, inQuestion: readonly Route[] = []): Decide =>
  (type, seen) =>
    seen.length < scans
      ? { state: 'read-again', because: 'drift is to be seen again', inQuestion }
      : takeLatest(type, seen);

test('a sorted listing is read once', async () => {
  const { outcome } = await reading(serving(() => rows(120)));
  expect(outcome).toMatchObject({
    completeness: { proof: 'proved', order: 'created-ascending', passes: 1, received: 120 },
  });
});

test('a listing in no known order is read twice, and then likely complete', async () => {
  const { outcome, pauses } = await reading(serving(() => disorder(rows(119), 37)));
  expect(outcome).toMatchObject({ completeness: { proof: 'likely', order: null, passes: 2, received: 119 } });
  expect(pauses).toEqual([]);
});

test('rows without CreateTime are read twice too, whatever they are sorted by', async () => {
  const { outcome } = await reading(serving(() => rows(120).map((one) => ({ ...one, createTime: null }))));
  expect(outcome).toMatchObject({ completeness: { proof: 'likely', order: 'destination-ascending', passes: 2 } });
});

test('a listing that keeps no order is believed only where nothing came or went', async () => {
  const calm = await reading(serving((request) => disorder(rows(61), [1, 7, 11, 13][request % 4] ?? 1)));
  const { outcome } = calm;
  if (outcome instanceof Error) expect(outcome).toMatchObject({ fault: { code: 'TableNotSettled' } });
  else expect(outcome).toMatchObject({ routes: { length: 61 }, completeness: { proof: 'likely' } });
});

test('fewer rows than are listed: one has moved past the reader, so the table is read again', async () => {
  // Latest modification first, which looks like latest creation first until row 55 is modified and moves to the top.
  const newest = rows(60).reverse();
  const moved = newest.at(55);
  const modified = [...(moved === undefined ? [] : [moved]), ...newest.filter((one) => one !== moved)];
  const { outcome } = await reading(serving((request) => (request === 1 ? newest : modified)));
  expect(outcome).toMatchObject({ routes: { length: 60 }, completeness: { passes: 2 } });
});

test('a table that never holds together is not read', async () => {
  const { outcome } = await reading(async (window) => ({ ...(await serving(() => rows(120))(window)), totalCount: 7 }));
  expect(outcome).toMatchObject({ fault: { code: 'TableNotSettled', message: expect.stringContaining('5 readings') } });
});

test('what is in question is read again after a wait, and the certificate says how often and when', async () => {
  const { outcome, pauses } = await reading(
    serving(() => rows(3)),
    { decide: asksFor(3), confirmAfter: 10_000 },
  );
  expect(pauses).toEqual([10_000, 10_000]);
  expect(outcome).toMatchObject({
    completeness: {
      proof: 'atomic',
      passes: 3,
      requestIds: ['id-1', 'id-2', 'id-3'],
      firstRequestAt: '1970-01-01T00:16:40.000Z',
      lastRequestAt: '1970-01-01T00:17:00.000Z',
    },
  });
});

test('no agreement in five scans: not read', async () => {
  const { outcome, pauses } = await reading(
    serving(() => rows(3)),
    { decide: asksFor(6) },
  );
  expect(outcome).toMatchObject({ fault: { code: 'TableNotSettled', requestId: 'id-5' } });
  expect(pauses).toHaveLength(4);
});

test('a row in question that is younger than it should be gets one wait, by the clock of the server', async () => {
  const young = route('10.9.0.0/24', { createTime: 5_000_000 - 20_000 });
  const { pauses } = await reading(
    serving(() => [young], 5_000_000),
    {
      decide: asksFor(3, [young]),
      confirmAfter: 10_000,
      settle: 60_000,
    },
  );
  expect(pauses).toEqual([40_000, 10_000]);
});

test('a young row that comes in question later gets its wait then', async () => {
  const young = route('10.9.0.0/24', { createTime: 5_000_000 });
  const decide: Decide = (type, seen) => {
    if (seen.length > 2) return takeLatest(type, seen);
    return { state: 'read-again', because: 'drift is to be seen again', inQuestion: seen.length === 1 ? [] : [young] };
  };
  const { pauses } = await reading(
    serving(() => [young], 5_000_000),
    { decide, confirmAfter: 10, settle: 60_000 },
  );
  expect(pauses).toEqual([10, 60_000]);
});

test('a row from the future of the server waits no longer than any other', async () => {
  const { pauses } = await reading(
    serving(() => rows(1), 5_000),
    {
      decide: asksFor(2, [route('10.9.0.0/24', { createTime: 9_000_000_000 })]),
      settle: 60_000,
    },
  );
  expect(pauses).toEqual([60_000]);
});

test('each scan cuts the list in other places', async () => {
  const windows: number[] = [];
  const serve = serving(() => rows(200));
  await reading(
    async (window) => {
      windows.push(startOf(window));
      return await serve(window);
    },
    { decide: asksFor(3) },
  );
  const scans = windows
    .join()
    .split(/(?:^|,)0(?=,)/)
    .filter((scan) => scan !== '');
  expect(new Set(scans).size).toBe(3);
});
