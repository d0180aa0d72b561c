import { readFile } from 'node:fs/promises';
import net from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { RouteSource } from '../../src/collect/routeSource.ts';
import { noProxies } from '../../src/collect/transport.ts';
import { baseline, inFolder } from '../cli/fixture.ts';
import { runIn } from '../cli/testWorld.ts';
import { faultOf, never, page, plantedKey, sourceAt } from './asking.ts';
import { withProxy } from './withProxy.ts';
import { emptyTable, type RawServer, type Received, type Say, withServer } from './withServer.ts';

const { id, secret, securityToken: token } = plantedKey;
const later = '2099-01-01T00:00:00Z';
const key = { access_key_id: id, access_key_secret: secret };
const uriKey = { AccessKeyId: 'STS.uri', AccessKeySecret: secret, SecurityToken: 'token-1', Expiration: later };

type Files = Readonly<Record<string, string>>;
type Env = Readonly<Record<string, string>>;

/** The file of the `aliyun` command, whose first profile is the current one. */
function aliyun(...profiles: readonly Readonly<Record<string, unknown>>[]): Files {
  return { '.aliyun/config.json': JSON.stringify({ current: profiles[0]?.name ?? 'default', profiles }) };
}

/** A source that looks for keys in this home and environment, beside a server that is the API and `/keys` of a URI. */
function atHome<T>(
  files: Files,
  env: (server: RawServer, home: string) => Env,
  use: (source: RouteSource, server: RawServer, home: string) => Promise<T>,
  say: Say = answerAll,
): Promise<T> {
  return inFolder(files, (home) =>
    withServer(say, (server) => {
      const places = { env: { HOME: home, ...env(server, home) }, ecsRole: null };
      return use(sourceAt(server.endpoint, { accessKey: null, places }), server, home);
    }),
  );
}

const answerAll: Say = (response, { url }) => response.end(url === '/keys' ? JSON.stringify(uriKey) : emptyTable);
const uriOf = ({ endpoint }: RawServer): Env => ({ ALIBABA_CLOUD_CREDENTIALS_URI: `${endpoint}/keys` });
const apiCalls = ({ received }: RawServer) => received.filter(({ method }) => method === 'POST');
const keyIdOf = ({ headers }: Received) => /Credential=([^,]*)/.exec(headers.authorization ?? '')?.[1];

const ini = (section: string, type = 'access_key') =>
  `; keys\n[other]\ntype = access_key\naccess_key_id = other\n\n[${section}]\n# as documented\ntype = ${type}\n` +
  `access_key_id = "${id}"\naccess_key_secret=${secret}\nrole_arn = acs:ram::1:role/a\n`;

test.each<[string, Files, Env]>([
  ['a profile with a key', aliyun({ name: 'default', mode: 'AK', ...key }), {}],
  ['white space around a key', aliyun({ name: 'a', mode: 'AK', ...key, access_key_id: ` ${id}\n` }), {}],
  [
    'a profile by its name',
    aliyun({ name: 'a', mode: 'AK' }, { name: 'b', mode: 'AK', ...key }),
    { ALIBABA_CLOUD_PROFILE: 'b' },
  ],
  ['the SDK file', { '.alibabacloud/credentials': ini('default') }, {}],
  ['the SDK file by its documented name', { '.alibabacloud/credentials.ini': ini('default') }, {}],
  ['a section by its name', { '.alibabacloud/credentials': ini('b') }, { ALIBABA_CLOUD_PROFILE: 'b' }],
  [
    'a section of a name that is no profile',
    { ...aliyun({ name: 'a', mode: 'AK', access_key_id: 'wrong' }), '.alibabacloud/credentials': ini('b') },
    { ALIBABA_CLOUD_PROFILE: 'b' },
  ],
  [
    'the SDK file, where profiles are switched off',
    { ...aliyun({ name: 'a', mode: 'AK', access_key_id: 'wrong' }), '.alibabacloud/credentials': ini('default') },
    { ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'TRUE' },
  ],
  [
    'the SDK file, where aliyun has no key yet',
    { ...aliyun({ name: 'default', mode: 'AK', access_key_id: '' }), '.alibabacloud/credentials': ini('default') },
    {},
  ],
])('keys are found in %s', async (_, files, env) => {
  await atHome(
    files,
    () => env,
    async (source, server) => {
      await source.readPage(page, never);
      expect(server.received.map(keyIdOf)).toEqual([id]);
    },
  );
});

