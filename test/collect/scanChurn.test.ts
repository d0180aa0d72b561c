import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Page } from '../../src/collect/page.ts';
import { scanTable } from '../../src/collect/scan.ts';
import { startOf, type Window } from '../../src/collect/window.ts';
import { pageOf, rowOf, rows } from './listing.ts';

interface Change {
  /** 0 to 1: how far down the list. */
  readonly where: number;
  readonly kind: 'withdraw' | 'add';
}

/** A list that others change between two requests; what stays keeps its order, wherever new routes come in. */
function changingList(length: number, changes: readonly (readonly Change[])[]) {
  let list = rows(length);
  const always = new Set(list);
  let next = length;
  let requests = 0;
  const read = async (window: Window): Promise<Page> => {
    for (const { where, kind } of requests > 0 ? (changes[requests % changes.length] ?? []) : []) {
      const at = Math.floor(where * list.length);
      const [gone] = kind === 'withdraw' ? list.slice(at, at + 1) : [];
      if (gone !== undefined) always.delete(gone);
      list = kind === 'withdraw' ? list.filter((row) => row !== gone) : list.toSpliced(at, 0, rowOf(next++));
    }
    requests += 1;
    return pageOf(list, window);
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
        const scan = await scanTable('custom', list.read, 50, 2);
        if (scan.doubt === 'it never came to an end') return;
        const seen = new Set(scan.routes);
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
    return { ...pageOf([], window), routes, pageSize: null, totalCount: null };
  };
  expect(await scanTable('custom', endless, 50, 2)).toMatchObject({ doubt: 'it never came to an end' });
});

test('a list at rest is read whole in at most 1.3 times the fewest requests or one more, and twice in twice as many', async () => {
  for (let length = 0; length <= 1200; length += 7) {
    const scan = await scanTable('custom', changingList(length, [[]]).read, 50, 2);
    expect(scan).toMatchObject({ doubt: null, totalCount: length });
    expect(scan.routes).toHaveLength(length);
    const fewest = Math.max(1, Math.ceil(length / 50));
    expect(scan.requests).toBeLessThanOrEqual(Math.max(fewest + 1, Math.floor(1.3 * fewest)));
    const again = await scanTable('custom', changingList(length, [[]]).read, 50, 3);
    expect(scan.requests + again.requests).toBeLessThanOrEqual(Math.max(2 * (fewest + 1), Math.floor(2.6 * fewest)));
  }
});
