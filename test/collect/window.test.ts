import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startOf, windowFrom } from '../../src/collect/window.ts';

test('windows of an overlap chain over a long list', () => {
  expect(windowFrom(0, 50)).toEqual({ page: 1, size: 50 });
  expect(windowFrom(49, 50)).toEqual({ page: 2, size: 49 });
  expect(windowFrom(97, 50)).toEqual({ page: 3, size: 48 });
});

test('no window that starts at or before the row reaches further', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.integer({ min: 1, max: 50 }), (from, largest) => {
      const best = windowFrom(from, largest);
      expect(startOf(best)).toBeLessThanOrEqual(from);
      expect(best.size).toBeLessThanOrEqual(largest);
      let furthest = 0;
      for (let size = 1; size <= largest; size++) {
        for (let page = 1; (page - 1) * size <= from; page++) furthest = Math.max(furthest, page * size);
      }
      expect(best.page * best.size).toBe(furthest);
    }),
    { numRuns: 60 },
  );
});