test('a file that is named is read from where it is', async () => {
  const env = (_: RawServer, home: string) => ({ ALIBABA_CLOUD_CREDENTIALS_FILE: join(home, 'keys.ini') });
  await atHome({ 'keys.ini': ini('default') }, env, async (source, server) => {
    await source.readPage(page, never);
    expect(server.received.map(keyIdOf)).toEqual([id]);
  });
});

test('a security token goes with its key, from a profile and from a credentials URI', async () => {
  const profile = aliyun({ name: 'a', mode: 'StsToken', ...key, sts_token: token });
  for (const [files, expected] of [
    [profile, [id, token]],
    [{}, ['STS.uri', 'token-1']],
  ] as const) {
    await atHome(files, uriOf, async (source, server) => {
      await source.readPage(page, never);
      const [call] = apiCalls(server);
      expect(call && [keyIdOf(call), call.headers['x-acs-security-token']]).toEqual(expected);
    });
  }
});

test('with no keys anywhere that is said at once, and nothing is sent', async () => {
  await atHome(
    {},
    () => ({}),
    async (source, { received }) => {
      expect(await faultOf(source.readPage(page, never))).toMatchObject({ code: 'NoCredentials', transient: false });
      expect(received).toEqual([]);
    },
  );
});

const oidc = { ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/a' };

test.each<[string, Files, Env, RegExp]>([
  ['a file that is cut', { '.aliyun/config.json': `{"profiles":[{"access_key_secret":"${secret}` }, {}, /config\.json/],
  ['a file with another shape', { '.aliyun/config.json': JSON.stringify([secret]) }, {}, /config\.json/],
  ['a file over 1 MiB', { '.aliyun/config.json': ' '.repeat(1024 * 1024 + 1) }, {}, /1 MiB/],
  ['a directory in the place of the file', { '.aliyun/config.json/x': '' }, {}, /could not be read/],
  [
    'a current profile that is not there',
    { '.aliyun/config.json': JSON.stringify({ current: 'x', profiles: [key] }) },
    {},
    /current/,
  ],
  ['a profile without a secret', aliyun({ name: 'a', mode: 'AK', access_key_id: id }), {}, /access_key_secret/],
  ['a profile of an unknown mode', aliyun({ name: 'a', mode: secret, ...key }), {}, /mode/],
  ['a role without a name', aliyun({ name: 'a', mode: 'RamRoleArn', ...key }), {}, /ram_role_arn/],
  [
    'roles in a circle',
    aliyun(
      { name: 'a', mode: 'ChainableRamRoleArn', ram_role_arn: 'r', source_profile: 'b' },
      { name: 'b', mode: 'ChainableRamRoleArn', ram_role_arn: 'r', source_profile: 'a' },
    ),
    {},
    /circle/,
  ],
  [
    'a role on nothing',
    aliyun({ name: 'a', mode: 'ChainableRamRoleArn', ram_role_arn: 'r', source_profile: 'b' }),
    {},
    /source_profile/,
  ],
  ['a role of this machine', aliyun({ name: 'a', mode: 'EcsRamRole', ram_role_name: 'r' }), {}, /--ecs-role/],
  [
    'a command',
    aliyun({ name: 'a', mode: 'External', process_command: `touch ${secret}` }),
    {},
    /External runs a command/,
  ],
  ['a login', aliyun({ name: 'a', mode: 'CloudSSO', ...key }), {}, /CloudSSO runs a command or rewrites/],
  [
    'another login',
    aliyun({ name: 'a', mode: 'OAuth', oauth_refresh_token: token }),
    {},
    /OAuth runs a command or rewrites/,
  ],
  [
    'a section without a type',
    { '.alibabacloud/credentials': `[default]\naccess_key_secret = ${secret}\n` },
    {},
    /type/,
  ],
  ['a section of an unknown type', { '.alibabacloud/credentials': ini('default', secret) }, {}, /type/],
  ['a machine role in the SDK file', { '.alibabacloud/credentials': ini('default', 'ecs_ram_role') }, {}, /--ecs-role/],
  [
    'a named section that is not there',
    { '.alibabacloud/credentials': ini('a') },
    { ALIBABA_CLOUD_PROFILE: 'z' },
    /ALIBABA_CLOUD_PROFILE/,
  ],
  ['a named profile that is nowhere', {}, { ALIBABA_CLOUD_PROFILE: 'z' }, /ALIBABA_CLOUD_PROFILE/],
  ['a named file that is not there', {}, { ALIBABA_CLOUD_CREDENTIALS_FILE: '/nonexistent/keys' }, /CREDENTIALS_FILE/],
  ['half an OIDC role', {}, oidc, /OIDC/],
  ['half a key', aliyun({ name: 'a', mode: 'AK', ...key }), { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI' }, /belong together/],
  [
    'the other half of a key',
    aliyun({ name: 'a', mode: 'AK', ...key }),
    { ALIBABA_CLOUD_ACCESS_KEY_ID: ' ', ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret },
    /belong together/,
  ],
  [
    'an OIDC role without its token',
    {},
    { ...oidc, ALIBABA_CLOUD_ROLE_ARN: 'r', ALIBABA_CLOUD_OIDC_TOKEN_FILE: '/nonexistent/token' },
    /OIDC/,
  ],
])('%s is said, and nobody else is asked in its stead', async (_, files, env, message) => {
  await atHome(
    files,
    (server) => ({ ...uriOf(server), ...env }),
    async (source, { received }, home) => {
      const before = await Promise.all(Object.keys(files).map((file) => readFile(join(home, file), 'utf8')));
      const fault = await faultOf(source.readPage(page, never));
      expect(fault).toMatchObject({
        code: 'BrokenCredentials',
        message: expect.stringMatching(message),
        transient: false,
      });
      expect(JSON.stringify(fault)).not.toMatch(new RegExp([id, secret, token].join('|')));
      expect(received).toEqual([]);
      expect(await Promise.all(Object.keys(files).map((file) => readFile(join(home, file), 'utf8')))).toEqual(before);
    },
  );
});

test.each<[string, number, string, string, boolean]>([
  ['refuses', 403, JSON.stringify({ Code: 'NoPermission', Message: secret }), 'CredentialsRefused', false],
  ['refuses in HTML', 403, `<html>${secret} ${token}</html>`, 'CredentialsRefused', false],
  ['is out of order', 503, secret, 'CredentialsRefused', true],
  ['throttles', 400, JSON.stringify({ Code: 'Throttling.Api' }), 'CredentialsRefused', true],
  ['says nothing', 200, '', 'BrokenCredentials', false],
  ['says half a key', 200, JSON.stringify({ AccessKeyId: id, AccessKeySecret: secret }), 'BrokenCredentials', false],
  ['says no JSON', 200, `${secret}`, 'BrokenCredentials', false],
  ['leads elsewhere', 302, '', 'CredentialsRefused', false],
])('a credentials service that %s is told in our words', async (_, status, body, code, transient) => {
  const say: Say = (response) => response.writeHead(status, { location: '/elsewhere' }).end(body);
  await atHome(
    {},
    uriOf,
    async (source, { received }) => {
      const fault = await faultOf(source.readPage(page, never));
      expect(fault).toMatchObject({
        code,
        transient,
        message: expect.stringContaining('ALIBABA_CLOUD_CREDENTIALS_URI'),
      });
      expect(JSON.stringify(fault)).not.toMatch(new RegExp([id, secret, token].join('|')));
      expect(received).toHaveLength(1);
    },
    say,
  );
});

test('a credentials service that cannot be reached may well be in a moment', async () => {
  const env = () => ({ ALIBABA_CLOUD_CREDENTIALS_URI: 'http://127.0.0.1:1/keys' });
  await atHome({}, env, async (source) => {
    expect(await faultOf(source.readPage(page, never))).toMatchObject({ code: 'NoAnswer', transient: true });
  });
});

test.each([
  ['http://203.0.113.9/keys', 'ForbiddenHost'],
  ['http://100.100.100.200/latest/meta-data/', 'ForbiddenHost'],
  ['http://x:y@127.0.0.1/keys', 'ForbiddenHost'],
  ['keys', 'BrokenCredentials'],
])('a credentials URI that is %s is not asked', async (uri, code) => {
  await atHome(
    {},
    () => ({ ALIBABA_CLOUD_CREDENTIALS_URI: uri }),
    async (source) => {
      expect(await faultOf(source.readPage(page, never))).toMatchObject({ code, transient: false });
    },
  );
});

test('many first calls at once get their key once', async () => {
  await atHome({}, uriOf, async (source, server) => {
    await Promise.all(Array.from({ length: 8 }, () => source.readPage(page, never)));
    expect(server.received.filter(({ url }) => url === '/keys')).toHaveLength(1);
    expect(apiCalls(server).map(keyIdOf)).toEqual(Array.from({ length: 8 }, () => 'STS.uri'));
  });
});

test('a key that ran out in the middle of a run is replaced, and the call is worth another attempt', async () => {
  let given = 0;
  const say: Say = (response, { url, headers }) => {
    const expired = headers['x-acs-security-token'] === 'token-1';
    if (url === '/keys') response.end(JSON.stringify({ ...uriKey, SecurityToken: `token-${++given}` }));
    else if (expired) response.writeHead(400).end(JSON.stringify({ Code: 'InvalidSecurityToken.Expired' }));
    else response.end(emptyTable);
  };
  await atHome(
    {},
    uriOf,
    async (source) => {
      const fault = await faultOf(source.readPage(page, never));
      expect(fault).toMatchObject({ code: 'InvalidSecurityToken.Expired', transient: true });
      expect((await source.readPage(page, never)).text).toBe(emptyTable);
      expect(given).toBe(2);
    },
    say,
  );
});

test('a key that states that it is about to run out is renewed before it does', async () => {
  let given = 0;
  const soon = new Date(Date.now() + 20_000).toISOString();
  const say: Say = (response, { url }) => {
    if (url !== '/keys') response.end(emptyTable);
    else
      response.end(JSON.stringify({ ...uriKey, AccessKeyId: `STS.${++given}`, Expiration: given > 1 ? later : soon }));
  };
  await atHome(
    {},
    uriOf,
    async (source, server) => {
      for (let call = 1; call <= 3; call++) await source.readPage(page, never);
      expect(apiCalls(server).map(keyIdOf)).toEqual(['STS.1', 'STS.2', 'STS.2']);
    },
    say,
  );
});

test('a token that ran out and has no successor is told once', async () => {
  const say: Say = (response) => response.writeHead(400).end(JSON.stringify({ Code: 'InvalidSecurityToken.Expired' }));
  await withServer(say, async ({ endpoint, received }) => {
    const fault = await faultOf(sourceAt(endpoint).readPage(page, never));
    expect(fault).toMatchObject({ code: 'InvalidSecurityToken.Expired', transient: false });
    expect(received).toHaveLength(1);
  });
});

/** One call with the API and STS by their real names. A role is given the key `STS.<role>`; HOME in a value is that. */
function inTheCloud(files: Files, env: Env) {
  const serve = ({ url, body }: Received, host: string) => {
    if (host === 'vpc.aliyuncs.com') return [200, emptyTable] as const;
    const role = /RoleArn=([a-z]+)/.exec(`${url}&${body}`)?.[1];
    if (role === 'late') return [400, JSON.stringify({ Code: 'InvalidTimeStamp.Expired', Message: secret })] as const;
    if (role === 'refused')
      return [403, JSON.stringify({ Code: 'NoPermission', Message: `${secret} ${url}` })] as const;
    const key = { AccessKeyId: `STS.${role}`, AccessKeySecret: secret, SecurityToken: token, Expiration: later };
    return [200, JSON.stringify({ Credentials: key })] as const;
  };
  return inFolder({ token: 'oidc-token', ...files }, (home) =>
    withProxy(['*.aliyuncs.com', '*.eu-central-1.aliyuncs.com'], serve, async ({ address, asked, received }) => {
      const written = Object.entries(env).map(([name, value]) => [name, value.replace('HOME', home)]);
      const places = { env: { HOME: home, ...Object.fromEntries(written) }, ecsRole: null };
      const source = sourceAt(null, { accessKey: null, places, proxies: { ...noProxies, httpsProxy: address } });
      const outcome = await source.readPage(page, never).then(
        () => null,
        (error: unknown) => error,
      );
      return { outcome, asked, received };
    }),
  );
}

const role = { name: 'a', mode: 'RamRoleArn', ...key, ram_role_arn: 'reader', ram_session_name: 's' };

test.each<[string, Files, Env, string[], (string | undefined)[]]>([
  ['a profile', aliyun(role), {}, ['sts.aliyuncs.com:443'], ['STS.reader']],
  [
    'a section of the SDK file',
    { '.alibabacloud/credentials': ini('default', 'ram_role_arn').replace('acs:ram::1:role/a', 'reader') },
    {},
    ['sts.aliyuncs.com:443'],
    ['STS.reader'],
  ],
  [
    'a profile, in its region',
    aliyun({ ...role, sts_region: 'eu-central-1' }),
    {},
    ['sts.eu-central-1.aliyuncs.com:443'],
    ['STS.reader'],
  ],
  [
    'a profile on another role',
    aliyun({ name: 'b', mode: 'ChainableRamRoleArn', ram_role_arn: 'auditor', source_profile: 'a' }, role),
    {},
    ['sts.aliyuncs.com:443'],
    ['STS.auditor'],
  ],
  [
    'an OIDC token',
    {},
    { ...oidc, ALIBABA_CLOUD_ROLE_ARN: 'runner', ALIBABA_CLOUD_OIDC_TOKEN_FILE: 'HOME/token' },
    ['sts.aliyuncs.com:443'],
    ['STS.runner'],
  ],
])('a role is taken on by %s, through the proxy', async (_, files, env, sts, expected) => {
  const { outcome, asked, received } = await inTheCloud(files, env);
  expect(outcome).toBeNull();
  expect([...new Set(asked)].sort()).toEqual([...sts, 'vpc.aliyuncs.com:443'].sort());
  expect(received.filter(({ host }) => host === 'vpc.aliyuncs.com').map(keyIdOf)).toEqual(expected);
});

test('a role that is refused is told by its code alone', async () => {
  const { outcome, asked } = await inTheCloud(aliyun({ ...role, ram_role_arn: 'refused' }), {});
  const fault = await faultOf(Promise.reject(outcome));
  expect(fault).toMatchObject({ code: 'CredentialsRefused', message: expect.stringContaining('(NoPermission)') });
  expect(JSON.stringify(fault)).not.toMatch(new RegExp([id, secret, token, 'Signature'].join('|')));
  expect(asked).toEqual(['sts.aliyuncs.com:443']);
});

test('a clock that STS finds wrong is named as such, and not the role', async () => {
  const { outcome } = await inTheCloud(aliyun({ ...role, ram_role_arn: 'late' }), {});
  const fault = await faultOf(Promise.reject(outcome));
  expect(fault).toMatchObject({
    code: 'InvalidTimeStamp.Expired',
    message: expect.stringMatching(/config\.json: the credentials service answered with HTTP status 400/),
  });
  expect(JSON.stringify(fault)).not.toContain(secret);
});

test.each(['127.0.0.1:8099', 'evil.example', 'sts.aliyuncs.com@127.0.0.1', 'sts.aliyuncs.com.evil.example/#'])(
  'a profile can send its keys to no %s',
  async (sts_endpoint) => {
    const { outcome, asked } = await inTheCloud(aliyun({ ...role, sts_endpoint }), {});
    expect(await faultOf(Promise.reject(outcome))).toMatchObject({ code: 'ForbiddenHost' });
    expect(asked).toEqual([]);
  },
);

/** While `use` runs, the metadata address leads to this port of loopback. */
async function withMetadataAt<T>(port: number, use: () => Promise<T>): Promise<T> {
  const real = net.connect;
  net.connect = ((options: net.TcpNetConnectOpts) =>
    real(options.host === '100.100.100.200' ? { ...options, host: '127.0.0.1', port } : options)) as typeof real;
  try {
    return await use();
  } finally {
    net.connect = real;
  }
}

const answerMetadata: Say = (response, { method, url }) => {
  const role = { ...uriKey, Code: 'Success', AccessKeyId: 'STS.ecs' };
  if (method === 'PUT') response.end('metadata-token');
  else if (url.endsWith('/security-credentials/auditor')) response.end(JSON.stringify(role));
  else response.end(emptyTable);
};

test('with --ecs-role, and only then, the metadata service gives the keys of that role, before any other', async () => {
  await inFolder(aliyun({ name: 'a', mode: 'AK', ...key }), (HOME) =>
    withServer(answerMetadata, ({ endpoint, port, received }) =>
      withMetadataAt(port, async () => {
        const dead = { ...noProxies, httpProxy: 'http://127.0.0.1:1' };
        const env = { HOME };
        const open = (ecsRole: string | null) =>
          sourceAt(endpoint, { accessKey: null, places: { env, ecsRole }, proxies: dead }).readPage(page, never);
        await open('auditor');
        await open(null);
        expect(received.filter(({ method }) => method === 'POST').map(keyIdOf)).toEqual(['STS.ecs', id]);
        expect(received.filter(({ method }) => method === 'GET')).toHaveLength(1);
      }),
    ),
  );
});

test('where the environment switches the metadata service off, --ecs-role says so', async () => {
  process.env.ALIBABA_CLOUD_ECS_METADATA_DISABLED = 'true';
  try {
    const source = sourceAt('http://127.0.0.1:1', { accessKey: null, places: { env: {}, ecsRole: 'auditor' } });
    expect(await faultOf(source.readPage(page, never))).toMatchObject({ code: 'BrokenCredentials', transient: false });
  } finally {
    delete process.env.ALIBABA_CLOUD_ECS_METADATA_DISABLED;
  }
});

const audit = (endpoint: string, ...more: readonly string[]) => [
  'audit',
  '--endpoint',
  endpoint,
  '--confirm-after',
  '0',
  ...more,
];
const inEnvironment = { ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret };

test('the command line hands --ecs-role on, and it beats a key in the environment', async () => {
  await inFolder({ 'baselines/hq.yaml': baseline() }, (cwd) =>
    withServer(answerMetadata, ({ endpoint, port, received }) =>
      withMetadataAt(port, async () => {
        await runIn(cwd, audit(endpoint, '--ecs-role', 'auditor'), { env: inEnvironment });
        const calls = received.filter(({ method }) => method === 'POST').map(keyIdOf);
        expect([...new Set(calls)]).toEqual(['STS.ecs']);
      }),
    ),
  );
});

test.each(['../token', 'a/b', 'a b', 'x'.repeat(65)])('--ecs-role %j is no name of a role', async (name) => {
  await inFolder({ 'baselines/hq.yaml': baseline() }, async (cwd) => {
    const ran = await runIn(cwd, audit('http://127.0.0.1:1', '--ecs-role', name), { env: inEnvironment });
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--ecs-role') });
  });
});

test('a key in the environment comes before any other, and a line break after it is left out, with a word about it', async () => {
  const files = {
    'baselines/hq.yaml': baseline(),
    ...aliyun({ name: 'a', mode: 'AK', ...key, access_key_id: 'wrong' }),
  };
  await inFolder(files, (cwd) =>
    withServer(answerAll, async ({ endpoint, received }) => {
      const env = {
        ALIBABA_CLOUD_ACCESS_KEY_ID: `${id}\n`,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: `${secret}\r\n`,
        ALIBABA_CLOUD_SECURITY_TOKEN: ` ${token}`,
        HOME: cwd,
      };
      const { stderr } = await runIn(cwd, audit(endpoint), { env });
      expect([...new Set(received.map(keyIdOf))]).toEqual([id]);
      expect([...new Set(received.map(({ headers }) => headers['x-acs-security-token']))]).toEqual([token]);
      expect(stderr.match(/white space around the value is left out/g)).toHaveLength(3);
    }),
  );
});
