import { expect, test } from '@jest/globals';
import type { Fault } from '../../src/emulator/fault.ts';
import { connection, network, readFrom } from './reading.ts';

/** Answers with HTTP status 200, each of which the SDK's typed client takes for an empty list, half a list, or throws on. */
const row = {
  VpnConnectionId: connection.connectionId,
  RouteEntryType: 'custom',
  RouteDest: '10.0.0.0/24',
  NextHop: connection.connectionId,
  Weight: 100,
  State: 'published',
  CreateTime: 1_700_000_000_000,
};
const withRow = (changes: Readonly<Record<string, unknown>>) => body({ VcoRouteEntries: [{ ...row, ...changes }] });
const body = (fields: Readonly<Record<string, unknown>>) =>
  JSON.stringify({ TotalCount: 1, PageNumber: 1, PageSize: 50, RequestId: 'id-1', VcoRouteEntries: [row], ...fields });
const whole = body({});

const bodies: [string, string][] = [
  ['nothing', ''],
  ['a blank', ' '],
  ['half an object', '{'],
  ['the first half of a reply', whole.slice(0, whole.length / 2)],
  ['a reply and a half', whole + whole.slice(0, 40)],
  ['two replies', whole + whole],
  ['a reply with a comma too many', whole.replace(']', ',]')],
  ['a reply in a function call', `callback(${whole})`],
  ['a reply behind a byte order mark', `\ufeff${whole}`],
  ['a page of HTML', '<!doctype html><title>Sign in</title>'],
  ['XML', '<?xml version="1.0"?><DescribeVcoRouteEntriesResponse/>'],
  ['null', 'null'],
  ['true', 'true'],
  ['a number', '0'],
  ['a text', '"ok"'],
  ['a list', '[]'],
  ['a list of replies', `[${whole}]`],
  ['an object without anything', '{}'],
  ['an object with a request id alone', '{"RequestId":"id-1"}'],
  ['a reply within a reply', JSON.stringify({ body: JSON.parse(whole) })],
  ['no list', body({ VcoRouteEntries: undefined })],
  ['a list that is null', body({ VcoRouteEntries: null })],
  ['a list that is an empty text', body({ VcoRouteEntries: '' })],
  ['a list in a text', body({ VcoRouteEntries: '[]' })],
  ['a list that is false', body({ VcoRouteEntries: false })],
  ['a list that is an object', body({ VcoRouteEntries: {} })],
  ['a list one level deeper', body({ VcoRouteEntries: { VcoRouteEntry: [] } })],
  ['a list of null', body({ VcoRouteEntries: [null] })],
  ['a list of lists', body({ VcoRouteEntries: [[row]] })],
  ['a list of texts', body({ VcoRouteEntries: ['10.0.0.0/24'] })],
  ['a row without anything', body({ VcoRouteEntries: [{}] })],
  ['a row twice', body({ VcoRouteEntries: [row, row] })],
  [
    '51 rows',
    body({ VcoRouteEntries: Array.from({ length: 51 }, (_, i) => ({ ...row, RouteDest: `10.0.${i}.0/24` })) }),
  ],
  ['a row that names no connection', withRow({ VpnConnectionId: undefined })],
  ['a row of another connection', withRow({ VpnConnectionId: 'vco-other' })],
  ['a row that names no type', withRow({ RouteEntryType: undefined })],
  ['a row of the other type', withRow({ RouteEntryType: 'bgp' })],
  ['a row of a type in other letters', withRow({ RouteEntryType: 'Custom' })],
  ['a row without destination', withRow({ RouteDest: undefined })],
  ['a destination that is null', withRow({ RouteDest: null })],
  ['a destination that is a number', withRow({ RouteDest: 10 })],
  ['a destination without length', withRow({ RouteDest: '10.0.0.0' })],
  ['a destination with a blank', withRow({ RouteDest: ' 10.0.0.0/24' })],
  ['a destination that some read as octal', withRow({ RouteDest: '010.0.0.0/24' })],
  ['a prefix length over 32', withRow({ RouteDest: '10.0.0.0/33' })],
  ['a weight of one half', withRow({ Weight: 0.5 })],
  ['a weight beyond all numbers', withRow({}).replace('"Weight":100', '"Weight":1e400')],
  ['a weight in words', withRow({ Weight: 'high' })],
  ['a weight that is a list', withRow({ Weight: [100] })],
  ['a weight that is true', withRow({ Weight: true })],
  ['a weight that is false', withRow({ Weight: false })],
  ['two lists, the second one empty', whole.replace(/}$/, ',"VcoRouteEntries":[]}')],
  ['a TotalCount in words', body({ TotalCount: 'many' })],
  ['a TotalCount below nothing', body({ TotalCount: -1 })],
  ['a TotalCount that is an object', body({ TotalCount: {} })],
  ['another page', body({ PageNumber: 2 })],
  ['a page that is no number', body({ PageNumber: 'first' })],
  ['a larger page', body({ PageSize: 100 })],
  ['a page smaller than its rows', body({ PageSize: 0.5 })],
  ['a NextToken', body({ NextToken: 'abc' })],
  ['a nextToken', body({ nextToken: 'abc' })],
  ['a marker', body({ NextMarker: 'abc' })],
  ['IsTruncated', body({ IsTruncated: true })],
  ['HasMore', body({ HasMore: true })],
  ['an error beside an empty list', body({ VcoRouteEntries: [], TotalCount: 0, Code: 'ServiceUnavailable' })],
  ['Success: false beside an empty list', body({ VcoRouteEntries: [], TotalCount: 0, Success: false })],
];

test('there are 52 kinds at least', () => {
  expect(new Set(bodies.map(([, text]) => text)).size).toBe(bodies.length);
  expect(bodies.length).toBeGreaterThanOrEqual(52);
});

test.each(bodies)('%s is no table: the connection is unreadable', async (_, text) => {
  const fault: Fault = { kind: 'bare-body', body: text, type: 'custom' };
  const { snapshot, requests } = await readFrom(network(1, 0, [fault]));
  expect(snapshot).toMatchObject({ state: 'unreadable' });
  expect(requests.some(({ faults }) => faults.includes('bare-body'))).toBe(true);
});

test.each(bodies)('%s, once: the table is read whole all the same', async (_, text) => {
  const fault: Fault = { kind: 'bare-body', body: text, type: 'custom', on: [1] };
  const { snapshot } = await readFrom(network(120, 0, [fault]));
  expect(snapshot).toMatchObject({ state: 'read', completeness: { custom: { received: 120 } } });
});

test.each<[string, string]>([
  ['the reply as it should be', whole],
  ['numbers as texts', body({ TotalCount: '1', PageNumber: '1', PageSize: '50' })],
  ['no counts at all', body({ TotalCount: undefined, PageNumber: undefined, PageSize: undefined })],
  ['an empty NextToken', body({ NextToken: '', HasMore: false })],
  ['a field that nobody knows', body({ Colour: 'green' })],
  ['a weight that is not stated', withRow({ Weight: null })],
])('%s is read', async (_, text) => {
  const empty = JSON.stringify({ ...JSON.parse(text), VcoRouteEntries: [] });
  // Where nothing is counted, the end is asked for.
  const faults: Fault[] = [
    { kind: 'bare-body', body: text, type: 'custom', on: [1] },
    { kind: 'bare-body', body: empty.replace(/"(PageNumber|PageSize)":"?\d+"?,/g, ''), type: 'custom', on: [2] },
  ];
  const { snapshot } = await readFrom(network(1, 0, faults));
  expect(snapshot).toMatchObject({ state: 'read', completeness: { custom: { received: 1 } } });
});
