import { expect, test } from '@jest/globals';
import { identitiesOf, identityOf } from '../../src/collect/identityOf.ts';
import { route } from '../audit/route.ts';

const row = route('10.0.0.0/8', { more: { NextHopTunnelIdList: ['tun-1'], Age: 1 } });

test('a row is the same row whatever tunnels are up, and whatever else is said of it that nobody compares', () => {
  expect(identityOf({ ...row, more: { NextHopTunnelIdList: [], Age: 2 } })).toBe(identityOf(row));
  expect(identityOf({ ...row, more: {} })).toBe(identityOf(row));
});

test.each([
  { type: 'bgp' as const },
  { destination: route('10.0.0.0/9').destination },
  { source: 'CLOUD' },
  { nextHop: 'vco-b' },
  { weight: 0 },
  { weight: null },
  { state: 'normal' },
  { asPath: [65010] },
  { community: '65535:1' },
  { createTime: 2 },
])('it is another one with %j', (change) => {
  expect(identityOf({ ...row, ...change })).not.toBe(identityOf(row));
});

test('rows of one identity on a page are rows of their own, and the first is called as if it were alone', () => {
  const [first, other, second, third] = identitiesOf([row, { ...row, weight: 0 }, row, row]);
  expect([first, other]).toEqual([identityOf(row), identityOf({ ...row, weight: 0 })]);
  expect(new Set([first, other, second, third]).size).toBe(4);
  expect(identitiesOf([row, row, row])).toEqual([first, second, third]);
});
