import { expect, test } from '@jest/globals';
import type { Page, RouteCount } from '../../src/collect/page.ts';
import { disagreement } from '../../src/collect/routeCounts.ts';
import type { RouteType } from '../../src/routing/route.ts';
import { route } from '../audit/route.ts';

const bgp = (source: string, count: number): RouteCount => ({ type: 'bgp', source, count });
const listed = ['CLOUD', 'CLOUD', 'VPN_BGP'].map((source, i) => route(`10.${i}.0.0/16`, { type: 'bgp', source }));

/** Of a bgp table of two rows of CLOUD and one of VPN_BGP. */
function judged(counts: readonly RouteCount[], { type = 'bgp' as RouteType, end = 3 } = {}): string | null {
  const page: Page = {
    routes: [],
    pageSize: null,
    totalCount: null,
    counts,
    requestId: null,
    serverTime: null,
    sentAt: 0,
    receivedAt: 0,
    unknownFields: [],
  };
  return disagreement(type, page, end, listed);
}

test.each<[string, RouteCount[]]>([
  ['nothing is counted', []],
  ['both sources are, and agree', [bgp('CLOUD', 2), bgp('VPN_BGP', 1)]],
  ['the whole is, and agrees', [{ type: 'bgp', source: null, count: 3 }]],
  ['the other table is', [{ type: 'custom', source: null, count: 7 }]],
])('no disagreement where %s', (_, counts) => {
  expect(judged(counts)).toBeNull();
});

test('a sum that is not the length of the list is one, with none counted too', () => {
  expect(judged([bgp('CLOUD', 2), bgp('VPN_BGP', 2)])).toBe('VpnRouteCounts says 4 where the list has 3 rows');
  expect(judged([bgp('CLOUD', 0)])).toBe('VpnRouteCounts says 0 where the list has 3 rows');
  expect(judged([{ type: 'custom', source: null, count: 2 }], { type: 'custom' })).toBe(
    'VpnRouteCounts says 2 where the list has 3 rows',
  );
});

test('so is the right sum of the wrong sources', () => {
  expect(judged([bgp('CLOUD', 1), bgp('VPN_BGP', 2)])).toBe(
    'VpnRouteCounts says 1 rows of source CLOUD, but others came',
  );
  expect(judged([bgp('CLOUD', 2), bgp('SATELLITE', 1)])).toBe(
    'VpnRouteCounts says 1 rows of source SATELLITE, but others came',
  );
});

test('sources are not compared where the rows are of several moments, nor in the custom table', () => {
  expect(judged([bgp('CLOUD', 1), bgp('VPN_BGP', 1)], { end: 2 })).toBeNull();
  expect(judged([{ type: 'custom', source: 'CLOUD', count: 3 }], { type: 'custom' })).toBeNull();
});
