import { expect, test } from '@jest/globals';
import { type Page, readPage } from '../../src/collect/page.ts';
import { type PageRequest, SourceError } from '../../src/collect/routeSource.ts';

const request: PageRequest = {
  connectionId: 'vco-test',
  region: 'cn-hangzhou',
  type: 'custom',
  pageNumber: 2,
  pageSize: 3,
};
const row = {
  VpnConnectionId: 'vco-test',
  RouteEntryType: 'custom',
  RouteDest: '10.0.0.0/24',
  NextHop: 'vco-test',
  Weight: 100,
  State: 'published',
  CreateTime: 1_700_000_000_000,
};
const answer = (fields: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({ TotalCount: 4, PageNumber: 2, PageSize: 3, RequestId: 'id-1', VcoRouteEntries: [row], ...fields });
const withRow = (changes: Readonly<Record<string, unknown>>) => answer({ VcoRouteEntries: [{ ...row, ...changes }] });
const rowsTo = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ ...row, RouteDest: `10.0.${i}.0/24`, CreateTime: i }));

function read(text: string, asked: Partial<PageRequest> = {}): Page {
  return readPage({ text, serverTime: 5, sentAt: 3, receivedAt: 4 }, { ...request, ...asked });
}

function faultOf(text: string) {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof SourceError) return error.fault;
    throw error;
  }
}

test.each<[string, string, string]>([
  ['half an object', '{', 'the answer is not JSON'],
  ['a list', '[]', 'the answer is not a JSON object'],
  ['null', 'null', 'the answer is not a JSON object'],
  ['no list', answer({ VcoRouteEntries: undefined }), 'the answer has no list VcoRouteEntries'],
  ['an object for a list', answer({ VcoRouteEntries: {} }), 'the answer has no list VcoRouteEntries'],
  ['two lists', answer().replace(/}$/, ',"VcoRouteEntries":[]}'), 'an object in the answer has a key twice'],
  [
    'two lists, one by another spelling',
    answer().replace(/}$/, ',"VcoRouteEntrie\\u0073":[]}'),
    'an object in the answer has a key twice',
  ],
  ['a weight twice', answer().replace('"Weight"', '"Weight":0,"Weight"'), 'an object in the answer has a key twice'],
  [
    'a Code twice',
    answer({ Code: 'InternalError' }).replace(/}$/, ',"Code":""}'),
    'an object in the answer has a key twice',
  ],
  ['counts that are no list', answer({ VpnRouteCounts: { RouteCount: 4 } }), 'its VpnRouteCounts can not be read'],
  ['a count that is no object', answer({ VpnRouteCounts: [7] }), 'its VpnRouteCounts can not be read'],
  [
    'a count in words',
    answer({ VpnRouteCounts: [{ RouteEntryType: 'custom', RouteCount: '1 route' }] }),
    'its VpnRouteCounts can not be read',
  ],
  ['a count of nothing', answer({ VpnRouteCounts: [{ RouteCount: 1 }] }), 'its VpnRouteCounts can not be read'],
  ['a NextToken', answer({ NextToken: 'abc' }), 'the answer pages in an unknown way (it has NextToken)'],
  ['a marker', answer({ nextMARKER: 'abc' }), 'the answer pages in an unknown way (it has nextMARKER)'],
  ['IsTruncated', answer({ IsTruncated: true }), 'the answer pages in an unknown way (it has IsTruncated)'],
  ['HasMore', answer({ HasMore: 1 }), 'the answer pages in an unknown way (it has HasMore)'],
  ['a cursor', answer({ Cursor: 'abc' }), 'the answer pages in an unknown way (it has Cursor)'],
  ['a token of no plain name', answer({ 'token: x': 1 }), 'the answer pages in an unknown way (it has a token)'],
  ['more rows than asked for', answer({ VcoRouteEntries: rowsTo(4) }), '4 rows came where 3 were asked for'],
  ['a TotalCount in words', answer({ TotalCount: 'many' }), 'its TotalCount is no number of rows or pages'],
  ['a PageNumber below nothing', answer({ PageNumber: -1 }), 'its PageNumber is no number of rows or pages'],
  ['half a PageSize', answer({ PageSize: 0.5 }), 'its PageSize is no number of rows or pages'],
  ['another page', answer({ PageNumber: 1 }), 'page 1 came where page 2 was asked for'],
  ['a larger page', answer({ PageSize: 4 }), 'the answer states page size 4 where 3 was asked for'],
  [
    'a page smaller than its rows',
    answer({ PageSize: 1, VcoRouteEntries: rowsTo(2) }),
    'the answer states page size 1 where 3 was asked for',
  ],
  ['a row twice', answer({ VcoRouteEntries: [row, row] }), 'a row stands twice on one page'],
  ['a row that is null', answer({ VcoRouteEntries: [row, null] }), 'row 2: not an object'],
  [
    'a deep row',
    withRow({ Tags: JSON.parse('['.repeat(30) + ']'.repeat(30)) }),
    'the answer nests deeper than any page',
  ],
  [
    'a row of another connection',
    withRow({ VpnConnectionId: 'vco-b' }),
    'row 1: it is not of the connection that was asked for',
  ],
  [
    'a row of the other type',
    withRow({ RouteEntryType: 'bgp' }),
    'row 1: it is not of the route type that was asked for',
  ],
  ['a destination that is a number', withRow({ RouteDest: 10 }), "row 1: its destination can't be read (no text)"],
  ['a weight of one half', withRow({ Weight: 0.5 }), 'row 1: its weight is not an integer'],
  ['a weight that is false', withRow({ Weight: false }), 'row 1: its weight is not an integer'],
])('%s: refused, by name, and worth another attempt', (_, text, message) => {
  const requestId = message.startsWith('the answer is not') ? null : 'id-1';
  expect(faultOf(text)).toEqual({ code: 'BrokenAnswer', message, requestId, transient: true, retryAfter: null });
});

