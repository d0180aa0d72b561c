import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Fault } from '../../src/emulator/fault.ts';
import { formats } from '../../src/report/registry.ts';
import { runBin } from '../cli/bin.ts';
import { baseline, inFolder, networkOf } from '../cli/fixture.ts';
import { runIn } from '../cli/testWorld.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { plantedKey } from './asking.ts';
import { withProxy } from './withProxy.ts';
import { emptyTable, type Received, type Say, withServer } from './withServer.ts';

const { id, secret, securityToken: token } = plantedKey;
const files = { 'baselines/hq.yaml': baseline() };
const env = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: id,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: `${secret}\n`,
  ALIBABA_CLOUD_SECURITY_TOKEN: token,
};
const outputs = formats.map((format) => `${format}=out/${format}`);
const audit = (endpoint: string) => [
  'audit',
  ...['--verbose', '--confirm-after', '0', '--settle', '0', '--endpoint', endpoint],
  ...['text', ...outputs].flatMap((output) => ['-o', output]),
];

/** Everything that a run left behind, in one text. */
async function leftIn(cwd: string, { stdout, stderr }: { readonly stdout: string; readonly stderr: string }) {
  const names = await readdir(join(cwd, 'out'));
  expect(names.length).toBeGreaterThanOrEqual(outputs.length);
  const texts = await Promise.all(names.map((name) => readFile(join(cwd, 'out', name), 'utf8')));
  return [stdout, stderr, ...names, ...texts].join('\n');
}

const leak = new RegExp([id, secret, token, '\\bAuthorization\\b', 'ACS3-HMAC', 'Signature='].join('|'), 'i');

const faults: readonly Fault[] = [
  { kind: 'throttling', retryAfterMs: 5, status: 429 },
  { kind: 'service-unavailable' },
  { kind: 'internal-error' },
  { kind: 'error-with-200', code: 'SignatureDoesNotMatch', message: `${id} ${secret} ${token}` },
  { kind: 'error-with-200', code: id },
  { kind: 'html-page' },
  { kind: 'html-page', status: 200 },
  { kind: 'bare-body', body: `{"Code":"x","RequestId":"${id}"}` },
  { kind: 'bare-body', body: `${secret}` },
  { kind: 'clamped-page-size', size: 1, echo: true },
  { kind: 'page-number-ignored' },
  { kind: 'total-count-missing' },
  { kind: 'total-count-as-string' },
  { kind: 'total-count-of-page' },
  { kind: 'total-count-off', by: 3 },
  { kind: 'total-count-moving' },
  { kind: 'short-page', rows: 0 },
  { kind: 'duplicate-row' },
  { kind: 'foreign-row', of: 'connection' },
  { kind: 'reply-fields', set: { NextToken: token, RequestId: id } },
  { kind: 'reply-fields', set: { [secret]: token } },
  { kind: 'slow-answer', ms: 5 },
  { kind: 'dripping-body', ms: 1, pieces: 3 },
  { kind: 'reset-before-reply' },
  { kind: 'reset-within-body' },
  { kind: 'truncated-body' },
  { kind: 'table-edit', insert: [{ destination: '10.0.0.0/8', nextHop: secret }] },
];

test.each(faults)('nothing leaks when the API does $kind', async (fault) => {
  const state = { ...networkOf('vco-hq'), accessKeys: [{ id, secret, securityToken: token }], faults: [fault] };
  await inFolder(files, (cwd) =>
    withEmulator(state, async ({ endpoint, requests }) => {
      const ran = await runIn(cwd, audit(endpoint), { env });
      expect(requests.length).toBeGreaterThan(0);
      expect(await leftIn(cwd, ran)).not.toMatch(leak);
    }),
  );
});

test.each(['wrong secret', 'wrong id', 'token expired'])(
  'nothing leaks when the API refuses a key: %s',
  async (what) => {
    const accessKey = {
      id: what === 'wrong id' ? 'another' : id,
      secret: what === 'wrong secret' ? 'another' : secret,
      securityToken: token,
      expired: what === 'token expired',
    };
    await inFolder(files, (cwd) =>
      withEmulator({ ...networkOf('vco-hq'), accessKeys: [accessKey] }, async ({ endpoint }) => {
        const ran = await runIn(cwd, audit(endpoint), { env });
        expect(ran.exitCode).toBe(3);
        expect(await leftIn(cwd, ran)).not.toMatch(leak);
      }),
    );
  },
);

