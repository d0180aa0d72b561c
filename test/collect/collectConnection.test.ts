import { expect, test } from '@jest/globals';
import { embeddedCredentials } from '../../src/emulator/embeddedCredentials.ts';
import type { Fault } from '../../src/emulator/fault.ts';
import { network, readFrom } from './reading.ts';

test.each([0, 1, 49, 50, 51, 98, 99, 100, 101, 2000])('a table of %i routes is read whole', async (count) => {
  const { snapshot, requests } = await readFrom(network(count, count));
  if (snapshot.state === 'unreadable') throw new Error(JSON.stringify(snapshot.reason));
  for (const type of ['custom', 'bgp'] as const) {
    const destinations = snapshot.routes.filter((route) => route.type === type).map((route) => route.destination);
    expect(new Set(destinations).size).toBe(count);
    expect(snapshot.completeness[type]).toMatchObject({ totalCount: count, received: count, passes: 1 });
  }
  const { custom, bgp } = snapshot.completeness;
  expect(custom.pages + bgp.pages).toBe(requests.length);
  expect(custom.requestIds).toHaveLength(custom.pages);
  if (count < 50) expect(custom.pages).toBe(1);
  const fewest = Math.max(1, Math.ceil(count / 50));
  expect(custom.pages).toBeLessThanOrEqual(Math.max(fewest + 1, Math.floor(1.3 * fewest)));
});

test('an API that shows only custom routes unless asked hides no bgp route', async () => {
  const { snapshot } = await readFrom(network(3, 7));
  expect(snapshot.state === 'read' && snapshot.routes.filter(({ type }) => type === 'bgp')).toHaveLength(7);
});

const transient: [string, Fault][] = [
  ['every 2nd call throttled', { kind: 'throttling', every: 2 }],
  ['throttled with 429 and retry-after', { kind: 'throttling', status: 429, retryAfterMs: 5, every: 2 }],
  ['throttled with 503', { kind: 'throttling', status: 503, every: 3 }],
  ['service unavailable', { kind: 'service-unavailable', every: 2 }],
  ['internal error', { kind: 'internal-error', every: 2 }],
  ['reset before the reply', { kind: 'reset-before-reply', every: 2 }],
  ['reset within the body', { kind: 'reset-within-body', every: 2 }],
  ['half a body', { kind: 'truncated-body', every: 2 }],
  ['an HTML page with 502', { kind: 'html-page', every: 2 }],
  ['an HTML page with 200', { kind: 'html-page', status: 200, every: 2 }],
  ['an HTML page with 429', { kind: 'html-page', status: 429, every: 2 }],
  ['an error with HTTP 200', { kind: 'error-with-200', every: 2 }],
  ['an empty body', { kind: 'bare-body', body: '', every: 2 }],
  ['{}', { kind: 'bare-body', body: '{}', every: 2 }],
  ['null', { kind: 'bare-body', body: 'null', every: 2 }],
  ['[]', { kind: 'bare-body', body: '[]', every: 2 }],
  ['a list that is null', { kind: 'reply-fields', set: { VcoRouteEntries: null }, every: 2 }],
  ['a list that is an object', { kind: 'reply-fields', set: { VcoRouteEntries: { Item: [] } }, every: 2 }],
  ['a row twice on a page', { kind: 'duplicate-row', hides: true, every: 2 }],
  ['a row of another connection', { kind: 'foreign-row', of: 'connection', every: 2 }],
  ['a row of the other type', { kind: 'foreign-row', of: 'type', every: 2 }],
  ['a slow answer', { kind: 'slow-answer', ms: 30, every: 2 }],
  ['a dripping body', { kind: 'dripping-body', ms: 5, pieces: 4, every: 2 }],
];

const harmless: [string, Fault][] = [
  ['no TotalCount', { kind: 'total-count-missing' }],
  ['TotalCount as a string', { kind: 'total-count-as-string' }],
  ['TotalCount of the page', { kind: 'total-count-of-page' }],
  ['pages clamped to 20 in silence', { kind: 'clamped-page-size', size: 20 }],
  ['pages clamped to 20, and said so', { kind: 'clamped-page-size', size: 20, echo: true }],
];

test.each([...transient, ...harmless])('%s: the table is read whole all the same', async (_, fault) => {
  const { snapshot } = await readFrom(network(120, 1, [fault]));
  expect(snapshot).toMatchObject({ state: 'read', completeness: { custom: { received: 120 }, bgp: { received: 1 } } });
});

