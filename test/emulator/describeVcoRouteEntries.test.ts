import { expect, test } from '@jest/globals';
import type { ConnectionState, EmulatorConnection } from '../../src/emulator/emulatorState.ts';
import {
  call,
  codeOf,
  connectionId,
  destinations,
  failure,
  region,
  sdkClient,
  send,
  signedRequest,
  stateWith,
} from './client.ts';
import { withEmulator } from './withEmulator.ts';

test('the typed SDK client reads every documented field', async () => {
  const bgp = { type: 'bgp', source: 'VPN_BGP', asPath: '[12000]', community: '65535:65510', createTime: 7 } as const;
  const more = { NextHopTunnelIdList: ['tun-1'] };
  const routes = [{ destination: '10.9.0.0/16', ...bgp, more }];
  await withEmulator({ connections: [{ id: connectionId, region, routes }] }, async (emulator) => {
    const { default: vpc } = await import('@alicloud/vpc20160428');
    const request = new vpc.DescribeVcoRouteEntriesRequest({
      regionId: region,
      vpnConnectionId: connectionId,
      routeEntryType: 'bgp',
      pageNumber: 1,
      pageSize: 50,
    });
    const { statusCode, body } = await sdkClient(emulator).describeVcoRouteEntries(request);
    expect(statusCode).toBe(200);
    expect(body?.vpnRouteCounts).toBeUndefined();
    expect(body).toMatchObject({ totalCount: 1, pageNumber: 1, pageSize: 50 });
    expect(body?.vcoRouteEntries?.map((row) => ({ ...row }))).toEqual([
      {
        vpnConnectionId: connectionId,
        routeDest: '10.9.0.0/16',
        nextHop: connectionId,
        nextHopTunnelIdList: ['tun-1'],
        state: 'Active',
        routeEntryType: 'bgp',
        source: 'VPN_BGP',
        asPath: '[12000]',
        community: '65535:65510',
        createTime: 7,
      },
    ]);
  });
});

test('without a type, a page and a size, the first ten custom routes come', async () => {
  await withEmulator(stateWith(11, 5), async (emulator) => {
    const body = await call(emulator);
    expect(body).toMatchObject({ TotalCount: 11, PageNumber: 1, PageSize: 10 });
    expect(destinations(body)).toEqual(Array.from({ length: 10 }, (_, i) => `10.0.${i}.0/24`));
    expect(body.VcoRouteEntries[0]).toEqual({
      VpnConnectionId: connectionId,
      RouteDest: '10.0.0.0/24',
      NextHop: connectionId,
      Weight: 100,
      State: 'published',
      RouteEntryType: 'custom',
      CreateTime: 1_705_305_600_000,
    });
    expect(Object.keys(body).sort()).toEqual(['PageNumber', 'PageSize', 'RequestId', 'TotalCount', 'VcoRouteEntries']);
    expect(body.RequestId).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  });
});

test.each([0, 1, 49, 50, 51, 100, 101, 2000])(
  '%i routes come in pages of 50, each once and in order',
  async (count) => {
    await withEmulator(stateWith(count, 3), async (emulator) => {
      const seen: unknown[] = [];
      for (let page = 1; page <= Math.floor(count / 50) + 1; page += 1) {
        const body = await call(emulator, { PageNumber: `${page}`, PageSize: '50' });
        expect(body).toMatchObject({ TotalCount: count, PageNumber: page, PageSize: 50 });
        seen.push(...destinations(body));
      }
      expect(seen).toEqual(Array.from({ length: count }, (_, i) => `10.${Math.floor(i / 256)}.${i % 256}.0/24`));
    });
  },
);

test('the page after the last is empty', async () => {
  await withEmulator(stateWith(3), async (emulator) => {
    expect(await call(emulator, { PageNumber: '99' })).toMatchObject({ TotalCount: 3, VcoRouteEntries: [] });
  });
});

test('odd values are sent as they stand, null leaves a field out, and `more` wins', async () => {
  const routes = [
    { destination: '\u001b[31m|`<b>]]>', weight: '100', state: 5, nextHop: null, createTime: null },
    { destination: null, weight: 1e300, more: { VpnConnectionId: 'vco-other', RouteEntryType: 'odd' } },
  ];
  await withEmulator({ connections: [{ id: connectionId, region, routes }] }, async (emulator) => {
    expect((await call(emulator)).VcoRouteEntries).toEqual([
      {
        VpnConnectionId: connectionId,
        RouteDest: '\u001b[31m|`<b>]]>',
        Weight: '100',
        State: 5,
        RouteEntryType: 'custom',
      },
      {
        VpnConnectionId: 'vco-other',
        NextHop: connectionId,
        Weight: 1e300,
        State: 'published',
        RouteEntryType: 'odd',
        CreateTime: 1_705_305_600_000,
      },
    ]);
  });
});

