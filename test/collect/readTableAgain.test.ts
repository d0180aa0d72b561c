import { expect, test } from '@jest/globals';
import type { Page } from '../../src/collect/page.ts';
import { type Rigour, readTable } from '../../src/collect/readTable.ts';
import type { Window } from '../../src/collect/window.ts';
import type { Route } from '../../src/routing/route.ts';
import { route } from '../audit/route.ts';
import { pageOf, rows } from './listing.ts';
import { rigour, takeLatest } from './rigour.ts';

const start = 1_000_000;

/** Reads a table whose list at request number `request` is this; notes what is logged, and how many scans decide. */
async function reading(
  list: (request: number) => readonly Route[],
  said: Partial<Rigour> = {},
  answer: (page: Page, request: number) => Page = (page) => page,
) {
  const log: [string, number][] = [];
  const decided: number[] = [];
  let requests = 0;
  const read = async (window: Window) => {
    requests += 1;
    return answer({ ...pageOf(list(requests), window), sentAt: start, receivedAt: start }, requests);
  };
  const patience = {
    ...rigour.patience,
    firstDelay: 100,
    longestDelay: 100_000,
    onRetry: (what: string, milliseconds: number) => log.push([what, milliseconds]),
  };
  const decide: Rigour['decide'] = (type, scans) => {
    decided.push(scans.length);
    return (said.decide ?? takeLatest)(type, scans);
  };
  const signal = new AbortController().signal;
  const look = { ...rigour, patience, ...said, decide };
  const outcome = await readTable('vco-test custom', 'custom', read, look, (wait) => wait(), signal).catch(
    (error: unknown) => error,
  );
  return { outcome, log, decided };
}

const because = (reason: string, milliseconds: number) => [`vco-test custom: ${reason}`, milliseconds];
const noOrder = because('the listing is in no order that can be verified', 0);
const timeless = (list: readonly Route[]) => list.map((one) => ({ ...one, createTime: null }));
const [ascending, descending] = [timeless(rows(60)), timeless(rows(60)).reverse()];
const oneMore = [...descending, ...timeless(rows(61)).slice(60)];

test('a scan in doubt decides nothing: the table is read again after a delay', async () => {
  const { outcome, log, decided } = await reading(
    () => rows(7),
    {},
    (page, request) => (request < 3 ? { ...page, totalCount: 8 } : page),
  );
  expect(log).toEqual([because('TotalCount says 8 where the list ends after 7', 100)]);
  expect(decided).toEqual([1]);
  expect(outcome).toMatchObject({
    completeness: { proof: 'atomic', passes: 2, received: 7, listed: 7, totalCount: 7 },
  });
});

test('where there always is doubt, the delay doubles from scan to scan, and the last reason is told', async () => {
  const { outcome, log, decided } = await reading(
    () => rows(7),
    {},
    (page) => ({ ...page, totalCount: 8 }),
  );
  expect(log.map(([, milliseconds]) => milliseconds)).toEqual([100, 200, 400, 800]);
  expect(decided).toEqual([]);
  expect(outcome).toMatchObject({
    fault: {
      code: 'TableNotSettled',
      message:
        '5 readings of the custom routes did not agree on what is there; the last: TotalCount says 8 where the list ends after 7',
      requestId: null,
    },
  });
});

test('a listing in no order that can be verified is read again at once', async () => {
  const { outcome, log, decided } = await reading(() => ascending);
  expect(log).toEqual([noOrder]);
  expect(decided).toEqual([2]);
  expect(outcome).toMatchObject({ completeness: { proof: 'likely', order: 'destination-ascending', passes: 2 } });
});

test('rows that came or went are no harm where the listing keeps its order', async () => {
  const longer = timeless(rows(61));
  const { outcome, log } = await reading((request) => (request < 4 ? ascending : longer));
  expect(log).toEqual([noOrder]);
  expect(outcome).toMatchObject({ completeness: { proof: 'likely', passes: 2, received: 61 } });
});

test('where it does not, a scan in which rows came or went decides nothing', async () => {
  const lists = [ascending, ascending, descending, oneMore];
  const { outcome, log, decided } = await reading((request) => lists[request - 1] ?? descending);
  expect(log).toEqual([noOrder, because('the listing does not keep its order, and rows came or went', 200)]);
  expect(decided).toEqual([2]);
  expect(outcome).toMatchObject({ completeness: { proof: 'likely', order: null, passes: 3, received: 60 } });
});

