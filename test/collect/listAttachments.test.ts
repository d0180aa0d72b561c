import { expect, test } from '@jest/globals';
import { openApi } from '../../src/collect/alibabaCloud.ts';
import { parseEndpoint } from '../../src/collect/endpoint.ts';
import { discoverConnections } from '../../src/collect/listAttachments.ts';
import { retryBudget } from '../../src/collect/retryBudget.ts';
import { embeddedCredentials } from '../../src/emulator/embeddedCredentials.ts';
import type { EmulatorConnection } from '../../src/emulator/emulatorState.ts';
import type { Fault } from '../../src/emulator/fault.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { withServer } from './withServer.ts';

const region = 'cn-hangzhou';
const patience = {
  ...{ attempts: 3, passes: 4, firstDelay: 0, longestDelay: 0, budget: retryBudget(() => 0), random: () => 0 },
  pause: async () => {},
  onRetry: () => {},
};
const many = (count: number): readonly EmulatorConnection[] =>
  Array.from({ length: count }, (_, i) => ({ id: `vco-${String(i).padStart(3, '0')}`, region }));

async function discoverAt(endpoint: string) {
  const at = parseEndpoint(endpoint);
  if (typeof at === 'string') throw new Error(at);
  const source = openApi({ endpoint: at, accessKey: embeddedCredentials, deadline: 5000, now: () => 0 });
  return await discoverConnections(region, source, patience, new AbortController().signal);
}

const discover = (connections: readonly EmulatorConnection[], ...faults: readonly Fault[]) =>
  withEmulator(
    { connections, faults: faults.map((fault) => ({ ...fault, action: 'DescribeVpnAttachments' })) },
    (api) => discoverAt(api.endpoint),
  );

const idsIn = (list: Awaited<ReturnType<typeof discover>>) =>
  list.state === 'listed' ? list.attachments.map(({ connectionId }) => connectionId) : list.reason.code;

test('the real SDK lists what the embedded API knows of a region, sorted, with names and tags', async () => {
  const about = { name: 'hq', description: 'HQ', transitRouter: 'tr-1', tags: { owner: 'netops' } };
  const list = await discover([
    { id: 'vco-b', region },
    { id: 'vco-a', region, ...about },
    { id: 'vco-gateway', region, attached: false },
    { id: 'vco-elsewhere', region: 'cn-shanghai' },
  ]);
  const nothing = { name: null, description: null, transitRouter: null, tags: [] };
  expect(list).toEqual({
    state: 'listed',
    region,
    attachments: [
      { connectionId: 'vco-a', region, ...about, tags: [{ key: 'owner', value: 'netops' }] },
      { connectionId: 'vco-b', region, ...nothing },
    ],
  });
});

test.each([0, 1, 49, 50, 51, 100, 149])('%d connections come whole', async (count) => {
  expect(idsIn(await discover(many(count)))).toEqual(many(count).map(({ id }) => id));
});

const faults: readonly (readonly [string, Fault])[] = [
  ['a throttled call', { kind: 'throttling', on: [1] }],
  ['an answer cut off', { kind: 'truncated-body', on: [2] }],
  ['a page shorter than asked for', { kind: 'clamped-page-size', size: 20 }],
  ['a row twice, once', { kind: 'duplicate-row', on: [1], hides: true }],
  ['a page cut short, once', { kind: 'short-page', rows: 3, on: [1] }],
  ['a total of the page', { kind: 'total-count-of-page' }],
  ['no total', { kind: 'total-count-missing' }],
];

test.each(faults)('%s costs no connection', async (_, fault) => {
  expect(idsIn(await discover(many(70), fault))).toEqual(many(70).map(({ id }) => id));
});

const refusals: readonly (readonly [string, Fault, string])[] = [
  ['no permission', { kind: 'forbidden' }, 'Forbidden'],
  ['a first page that is empty, whatever the total says', { kind: 'short-page', rows: 0 }, 'ListNotSettled'],
  ['pages that hold rows back', { kind: 'short-page', rows: 30 }, 'ListNotSettled'],
  ['the first page again and again', { kind: 'page-number-ignored' }, 'ListNotSettled'],
  ['a list that is none', { kind: 'reply-fields', set: { VpnAttachments: null } }, 'BrokenAnswer'],
  ['another page', { kind: 'reply-fields', set: { PageNumber: 7 } }, 'BrokenAnswer'],
  ['a row without an id', { kind: 'foreign-row', of: 'connection' }, 'BrokenAnswer'],
  ['an error under status 200', { kind: 'error-with-200' }, 'InternalError'],
];

test.each(refusals)('%s is no list', async (_, fault, code) => {
  const list = await discover(many(40), fault);
  expect(idsIn(list)).toBe(code);
  expect(list.state === 'unreadable' && list.reason.hint).toBeTruthy();
});

test('who may not list is told the statement that is missing', async () => {
  const list = await discover(many(1), { kind: 'forbidden' });
  expect(list.state === 'unreadable' && list.reason.hint).toContain('"vpc:DescribeVpnAttachments"');
});

test('whatever secret a reply holds ends at the rim', async () => {
  const row = { InstanceId: 'vco-a', Name: 'a', IpsecConfig: { Psk: 'PLANTED' }, BgpConfig: { AuthKey: 'PLANTED' } };
  const pages = [[row], []].map((VpnAttachments) => JSON.stringify({ VpnAttachments, IkeConfig: { Psk: 'PLANTED' } }));
  let asked = 0;
  const answer = (response: { end(text: string): unknown }) => response.end(pages[asked++] ?? '{}');
  await withServer(answer, async ({ endpoint }) => {
    const list = await discoverAt(endpoint);
    expect(idsIn(list)).toEqual(['vco-a']);
    expect(JSON.stringify(list)).not.toContain('PLANTED');
  });
});