test.each<[string, Fault, string]>([
  ['throttled for ever', { kind: 'throttling' }, 'Throttling.User'],
  ['service unavailable for ever', { kind: 'service-unavailable' }, 'ServiceUnavailable'],
  ['an internal error for ever', { kind: 'internal-error' }, 'InternalError'],
  ['reset for ever', { kind: 'reset-before-reply' }, 'NoAnswer'],
  ['an error with HTTP 200 for ever', { kind: 'error-with-200', code: 'Forbidden' }, 'Forbidden'],
  ['{} for ever', { kind: 'bare-body', body: '{}' }, 'BrokenAnswer'],
  ['HTML for ever', { kind: 'html-page' }, 'BrokenAnswer'],
  ['TotalCount over what is given', { kind: 'total-count-off', by: 3 }, 'TableNotSettled'],
  ['TotalCount under what is given', { kind: 'total-count-off', by: -1 }, 'TableNotSettled'],
  ['TotalCount that moves', { kind: 'total-count-moving' }, 'TableNotSettled'],
  ['page 1 whatever is asked', { kind: 'page-number-ignored' }, 'TableNotSettled'],
  ['NextToken', { kind: 'reply-fields', set: { NextToken: 'abc' } }, 'BrokenAnswer'],
  ['an echo of another page', { kind: 'reply-fields', set: { PageNumber: 9 } }, 'BrokenAnswer'],
  ['an echo of a larger page', { kind: 'reply-fields', set: { PageSize: 1000 } }, 'BrokenAnswer'],
  ['one row a page', { kind: 'clamped-page-size', size: 1, echo: true }, 'PageTooSmall'],
])('%s: never a shorter table', async (_, fault, code) => {
  const { snapshot } = await readFrom(network(120, 1, [fault]));
  expect(snapshot).toMatchObject({ state: 'unreadable', reason: { code, hint: expect.stringMatching(/./) } });
});

test('rows kept back on one page are asked for again', async () => {
  const { snapshot } = await readFrom(network(120, 1, [{ kind: 'short-page', rows: 1, on: [2] }]));
  expect(snapshot).toMatchObject({ completeness: { custom: { received: 120 } } });
});

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['an error code', { Code: 'Throttling.User' }],
  ['an error code that is a number', { Code: 403 }],
  ['Success: false', { Success: false }],
])('HTTP 200 with an empty list and %s is no empty table', async (_, set) => {
  const { snapshot } = await readFrom(network(0, 0, [{ kind: 'reply-fields', set }]));
  expect(snapshot.state).toBe('unreadable');
});

test('two rows that differ in the AS path alone are two rows', async () => {
  const rows = ['[1]', '[2]'].map((asPath) => ({
    destination: '10.0.0.0/8',
    type: 'bgp' as const,
    source: 'VPN_BGP',
    asPath,
  }));
  const { snapshot } = await readFrom({ connections: [{ id: 'vco-test', region: 'cn-hangzhou', routes: rows }] });
  expect(snapshot).toMatchObject({ completeness: { bgp: { received: 2 } } });
});

test('a CreateTime that is no integer and an AS number that is none are kept as they came', async () => {
  const row = {
    destination: '10.0.0.0/8',
    type: 'bgp' as const,
    source: 'CLOUD',
    createTime: 'soon',
    asPath: '[99999999999]',
  };
  const { snapshot } = await readFrom({ connections: [{ id: 'vco-test', region: 'cn-hangzhou', routes: [row] }] });
  expect(snapshot).toMatchObject({
    routes: [{ createTime: null, more: { CreateTime: 'soon' }, asPath: '[99999999999]' }],
  });
});

test('a call that never ends is given up, and says so', async () => {
  const { snapshot } = await readFrom(network(3, 0, [{ kind: 'slow-answer', ms: 60_000 }]), { deadline: 60 });
  expect(snapshot).toMatchObject({ state: 'unreadable', reason: { code: 'NoAnswer' } });
});

test.each([
  ['an unknown key', { ...embeddedCredentials, id: 'nobody' }, 'InvalidAccessKeyId.NotFound'],
  ['a wrong secret', { ...embeddedCredentials, secret: 'wrong' }, 'SignatureDoesNotMatch'],
])('%s: unreadable, with the documented code and no secret', async (_, accessKey, code) => {
  const { snapshot } = await readFrom(network(1, 0), { accessKey });
  expect(snapshot).toMatchObject({ state: 'unreadable', reason: { code } });
  expect(JSON.stringify(snapshot)).not.toContain('HMAC');
});

test('a security token that has run out: unreadable, with the documented code', async () => {
  const accessKey = { id: 'STS.key', secret: 'secret', securityToken: 'token' };
  const state = { ...network(1, 0), accessKeys: [{ ...accessKey, expired: true }] };
  const { snapshot, requests } = await readFrom(state, { accessKey });
  expect(snapshot).toMatchObject({ state: 'unreadable', reason: { code: 'InvalidSecurityToken.Expired' } });
  expect(requests).toHaveLength(1);
});

test('a clock that is off by more than 15 minutes: unreadable, and the hint says so', async () => {
  const { snapshot } = await readFrom(network(1, 0), { now: () => Date.now() + 20 * 60_000 });
  expect(snapshot).toMatchObject({
    state: 'unreadable',
    reason: { code: 'InvalidTimeStamp.Expired', hint: expect.stringContaining('clock') },
  });
});