test('nor do scans that have as many rows as are listed, but not the same ones', async () => {
  const other = [...timeless(rows(61)).slice(60), ...descending.slice(1)];
  const { outcome, log, decided } = await reading((request) => (request < 3 ? ascending : other));
  expect(log).toEqual([noOrder, because('the listing does not keep its order, and rows came or went', 200)]);
  expect(decided).toEqual([3]);
  expect(outcome).toMatchObject({ completeness: { proof: 'likely', passes: 3, received: 60 } });
});

test('a scan whose rows are sorted proves the table, whatever an earlier restless one in disorder showed', async () => {
  const sorted = rows(61);
  const disorder = sorted.map((_, i) => sorted[(i * 37) % 61]).filter((one) => one !== undefined);
  const more = [...disorder, ...rows(62).slice(61)];
  const { outcome, decided } = await reading((request) => [disorder, more][request - 1] ?? sorted);
  expect(decided).toEqual([1]);
  expect(outcome).toMatchObject({ completeness: { proof: 'proved', order: 'created-ascending', passes: 2 } });
});

test('the weakest proof of the scans that decide is that of the table', async () => {
  const { outcome, decided } = await reading((request) => (request < 3 ? ascending : rows(60)));
  expect(decided).toEqual([2]);
  expect(outcome).toMatchObject({ completeness: { proof: 'likely', order: null, passes: 2 } });
});

const asksFor =
  (scans: number, inQuestion: readonly Route[] = []): Rigour['decide'] =>
  (type, seen) =>
    seen.length < scans
      ? { state: 'read-again', because: 'drift is to be seen again', inQuestion }
      : takeLatest(type, seen);

test('two proved scans of different orders name none', async () => {
  const { outcome } = await reading((request) => (request < 3 ? rows(60) : rows(60).reverse()), { decide: asksFor(2) });
  expect(outcome).toMatchObject({ completeness: { proof: 'proved', order: null, passes: 2 } });
});

test('fewer rows than are listed: read again at once, and then believed', async () => {
  const newest = rows(60).reverse();
  const modified = (row: Route | undefined, list: readonly Route[]) => [
    ...(row === undefined ? [] : [row]),
    ...list.filter((one) => one !== row),
  ];
  const once = modified(newest[55], newest);
  const twice = modified(once[56], once);
  const { outcome, log } = await reading((request) => [newest, once, once][request - 1] ?? twice);
  expect(log).toEqual([because('fewer rows came than are listed', 0)]);
  expect(outcome).toMatchObject({ completeness: { passes: 2, listed: 60 } });
});

test('where the server states no time, rows in question are as young as our own clock says, and the youngest counts', async () => {
  const created = (age: number) => route('10.9.0.0/24', { createTime: start - age });
  const decide = asksFor(2, [created(50_000), created(20_000), route('10.8.0.0/24', { createTime: null })]);
  const { log } = await reading(() => rows(3), { decide, confirmAfter: 10_000, settle: 60_000 });
  expect(log).toEqual([because('drift is to be seen again', 40_000)]);
});

test('fewer rows than are listed, and the same ones again, are pages that were not asked for', async () => {
  const list = rows(121);
  const { outcome, log, decided } = await reading(
    () => list.slice(0, 120),
    {},
    (page, request) => ({ ...page, totalCount: request % 3 === 1 ? 121 : 120 }),
  );
  expect(decided).toEqual([]);
  expect(log.map(([what]) => what)).toEqual([
    'vco-test custom: fewer rows came than are listed',
    ...Array(3).fill('vco-test custom: fewer rows came than are listed, and the same ones again'),
  ]);
  expect(outcome).toMatchObject({ fault: { code: 'TableNotSettled' } });
});

test('fewer rows than are listed are believed where other ones came before: what stays was read', async () => {
  const lists = [rows(121).slice(1), rows(120)];
  const { outcome, decided } = await reading(
    (request) => lists[request <= 3 ? 0 : 1] ?? [],
    {},
    (page, request) => ({ ...page, totalCount: request % 3 === 1 ? 121 : 120 }),
  );
  expect(decided).toEqual([2]);
  expect(outcome).toMatchObject({ completeness: { proof: 'proved-under-churn', passes: 2, received: 120 } });
});