test('a destination that can not be read is named with the reason', () => {
  expect(faultOf(withRow({ RouteDest: '10.0.0.0/33' }))).toMatchObject({
    message: expect.stringMatching(/^row 1: its destination can't be read \(.+33.*\)$/),
  });
});

test.each([
  ['a Code', { Code: 'ServiceUnavailable' }, 'ServiceUnavailable'],
  ['a Code that is no word', { Code: { of: 'x' } }, 'BrokenAnswer'],
  ['Success: false', { Success: false }, 'BrokenAnswer'],
  ['Success in another word', { Success: 'no' }, 'BrokenAnswer'],
  ['Success that is an object', { Success: {} }, 'BrokenAnswer'],
  ['a code in small letters', { code: 'InternalError' }, 'BrokenAnswer'],
  ['an ErrorCode', { ErrorCode: 'InternalError' }, 'BrokenAnswer'],
  ['an error', { error: { text: 'no' } }, 'BrokenAnswer'],
  ['success: false in small letters', { success: false }, 'BrokenAnswer'],
])('%s beside an empty list is an error, not an empty table', (_, fields, code) => {
  expect(faultOf(answer({ VcoRouteEntries: [], ...fields }))).toEqual({
    code,
    message: 'the API answered with an error under HTTP status 200',
    requestId: 'id-1',
    transient: true,
    retryAfter: null,
  });
});

test('a page is read as it states itself', () => {
  expect(read(answer({ VpnRouteCounts: [{ RouteEntryType: 'custom', Source: '', RouteCount: '4' }] }))).toEqual({
    routes: [
      {
        type: 'custom',
        destination: '10.0.0.0/24',
        source: null,
        nextHop: 'vco-test',
        weight: 100,
        state: 'published',
        asPath: null,
        community: null,
        createTime: 1_700_000_000_000,
        more: {},
      },
    ],
    pageSize: 3,
    totalCount: 4,
    counts: [{ type: 'custom', source: null, count: 4 }],
    requestId: 'id-1',
    serverTime: 5,
    sentAt: 3,
    receivedAt: 4,
    unknownFields: [],
  });
});

test.each<[string, string, Partial<Page>]>([
  ['as many rows as asked for', answer({ VcoRouteEntries: rowsTo(3) }), { pageSize: 3 }],
  ['a smaller page, filled', answer({ PageSize: 2, VcoRouteEntries: rowsTo(2) }), { pageSize: 2 }],
  ['a smaller page, not filled', answer({ PageSize: 2 }), { pageSize: 2 }],
  ['no rows', answer({ VcoRouteEntries: [], TotalCount: 0 }), { routes: [], totalCount: 0 }],
  [
    'nothing counted',
    answer({ TotalCount: undefined, PageNumber: null, PageSize: '' }),
    { totalCount: null, pageSize: null },
  ],
  ['an empty NextToken', answer({ NextToken: '', HasMore: false, Marker: null }), { totalCount: 4 }],
  ['an empty Code, and Success', answer({ Code: '', Success: 'True' }), { totalCount: 4 }],
  ['a Code that is null', answer({ Code: null }), { totalCount: 4 }],
  ['counts that are null', answer({ VpnRouteCounts: null }), { counts: [] }],
])('%s: read', (_, text, said) => {
  expect(read(text)).toMatchObject(said);
});

test('fields of rows that nobody knows are kept and told, each once; those that are known are not told', () => {
  const known = { NextHopTunnelIdList: ['tun-1'], Source: 'CLOUD', CreateTime: 'yesterday' };
  const rows = rowsTo(2).map((one) => ({ ...one, ...known, Colour: 'green', Shape: 1 }));
  const { routes, unknownFields } = read(answer({ VcoRouteEntries: rows }));
  expect(unknownFields).toEqual(['Colour', 'Shape']);
  expect(routes[0]).toMatchObject({ createTime: null, more: { ...known, Colour: 'green', Shape: 1 } });
});

/** The route that the one row of an answer is read as. */
const routeOf = (changes: Readonly<Record<string, unknown>>, asked: Partial<PageRequest> = {}) =>
  read(withRow(changes), asked).routes[0];

test.each([
  ['an absent weight', { Weight: undefined }, { weight: null }],
  ['an empty weight', { Weight: '' }, { weight: null }],
  ['weight 0', { Weight: 0 }, { weight: 0 }],
  ['a weight in quotes', { Weight: '100' }, { weight: 100 }],
  ['an absent CreateTime', { CreateTime: undefined }, { createTime: null, more: {} }],
  ['CreateTime 0', { CreateTime: 0 }, { createTime: 0 }],
  ['a CreateTime that is no integer', { CreateTime: 1.5 }, { createTime: null, more: { CreateTime: 1.5 } }],
  ['a source of a custom route', { Source: 'CLOUD' }, { source: null, more: { Source: 'CLOUD' } }],
  ['an empty source of a custom route', { Source: '' }, { source: null, more: {} }],
])('of %s', (_, changes, said) => {
  expect(routeOf(changes)).toEqual(expect.objectContaining(said));
});

test('a bgp route has a source', () => {
  const bgp = { RouteEntryType: 'bgp', Source: 'VPN_BGP' };
  expect(routeOf(bgp, { type: 'bgp' })).toMatchObject({ type: 'bgp', source: 'VPN_BGP', more: {} });
});

test.each<[string, unknown, unknown]>([
  ['absent', undefined, null],
  ['empty', '', null],
  ['in brackets', '[12000]', [12000]],
  ['a list', [65010, 65020], [65010, 65020]],
  ['an empty list', [], []],
  ['separated by commas', '[65010,65020]', [65010, 65020]],
  ['separated by commas and blanks', ' 65010, 65020 ', [65010, 65020]],
  ['one number', 65010, [65010]],
  ['the largest number', '4294967295', [4294967295]],
  ['beyond the largest number', '4294967296', '4294967296'],
  ['a set', '65010 {65020,65030}', '65010 {65020,65030}'],
  ['a confederation', '(65010) 65020', '(65010) 65020'],
  ['lists in a list', [[65010]], '[[65010]]'],
  ['dotted', '1.10', '1.10'],
])('an AS path, %s', (_, AsPath, asPath) => {
  expect(routeOf({ AsPath })?.asPath).toEqual(asPath);
});