test.each([
  ['updating', 'Vco.StatusNotSupport'],
  ['forbidden', 'Forbidden'],
  ['forbidden-sub-user', 'Forbbiden.SubUser'],
] as const)('a connection that is %s: %s', async (state, code) => {
  const connections = [{ id: 'vco-test', region: 'cn-hangzhou', state }];
  const { snapshot } = await readFrom({ connections });
  expect(snapshot).toMatchObject({ state: 'unreadable', reason: { code } });
});

test('a connection that is not there: the documented code, and a request id to quote to support', async () => {
  const { snapshot } = await readFrom({ connections: [] });
  expect(snapshot).toMatchObject({
    reason: { code: 'InvalidVpnConnectionInstanceId.NotFound', requestId: expect.any(String) },
  });
});

test('VpnRouteCounts that disagree with the rows make the table unsettled', async () => {
  const counts = [{ RouteEntryType: 'custom', Source: '', RouteCount: 4 }];
  const { snapshot } = await readFrom(network(3, 0, [{ kind: 'reply-fields', set: { VpnRouteCounts: counts } }]));
  expect(snapshot).toMatchObject({ state: 'unreadable', reason: { code: 'TableNotSettled' } });
});

test('routes that move between pages are neither lost nor seen twice', async () => {
  const faults: Fault[] = [
    { kind: 'table-edit', type: 'custom', when: 'after', on: [1], remove: ['10.0.0.0/24'] },
    { kind: 'table-edit', type: 'custom', when: 'after', on: [2], insert: [{ destination: '10.9.0.0/24' }] },
  ];
  const { snapshot } = await readFrom(network(120, 0, faults));
  if (snapshot.state !== 'read') throw new Error(JSON.stringify(snapshot.reason));
  const destinations = snapshot.routes.map(({ destination }) => String(destination));
  expect(new Set(destinations).size).toBe(destinations.length);
  for (let i = 1; i < 120; i++) expect(destinations).toContain(`10.0.${i}.0/24`);
  expect(snapshot.completeness.custom).toMatchObject({ proof: 'proved-under-churn', passes: 1 });
});

test('a route withdrawn between two pages, which shifts the rest, loses no other', async () => {
  // Plain pages of 50 would never show the 51st route here, and TotalCount says nothing: it is that of the page.
  const faults: Fault[] = [
    { kind: 'table-edit', type: 'custom', when: 'after', on: [1], remove: ['10.0.0.0/24'] },
    { kind: 'total-count-of-page' },
  ];
  const { snapshot } = await readFrom(network(120, 0, faults));
  if (snapshot.state !== 'read') throw new Error(JSON.stringify(snapshot.reason));
  expect(snapshot.routes.map(({ destination }) => String(destination))).toContain('10.0.50.0/24');
});

test('values that nobody documented are kept: fields, sources, states, AS paths', async () => {
  const route = {
    destination: '10.0.0.0/8',
    type: 'bgp' as const,
    source: 'SATELLITE',
    state: 'Dreaming',
    asPath: '{1 2}',
    more: { Colour: 'green', NextHopTunnelIdList: ['tun-1'] },
  };
  const { snapshot } = await readFrom({ connections: [{ id: 'vco-test', region: 'cn-hangzhou', routes: [route] }] });
  expect(snapshot).toMatchObject({
    routes: [
      {
        source: 'SATELLITE',
        state: 'Dreaming',
        asPath: '{1 2}',
        weight: null,
        more: { Colour: 'green', NextHopTunnelIdList: ['tun-1'] },
      },
    ],
  });
});

test.each<[string, unknown, number | null | 'refused']>([
  ['100', 100, 100],
  ['0', 0, 0],
  ['"100"', '100', 100],
  ['absent', null, null],
  ['empty', '', null],
  ['half', 50.5, 'refused'],
  ['no number', 'heavy', 'refused'],
  ['a list', [100], 'refused'],
])('a weight that is %s is %j in the reply, and is read as %j', async (_, weight, read) => {
  const routes = [{ destination: '10.0.0.0/8', weight }];
  const { snapshot } = await readFrom({ connections: [{ id: 'vco-test', region: 'cn-hangzhou', routes }] });
  if (read === 'refused') expect(snapshot).toMatchObject({ reason: { code: 'BrokenAnswer' } });
  else expect(snapshot).toMatchObject({ routes: [{ weight: read }] });
});

test('a destination that means no prefix for sure makes the connection unreadable', async () => {
  const read = async (destination: string) =>
    (await readFrom({ connections: [{ id: 'vco-test', region: 'cn-hangzhou', routes: [{ destination }] }] })).snapshot;
  expect(await read('010.0.0.0/8')).toMatchObject({ reason: { code: 'BrokenAnswer' } });
  expect(await read('2001:DB8::/32')).toMatchObject({ routes: [{ destination: '2001:db8::/32' }] });
});
