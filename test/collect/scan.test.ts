import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Page } from '../../src/collect/page.ts';
import { scanTable } from '../../src/collect/scan.ts';
import { startOf, type Window } from '../../src/collect/window.ts';
import { route } from '../audit/network.ts';

const rowOf = (number: number) => route(`10.${Math.floor(number / 256)}.${number % 256}.0/24`, { createTime: number });

interface Change {
  /** 0 to 1: how far down the list. */
  readonly where: number;
  readonly kind: 'withdraw' | 'add';
}

/** A list that others change between two requests; what stays keeps its order, wherever new routes come in. */
function changingList(length: number, changes: readonly (readonly Change[])[]) {
  let rows = Array.from({ length }, (_, i) => i);
  const always = new Set(rows);
  let next = length;
  let requests = 0;
  const read = async (window: Window): Promise<Page> => {
    for (const { where, kind } of requests > 0 ? (changes[requests % changes.length] ?? []) : []) {
      const at = Math.floor(where * rows.length);
      const [gone] = kind === 'withdraw' ? rows.slice(at, at + 1) : [];
      if (gone !== undefined) always.delete(gone);
      rows = kind === 'withdraw' ? rows.filter((row) => row !== gone) : rows.toSpliced(at, 0, next++);
    }
    requests += 1;
    const start = startOf(window);
    const routes = rows.slice(start, start + window.size).map(rowOf);
    return {
      routes,
      pageSize: window.size,
      totalCount: rows.length,
      counts: [],
      requestId: null,
      serverTime: null,
      unknownFields: [],
    };
  };
  return { read, always };
}

const change = fc.record<Change>({
  where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  kind: fc.constantFrom('withdraw', 'add'),
});

test('every row that is there from the first request to the last is seen, however many others come and go', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(400),
      fc.array(fc.array(change, { maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      async (length, changes) => {
        const list = changingList(length, changes);
        const scan = await scanTable('custom', list.read, 50);
        if (scan.doubt === 'it never came to an end') return;
        const seen = new Set(scan.routes.map(({ createTime }) => createTime));
        expect([...list.always].filter((row) => !seen.has(row))).toEqual([]);
      },
    ),
    { numRuns: 1500 },
  );
});

test('a server that always has one more full page is not read for ever', async () => {
  const endless = async (window: Window): Promise<Page> => {
    const start = startOf(window);
    const routes = Array.from({ length: window.size }, (_, i) => ({ ...rowOf(0), createTime: start + i }));
    return {
      routes,
      pageSize: null,
      totalCount: null,
      counts: [],
      requestId: null,
      serverTime: null,
      unknownFields: [],
    };
  };
  expect(await scanTable('custom', endless, 50)).toMatchObject({ doubt: 'it never came to an end' });
});

test.each([1, 2, 3, 50, 51, 120])(
  'a PageSize that counts the rows of the page is no limit: %i rows',
  async (length) => {
    const { read } = changingList(length, [[]]);
    const counting = async (window: Window): Promise<Page> => {
      const page = await read(window);
      return { ...page, pageSize: page.routes.length };
    };
    expect(await scanTable('custom', counting, 50)).toMatchObject({ doubt: null, totalCount: length });
  },
);

test('a list at rest is read whole, without doubt, in at most 1.3 times the fewest requests or one more', async () => {
  for (let length = 0; length <= 1200; length += 7) {
    const scan = await scanTable('custom', changingList(length, [[]]).read, 50);
    expect(scan).toMatchObject({ doubt: null, totalCount: length });
    expect(scan.routes).toHaveLength(length);
    const fewest = Math.max(1, Math.ceil(length / 50));
    expect(scan.requests).toBeLessThanOrEqual(Math.max(fewest + 1, Math.floor(1.3 * fewest)));
  }
});
