import { expect, test } from '@jest/globals';
import { inWorker } from './inWorker.ts';
import { tinyListings } from './tinyList.ts';

/** Rows of the list, of a page, and the most changes: every one of them at every gap between two requests. */
const sizes = [
  [6, 5, 3],
  [8, 5, 2],
  [8, 6, 2],
  [8, 7, 3],
] as const;
/** Every order of the ties in every answer as well. */
const tiedSizes = [
  [9, 7, 1],
  [10, 8, 0],
  [12, 9, 0],
] as const;

const sorted = ['destination', 'created-ascending', 'created-descending'] as const;
/** Three withdrawals in one gap are the fewest that carry a window past its overlap. */
const stable = ['destination', 'created-descending'] as const;
const cases = [
  ...tinyListings.flatMap((listing) =>
    (listing === 'tied-pairs' ? tiedSizes : sizes).map((size) => [listing, ...size] as const),
  ),
  ...sorted.map((listing) => [listing, 5, 5, 4] as const),
  ...stable.map((listing) => [listing, 8, 5, 3] as const),
];

test.each(cases)(
  'by %s, %i rows, %i a page, up to %i changes: every row that nobody touched is seen',
  async (listing, length, largest, changes) => {
    const { held, missed } = await inWorker({ kind: 'tiny search', listing, length, largest, changes });
    expect(missed).toEqual([]);
    expect(held).toBeGreaterThan(0);
  },
  300_000,
);
