import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { overlapIndex } from '../../src/report/overlapIndex.ts';
import { bitsOf, covers } from '../../src/routing/prefix.ts';
import { canonical } from '../routing/canonical.ts';

const destinations = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.0.0.0/9',
  '10.128.0.0/9',
  '10.128.0.0/32',
  '11.0.0.0/8',
  '::/0',
  '2001:db8::/32',
  '2001:db8::/48',
  '::ffff:10.0.0.0/104',
].map(canonical);

test('it answers what looking at each in turn would answer', () => {
  const some = fc.subarray(destinations).map((list) => list.map((destination) => ({ destination })));
  fc.assert(
    fc.property(some, fc.constantFrom(...destinations), (items, asked) => {
      const bits = bitsOf(asked);
      const slowly = items.filter(({ destination }) => {
        const other = bitsOf(destination);
        return covers(other, bits) || covers(bits, other);
      });
      const found = overlapIndex(items)(asked);
      if (slowly.length === 0) expect(found).toBeNull();
      else expect(slowly).toContain(found);
    }),
    { numRuns: 500 },
  );
});

test.each(['', '10.0.0.0/33', '10.0.0.0/1e9', 'x/8'])('%j is no prefix and overlaps nothing', (text) => {
  expect(overlapIndex([{ destination: '0.0.0.0/0' }])(text)).toBeNull();
  expect(overlapIndex([{ destination: text }])('0.0.0.0/0')).toBeNull();
});