/** Everything that was sent, said back, as the real gateway and proxies do in their errors. */
const echo = ({ url, headers }: Received) => `${url} ${secret} ${id} ${JSON.stringify(headers)}`;
const said = (Code: string, request: Received) => JSON.stringify({ Code, Message: echo(request), RequestId: id });

/** As PHP and Gson write a text. */
const escaped = (value: unknown) =>
  JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replaceAll('=', '\\u003d')
    .replaceAll(token.slice(0, 1), unicodeOf(token));
const unicodeOf = (text: string) => `\\u${text.charCodeAt(0).toString(16).padStart(4, '0')}`;
const tokenRow = { VcoRouteEntries: [{ RouteDest: '10.0.0.0/8', NextHop: token }], TotalCount: 1 };

const echoes: readonly [string, Say][] = [
  ['an error', (response, request) => response.writeHead(400).end(said('SignatureDoesNotMatch', request))],
  ['a code', (response, request) => response.writeHead(403).end(said(id, request))],
  ['a page of HTML', (response, request) => response.writeHead(403).end(`<html>${echo(request)}</html>`)],
  ['HTML with status 200', (response, request) => response.end(`<html>${echo(request)}</html>`)],
  ['an error with status 200', (response, request) => response.end(said('SignatureDoesNotMatch', request))],
  ['a redirect', (response, request) => response.writeHead(302, { location: `/?${token}` }).end(echo(request))],
  [
    'headers',
    (response) => response.writeHead(500, { 'x-acs-request-id': id, 'retry-after': secret, date: token }).end(),
  ],
  ['a row that is written with escapes', (response) => response.end(escaped(tokenRow))],
  [
    'the request id of a reply',
    (response, { headers }) => {
      const RequestId = /Signature=(\w+)/.exec(String(headers.authorization))?.[1];
      response.end(JSON.stringify({ RequestId, VcoRouteEntries: [], TotalCount: 0 }));
    },
  ],
  ['a row', (response) => response.end(JSON.stringify({ VcoRouteEntries: [{ RouteDest: secret, [token]: id }] }))],
];

test.each(echoes)('nothing leaks when the server says it back in %s', async (_, say) => {
  await inFolder(files, (cwd) =>
    withServer(say, async ({ endpoint, received }) => {
      const ran = await runIn(cwd, audit(endpoint), { env });
      expect(ran.exitCode).toBe(3);
      expect(received[0]?.headers.authorization).toMatch(leak);
      expect(await leftIn(cwd, ran)).not.toMatch(leak);
    }),
  );
});

/** What makes libraries and Node itself talk. */
const talkative = { DEBUG: '*', NODE_DEBUG: '*' };

/** All at once: most of the time they wait before they ask again, and give an outage up after a minute. */
test.concurrent('nothing leaks with DEBUG and NODE_DEBUG when the server says it back', async () => {
  const left = echoes.map(([what, say]) =>
    inFolder(files, (cwd) =>
      withServer(say, async ({ endpoint, received }) => {
        const ran = await runBin(audit(endpoint), { cwd, env: { ...env, ...talkative } });
        expect(received.length).toBeGreaterThan(0);
        expect(ran.stderr).toContain('NET ');
        return { what, leaks: leak.test(await leftIn(cwd, ran)) };
      }),
    ),
  );
  expect(await Promise.all(left)).toEqual(echoes.map(([what]) => ({ what, leaks: false })));
}, 240_000);

