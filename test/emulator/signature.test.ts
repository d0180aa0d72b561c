import { expect, test } from '@jest/globals';
import type { ApiRequest } from '../../src/emulator/apiRequest.ts';
import { canonicalRequest, parseAuthorization, sha256, sign } from '../../src/emulator/signature.ts';

// The worked example in Alibaba Cloud's description of the V3 request structure and signature.
const documented: ApiRequest = {
  method: 'POST',
  path: '/',
  query: [
    ['RegionId', 'cn-shanghai'],
    ['ImageId', 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd'],
  ],
  headers: new Map([
    ['host', ['ecs.cn-shanghai.aliyuncs.com']],
    ['x-acs-action', ['RunInstances']],
    ['x-acs-content-sha256', ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855']],
    ['x-acs-date', ['2023-10-26T10:22:32Z']],
    ['x-acs-signature-nonce', ['3156853299f313e23d1673dc12e1703d']],
    ['x-acs-version', ['2014-05-26']],
  ]),
  body: new Uint8Array(),
};
const names = [...documented.headers.keys()];

test('the documented example has the documented hash and signature', () => {
  const canonical = canonicalRequest(documented, documented.query ?? [], names);
  expect(sha256(canonical)).toBe('7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259');
  expect(sign(canonical, 'YourAccessKeySecret')).toBe(
    '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  );
});

test('the canonical request sorts the query and encodes all but letters, digits and -_.~', () => {
  const request = { ...documented, path: '/p' };
  const canonical = canonicalRequest(
    request,
    [
      ['b', "a b*!'()~/+"],
      ['a', 'é'],
      ['a', ''],
    ],
    ['x-acs-version', 'host'],
  );
  expect(canonical.split('\n')).toEqual([
    'POST',
    '/p',
    'a=&a=%C3%A9&b=a%20b%2A%21%27%28%29~%2F%2B',
    'host:ecs.cn-shanghai.aliyuncs.com',
    'x-acs-version:2014-05-26',
    '',
    'host;x-acs-version',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  ]);
});

test('an Authorization header says who signed what', () => {
  const signature = 'ab'.repeat(32);
  expect(parseAuthorization(`ACS3-HMAC-SHA256 Credential=k,SignedHeaders=a;b,Signature=${signature}`)).toEqual({
    accessKeyId: 'k',
    signedHeaders: ['a', 'b'],
    signature,
  });
});

test.each([
  '',
  'Bearer abc',
  'ACS3-RSA-SHA256 Credential=k,SignedHeaders=a,Signature=00',
  'ACS3-HMAC-SHA256 Credential=k,SignedHeaders=a,Signature=00',
  `ACS3-HMAC-SHA256 Credential=,SignedHeaders=a,Signature=${'ab'.repeat(32)}`,
  `ACS3-HMAC-SHA256 Credential=k,SignedHeaders=a,Signature=${'ab'.repeat(32)},More=x`,
])('%j is no Authorization header of this protocol', (header) => {
  expect(parseAuthorization(header)).toBeNull();
});
