import { expect, test } from '@jest/globals';
import { compareIn, isSorted, type ListingOrder, listingOrders, tieLength } from '../../src/collect/listingOrder.ts';
import { route } from '../audit/route.ts';

/** Which comes first depends on what one sorts by: 9.0.0.0/8 is the smaller prefix, and the greater text. */
const nine = route('9.0.0.0/8', { createTime: 2 });
const ten = route('10.0.0.0/8', { createTime: 1 });

test.each<[ListingOrder, number]>([
  ['created-ascending', 1],
  ['created-descending', -1],
  ['destination-ascending', -1],
  ['destination-descending', 1],
  ['destination-text-ascending', 1],
  ['destination-text-descending', -1],
])('%s', (order, sign) => {
  expect(Math.sign(compareIn(order, nine, ten))).toBe(sign);
  expect(Math.sign(compareIn(order, ten, nine))).toBe(-sign);
  expect(compareIn(order, nine, nine)).toBe(0);
  expect(isSorted(order, [nine, ten])).toBe(sign < 0);
  expect(isSorted(order, [ten, nine])).toBe(sign > 0);
});

test('these are all the orders there are', () => {
  expect(listingOrders).toHaveLength(6);
});

test.each(['created-ascending', 'created-descending'] as const)(
  '%s says nothing of rows without CreateTime',
  (order) => {
    const timeless = route('11.0.0.0/8', { createTime: null });
    expect(compareIn(order, timeless, ten)).toBeNaN();
    expect(compareIn(order, ten, timeless)).toBeNaN();
    expect(isSorted(order, [timeless, ten])).toBe(false);
  },
);

const created = (...times: readonly number[]) => times.map((createTime) => route('10.0.0.0/8', { createTime }));

test('rows that tie may stand in any order, and a list of one or none is sorted', () => {
  expect(isSorted('created-ascending', created(1, 1, 2))).toBe(true);
  expect(isSorted('created-ascending', created(1, 1, 2, 1))).toBe(false);
  for (const order of listingOrders) for (const rows of [[], [nine]]) expect(isSorted(order, rows)).toBe(true);
});

test.each([
  [[1, 2, 3], 2],
  [[1, 2, 3, 3], 3],
  [[1, 3, 3, 3], 4],
  [[3, 3, 3], null],
  [[3], null],
  [[], null],
])('created at %j, one goes back %j rows to stand strictly before the last', (times, rows) => {
  expect(tieLength('created-ascending', created(...times))).toBe(rows);
});