test.concurrent('nothing leaks with DEBUG and NODE_DEBUG whatever the API does', async () => {
  const connections = faults.map((_, i) => `vco-${i}`);
  const state = {
    ...networkOf(...connections),
    accessKeys: [{ id, secret, securityToken: token }],
    faults: faults.map((fault, i) => ({ ...fault, connection: `vco-${i}`, on: [1] })),
  };
  const baselines = connections.map((name) => [`baselines/${name}.yaml`, baseline(name)]);
  await inFolder(Object.fromEntries(baselines), (cwd) =>
    withEmulator(state, async ({ endpoint, requests }) => {
      const ran = await runBin(audit(endpoint), { cwd, env: { ...env, ...talkative } });
      const struck = new Set(requests.flatMap((request) => request.faults));
      expect(struck).toEqual(new Set(faults.map(({ kind }) => kind)));
      expect(await leftIn(cwd, ran)).not.toMatch(leak);
    }),
  );
}, 240_000);

test('nothing leaks with DEBUG and NODE_DEBUG where the keys come from a credentials URI', async () => {
  const given = { AccessKeyId: id, AccessKeySecret: secret, SecurityToken: token, Expiration: '2099-01-01T00:00:00Z' };
  const say: Say = (response, request) => {
    if (request.url === '/keys') response.end(JSON.stringify(given));
    else response.writeHead(403).end(said('SignatureDoesNotMatch', request));
  };
  await inFolder(files, (cwd) =>
    withServer(say, async ({ endpoint, received }) => {
      const uri = { HOME: cwd, ALIBABA_CLOUD_CREDENTIALS_URI: `${endpoint}/keys`, ...talkative };
      const ran = await runBin(audit(endpoint), { cwd, env: uri });
      expect(received.map(({ url }) => url)).toContain('/keys');
      expect(ran.exitCode).toBe(3);
      expect(await leftIn(cwd, ran)).not.toMatch(leak);
    }),
  );
});

test.each(['granted', 'refused'])('nothing leaks with DEBUG and NODE_DEBUG when a role is %s by STS', async (what) => {
  const assumed = {
    AccessKeyId: id,
    AccessKeySecret: secret,
    SecurityToken: token,
    Expiration: '2099-01-01T00:00:00Z',
  };
  const serve = (request: Received, host: string) => {
    if (host === 'vpc.aliyuncs.com') return [200, emptyTable] as const;
    if (what === 'refused') return [403, said('NoPermission', request)] as const;
    return [200, JSON.stringify({ Credentials: assumed })] as const;
  };
  const profile = { name: 'a', mode: 'RamRoleArn', access_key_id: id, access_key_secret: secret, ram_role_arn: 'r' };
  const home = { '.aliyun/config.json': JSON.stringify({ current: 'a', profiles: [profile] }) };
  await inFolder({ ...files, ...home }, (cwd) =>
    withProxy(['*.aliyuncs.com'], serve, async ({ address, certificate, received }) => {
      const file = join(cwd, 'ca.pem');
      await writeFile(file, certificate);
      const proxied = { HOME: cwd, HTTPS_PROXY: address, NODE_EXTRA_CA_CERTS: file, ...talkative };
      const argv = audit('').filter((word) => word !== '--endpoint' && word !== '');
      const ran = await runBin(argv, { cwd, env: proxied });
      expect(received.map(({ host }) => host)).toContain('sts.aliyuncs.com');
      expect(ran.exitCode).toBe(what === 'granted' ? 1 : 3);
      expect(await leftIn(cwd, ran)).not.toMatch(leak);
    }),
  );
});

test.each([
  ['a profile that is cut', '.aliyun/config.json', `{"profiles":[{"access_key_secret":"${secret}","x":"${id}`],
  [
    'a profile of an odd mode',
    '.aliyun/config.json',
    JSON.stringify({ current: 'a', profiles: [{ name: 'a', mode: token }] }),
  ],
  ['a section of an odd type', '.alibabacloud/credentials', `[default]\ntype=${id}\naccess_key_secret=${secret}\n`],
])('nothing leaks from %s', async (_, file, text) => {
  await inFolder({ ...files, [file]: text }, async (cwd) => {
    const ran = await runIn(cwd, audit('http://127.0.0.1:1'), { env: { HOME: cwd } });
    expect(ran.exitCode).toBe(3);
    expect(await leftIn(cwd, ran)).not.toMatch(leak);
  });
});
