import { expect, test } from '@jest/globals';
import { withProxy } from '../collect/withProxy.ts';
import { emptyTable, type Received } from '../collect/withServer.ts';
import { inFolder } from './fixture.ts';
import { runIn } from './testWorld.ts';

const [west, third] = ['2234567890123456', '3234567890123456'];
const secret = 'PlantedSecretPlantedSecret0000';
const token = 'PlantedOidcTokenPlantedOidcToken';

const bare = (id: string, account: string) =>
  `version: 1\nconnection: ${id}\nregion: cn-hangzhou\naccount: "${account}"\n`;
const files = {
  token,
  'accounts.yaml': `version: 1
accounts:
  - account: "${west}"
    role: acs:ram::${west}:role/audit
  - account: "${third}"
    oidc: { role: "acs:ram::${third}:role/audit", provider: "acs:ram::${third}:oidc-provider/github" }
`,
  'baselines/west.yaml': bare('vco-west', west),
  'baselines/third.yaml': bare('vco-third', third),
};
const keyIdOf = ({ headers }: Received) => /Credential=([^,]*)/.exec(headers.authorization ?? '')?.[1] ?? '';

/** STS and the API by their real names. A role is given the key `STS.<its account>`, which is of that account. */
function serve(request: Received, host: string): readonly [number, string] {
  if (host === 'vpc.aliyuncs.com') return [200, emptyTable];
  if (request.headers['x-acs-action'] === 'GetCallerIdentity') {
    return [200, JSON.stringify({ AccountId: keyIdOf(request).replace('STS.', '') })];
  }
  const asked = decodeURIComponent(`${request.url}&${request.body}`);
  const key = `STS.${/RoleArn=acs:ram::(\d+):/.exec(asked)?.[1]}`;
  const Credentials = {
    AccessKeyId: key,
    AccessKeySecret: secret,
    SecurityToken: 't',
    Expiration: '2099-01-01T00:00:00Z',
  };
  return [200, JSON.stringify({ Credentials })];
}

/** Without --endpoint and --sts-endpoint, as on the night of an audit; who asked the API for what, and STS for roles. */
async function auditThere(answer: typeof serve, env: Readonly<Record<string, string>>) {
  return await inFolder(files, (cwd) =>
    withProxy(['*.aliyuncs.com'], answer, async ({ address, received }) => {
      const hub = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'key-of-hub', ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret };
      const home = { HOME: cwd, HTTPS_PROXY: address, ALIBABA_CLOUD_OIDC_TOKEN_FILE: `${cwd}/token` };
      const ran = await runIn(cwd, ['audit', '--accounts', 'accounts.yaml'], { env: { ...home, ...hub, ...env } });
      const calls = received.filter(({ host }) => host === 'vpc.aliyuncs.com');
      const pairs = calls.map((call) => `${/vco-[a-z]+/.exec(call.url)?.[0]} by ${keyIdOf(call)}`);
      const roles = received.filter(({ url }) => url.includes('AssumeRole')).map(({ url, body }) => `${url}&${body}`);
      return { ...ran, calls: [...new Set(pairs)].sort(), roles };
    }),
  );
}

test('a role is taken on by the default credential, an OIDC role by its token, each for its own account', async () => {
  const { exitCode, stderr, calls, roles } = await auditThere(serve, {});
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(calls).toEqual([`vco-third by STS.${third}`, `vco-west by STS.${west}`]);
  const byKey = roles.filter((call) => call.includes('Action=AssumeRole&'));
  expect(byKey).toEqual([expect.stringContaining('AccessKeyId=key-of-hub')]);
  expect(roles.filter((call) => call.includes(`OIDCToken=${token}`))).toHaveLength(1);
});

test('where a role is refused its account is unchecked, and no secret is told', async () => {
  const refusing: typeof serve = (request, host) =>
    decodeURIComponent(`${request.url}&${request.body}`).includes(`RoleArn=acs:ram::${west}`)
      ? [403, JSON.stringify({ Code: 'NoPermission', Message: `${secret} ${request.url}` })]
      : serve(request, host);
  const { exitCode, stdout, stderr, calls } = await auditThere(refusing, {});
  expect(exitCode).toBe(3);
  expect(calls).toEqual([`vco-third by STS.${third}`]);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`of account ${west}: CredentialsRefused: the role acs:ram::${west}`);
  expect(stdout + stderr).not.toMatch(new RegExp([secret, token, 'key-of-hub', 'Signature'].join('|')));
});

test('without a token file an OIDC role is broken, and says what is missing', async () => {
  const { exitCode, stdout, calls } = await auditThere(serve, { ALIBABA_CLOUD_OIDC_TOKEN_FILE: '' });
  expect(exitCode).toBe(3);
  expect(calls).toEqual([`vco-west by STS.${west}`]);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'neither tokenFile nor ALIBABA_CLOUD_OIDC_TOKEN_FILE names its token',
  );
});
test.each([
  ['says nothing', '{}'],
  ['says no JSON', '<html>'],
  ['says a number', '{"AccountId":2234567890123456}'],
  ['says another word', '{"AccountId":"account"}'],
])('where STS %s of an account, nothing of it is read', async (_, body) => {
  const mute: typeof serve = (request, host) =>
    request.headers['x-acs-action'] === 'GetCallerIdentity' ? [200, body] : serve(request, host);
  const { exitCode, calls } = await auditThere(mute, {});
  expect([exitCode, calls]).toEqual([3, []]);
});
