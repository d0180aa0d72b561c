import openApi from '@alicloud/openapi-core';
import vpc from '@alicloud/vpc20160428';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadBaselines } from '../../src/baseline/loadBaselines.ts';
import { apiOrigin, isApiHost, isProtected, isStsOrigin } from '../../src/collect/hosts.ts';
import { isRegion } from '../../src/collect/regions.ts';
import { faultOf, never, page, sourceAt } from './asking.ts';
import { emptyTable, withServer } from './withServer.ts';

const attacks = (port: number) => [
  `x@127.0.0.1:${port}/#`,
  `x@127.0.0.1:${port}/?`,
  `127.0.0.1:${port}/#`,
  `x@127.0.0.1:${port}\\`,
  `@localhost:${port}/`,
  `x.aliyuncs.com@127.0.0.1:${port}/#`,
  `%40127.0.0.1:${port}%2f`,
  `cn-hangzhou@127.0.0.1:${port}/#`,
  `cn-hangzhou.evil.example/#`,
  `cn-hangzhou/../../@127.0.0.1:${port}/`,
  `cn-hangzhou\n`,
  `cn-hangzhou\r\nhost: 127.0.0.1:${port}`,
  `cn-hangzhou `,
  `CN-HANGZHOU`,
  `cn-hangzhou\u0000`,
  `ｃn-hangzhou`,
  `constructor`,
  `__proto__`,
  `xx-unknown-1`,
  ``,
];

test.each(attacks(0).map((_, i) => i))('a region such as attack %i sends nothing anywhere', async (i) => {
  await withServer(
    (response) => response.end(emptyTable),
    async ({ port, received }) => {
      const region = attacks(port)[i] ?? '';
      const address = `http://127.0.0.1:${port}`;
      const proxies = { httpsProxy: address, httpProxy: address, noProxy: '' };
      const fault = await faultOf(sourceAt(null, { proxies }).readPage({ ...page, region }, never));
      expect(fault).toMatchObject({ code: 'UnknownRegion', transient: false });
      expect(received).toEqual([]);
    },
  );
});

test.each(attacks(8099).filter((region) => region !== 'xx-unknown-1'))('a baseline can name no region %j', (region) => {
  const text = `version: 1\nconnection: vco-a\nregion: ${JSON.stringify(region)}\n`;
  const loaded = loadBaselines([{ file: 'a.yaml', bytes: Buffer.from(text) }]);
  expect(loaded.state).toBe('refused');
});

test('with --endpoint a region is a parameter and no part of the address', async () => {
  await withServer(
    (response) => response.end(emptyTable),
    async ({ endpoint, received }) => {
      await sourceAt(endpoint).readPage({ ...page, region: 'xx-new-1' }, never);
      expect(received).toHaveLength(1);
      expect(new URL(received[0]?.url ?? '', endpoint).searchParams.get('RegionId')).toBe('xx-new-1');
    },
  );
});

const sdkHostOf = (regionId: string) => new vpc.default(new openApi.$OpenApiUtil.Config({ regionId }))._endpoint;
const sdkMap = Object.keys(new vpc.default(new openApi.$OpenApiUtil.Config({ regionId: 'cn-hangzhou' }))._endpointMap);

test.each(sdkMap.filter((region) => region !== 'rus-west-1-pop'))('the region %s of the SDK is known', (region) => {
  expect(isRegion(region)).toBe(true);
  expect(apiOrigin(region, null, sdkHostOf(region))).toBe(`https://${sdkHostOf(region)}`);
});

test.each([
  ['cn-hangzhou', 'https://vpc.aliyuncs.com'],
  ['eu-central-1', 'https://vpc.eu-central-1.aliyuncs.com'],
])('the API of %s is at %s', (region, origin) => {
  expect(apiOrigin(region, null, sdkHostOf(region))).toBe(origin);
});

test('whatever text is called a region, the origin is one of the API', () => {
  const text = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[a-z]{2}-[a-z0-9@:/#?.\\-]{0,30}$/),
    fc.constantFrom(...sdkMap),
  );
  fc.assert(
    fc.property(text, (region) => {
      if (!isRegion(region)) return;
      expect(apiOrigin(region, null, sdkHostOf(region))).toMatch(/^https:\/\/vpc[a-z0-9.-]*\.aliyuncs\.com$/);
    }),
  );
});

test.each([
  ['vpc.aliyuncs.com', true],
  ['vpc.cn-hangzhou.aliyuncs.com', true],
  ['vpc-nebula.cn-qingdao-nebula.aliyuncs.com', true],
  ['vpc.x@127.0.0.1:8099/#.aliyuncs.com', false],
  ['vpc.evil.com/.aliyuncs.com', false],
  ['vpc.aliyuncs.com.evil.com', false],
  ['vpc.aliyuncs.com\n', false],
])('%j is a host of the API: %p', (host, is) => {
  expect(isApiHost(host)).toBe(is);
});

test.each([
  ['https://sts.aliyuncs.com', true],
  ['https://sts.eu-central-1.aliyuncs.com', true],
  ['https://sts-vpc.cn-hangzhou.aliyuncs.com', true],
  ['http://sts.aliyuncs.com', false],
  ['https://sts.aliyuncs.com:8443', false],
  ['https://sts.aliyuncs.com.evil.com', false],
  ['https://sts.a.b.aliyuncs.com', false],
  ['https://evil.com', false],
])('%s is the security token service: %p', (origin, is) => {
  expect(isStsOrigin(origin)).toBe(is);
});

test.each([
  ['https://anything.example/', true],
  ['http://127.0.0.1:8080/', true],
  ['http://[::1]:8080/', true],
  ['http://localhost/', true],
  ['http://100.100.100.200/', true],
  ['http://127.0.0.1.example/', false],
  ['http://example.com/', false],
  ['ftp://127.0.0.1/', false],
])('a request to %s is protected: %p', (url, is) => {
  expect(isProtected(new URL(url))).toBe(is);
});
