import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareIn, type ListingOrder } from '../../src/collect/listingOrder.ts';
import { planOverlap } from '../../src/collect/planOverlap.ts';
import { startOf, windowFrom } from '../../src/collect/window.ts';
import { route } from '../audit/route.ts';

const created = (...times: readonly number[]) => times.map((createTime, i) => route(`10.0.${i}.0/24`, { createTime }));
const orders: readonly ListingOrder[] = ['created-ascending', 'destination-ascending'];

test.each<[string, number[], number, ReturnType<typeof planOverlap>]>([
  ['where no rows tie, as little as asked for', [1, 2, 3, 4], 2, { overlap: 2, orders }],
  ['and as much', [1, 2, 3, 4], 3, { overlap: 3, orders }],
  ['two that tie are stepped over', [1, 2, 3, 3], 2, { overlap: 3, orders }],
  ['an order in which all tie is given up', [3, 3, 3, 3], 2, { overlap: 2, orders: ['destination-ascending'] }],
  ['one row alone ties with nothing that is known', [3], 2, { overlap: 2, orders }],
])('%s', (_, times, least, planned) => {
  expect(planOverlap(created(...times), 50, orders, least, 50)).toEqual(planned);
});

test('a tie so long that the next window would bring less than a fifth of a page is not stepped over', () => {
  const rows = (ties: number) => created(...Array.from({ length: 50 }, (_, i) => Math.min(i, 50 - ties)));
  expect(planOverlap(rows(19), 50, orders, 2, 50)).toEqual({ overlap: 20, orders });
  expect(planOverlap(rows(20), 50, orders, 2, 50)).toEqual({ overlap: 2, orders: ['destination-ascending'] });
});

test('pages of a few rows overlap by one where they must, at the price of the order, and not everywhere', () => {
  expect(planOverlap(created(1, 2, 3), 3, orders, 2, 3)).toEqual({ overlap: 1, orders: [] });
  expect(planOverlap(created(2, 3), 3, orders, 1, 2)).toEqual({ overlap: 1, orders: [] });
  expect(planOverlap(created(1, 2), 2, orders, 1, 2)).toBe(null);
  expect(planOverlap(created(1), 1, orders, 1, 1)).toBe(null);
});

test('whatever the rows and the pages: the next window brings something, and begins before the last row in each order', () => {
  const times = fc.array(fc.nat(6), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(
      times,
      fc.nat(200),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 2, max: 50 }),
      (list, before, least, size) => {
        const rows = created(...list.sort((a, b) => a - b));
        const end = before + rows.length;
        const planned = planOverlap(rows, end, orders, least, size);
        const window = (overlap: number) => windowFrom(Math.max(end - overlap, 0), size);
        const brings = (overlap: number) => startOf(window(overlap)) + window(overlap).size - end;
        if (planned === null) {
          expect(brings(1)).toBeLessThan(1);
          return;
        }
        expect(brings(planned.overlap)).toBeGreaterThanOrEqual(1);
        const first = rows.at(-planned.overlap);
        const last = rows.at(-1);
        if (rows.length < 2 || first === undefined || last === undefined) return;
        for (const order of planned.orders) expect(compareIn(order, first, last)).toBeLessThan(0);
      },
    ),
    { numRuns: 1000 },
  );
});