test('a dual-tunnel connection counts its routes by type and source in each reply', async () => {
  const generate = [
    { count: 12, from: '10.0.0.0/24' },
    { count: 2, from: '172.16.0.0/24', type: 'bgp' as const, source: 'VPN_BGP' },
    { count: 1, from: '172.17.0.0/24', type: 'bgp' as const, source: 'CLOUD' },
  ];
  await withEmulator(
    { connections: [{ id: connectionId, region, vpnRouteCounts: true, generate }] },
    async (emulator) => {
      expect((await call(emulator, { RouteEntryType: 'bgp' })).VpnRouteCounts).toEqual([
        { RouteEntryType: 'custom', RouteCount: 12 },
        { RouteEntryType: 'bgp', Source: 'VPN_BGP', RouteCount: 2 },
        { RouteEntryType: 'bgp', Source: 'CLOUD', RouteCount: 1 },
      ]);
    },
  );
});

test.each([
  [{ RegionId: '' }, 'MissingRegionId', 400],
  [{ VpnConnectionId: '' }, 'MissingVpnConnectionId', 400],
  [{ RouteEntryType: 'BGP' }, 'IllegalParam.RouteEntryType', 400],
  [{ RouteEntryType: 'static' }, 'IllegalParam.RouteEntryType', 400],
  [{ PageSize: '0' }, 'IllegalParam.PageSize', 400],
  [{ PageSize: '51' }, 'IllegalParam.PageSize', 400],
  [{ PageSize: '1e1' }, 'IllegalParam.PageSize', 400],
  [{ PageNumber: '0' }, 'IllegalParam.PageNumber', 400],
  [{ PageNumber: '-1' }, 'IllegalParam.PageNumber', 400],
  [{ VpnConnectionId: 'vco-nobody' }, 'InvalidVpnConnectionInstanceId.NotFound', 404],
  [{ RegionId: 'cn-shanghai' }, 'InvalidVpnConnectionInstanceId.NotFound', 404],
])('%j is refused with %s', async (query, code, statusCode) => {
  await withEmulator(stateWith(1), async (emulator) => {
    expect(await failure(call(emulator, query))).toMatchObject({ code, statusCode });
    expect(emulator.requests.map((request) => request.code)).toEqual([code]);
  });
});

test.each<[ConnectionState, string, number]>([
  ['updating', 'Vco.StatusNotSupport', 400],
  ['forbidden', 'Forbidden', 403],
  ['forbidden-sub-user', 'Forbbiden.SubUser', 403],
])('a connection that is %s is refused with %s, and the others are read', async (state, code, statusCode) => {
  const other: EmulatorConnection = { id: 'vco-other', region, routes: [{ destination: '10.0.0.0/8' }] };
  await withEmulator({ connections: [{ id: connectionId, region, state }, other] }, async (emulator) => {
    expect(await failure(call(emulator))).toMatchObject({ code, statusCode });
    expect(destinations(await call(emulator, { VpnConnectionId: 'vco-other' }))).toEqual(['10.0.0.0/8']);
  });
});

test.each([
  ['action', { action: 'DescribeVpnConnections' }, 'InvalidAction.NotFound', 404],
  ['version', { version: '2014-05-26' }, 'InvalidVersion', 404],
  ['path', { pathname: '/vco' }, 'InvalidAction.NotFound', 404],
  ['method', { method: 'DELETE' }, 'UnsupportedHTTPMethod', 403],
])('another %s is refused', async (_, about, code, statusCode) => {
  await withEmulator(stateWith(1), async (emulator) => {
    expect(await failure(call(emulator, {}, {}, about))).toMatchObject({ code, statusCode });
  });
});

test('an error has the five fields of the real endpoint', async () => {
  await withEmulator(stateWith(1), async (emulator) => {
    const reply = await send(emulator, signedRequest(emulator, { query: { RegionId: region } }));
    expect(reply.headers['content-type']).toBe('application/json;charset=utf-8');
    const body: unknown = JSON.parse(reply.text);
    const requestId = emulator.requests[0]?.requestId;
    expect(codeOf(reply)).toBe('MissingVpnConnectionId');
    expect(body).toEqual({
      RequestId: requestId,
      HostId: `127.0.0.1:${emulator.port}`,
      Code: 'MissingVpnConnectionId',
      Message: 'VpnConnectionId is mandatory for this action.',
      Recommend: `https://api.aliyun.com/troubleshoot?q=MissingVpnConnectionId&product=Vpc&requestId=${requestId}`,
    });
  });
});
