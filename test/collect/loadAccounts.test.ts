import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { loadAccounts } from '../../src/collect/loadAccounts.ts';
import { formatProblem } from '../../src/document/place.ts';

const [a, b] = ['1234567890123456', '2234567890123456'];
const rest = 'this file holds no secret; put keys in a profile of ~/.aliyun/config.json and name it with "profile"';

function load(text: string) {
  return loadAccounts('accounts.yaml', Buffer.from(text));
}

/** What is wrong with this list of accounts, whose first entry stands on line 3. */
function problems(...entries: readonly string[]): readonly string[] {
  const loaded = load(`version: 1\naccounts:\n${entries.map((entry) => `  - ${entry}\n`).join('')}`);
  return loaded.state === 'refused' ? loaded.problems.map(formatProblem) : [];
}

test('an account has a profile, a role, an OIDC role, or the default credential', () => {
  const sample = readFileSync(new URL('../../../test/collect/accounts.yaml', import.meta.url));
  const loaded = loadAccounts('accounts.yaml', sample);
  expect(loaded.state === 'read' && [...loaded.accounts.values()].map(({ at, ...account }) => account)).toEqual([
    { id: a, credential: { kind: 'profile', name: 'network-production' }, maxRate: 300 },
    { id: b, credential: { kind: 'role', roleArn: `acs:ram::${b}:role/route-drift-audit` }, maxRate: null },
    {
      id: '3234567890123456',
      credential: {
        kind: 'oidc',
        roleArn: 'acs:ram::3234567890123456:role/route-drift-audit',
        providerArn: 'acs:ram::3234567890123456:oidc-provider/github',
        tokenFile: '/run/secrets/oidc-token',
      },
      maxRate: null,
    },
    { id: '4234567890123456', credential: { kind: 'default' }, maxRate: null },
  ]);
});

test.each([
  'accessKeySecret',
  'access_key_secret',
  'accessKeyId',
  'secret',
  'securityToken',
  'stsToken',
  'password',
  'credentials',
])('the key %s is refused, and the message says where secrets go, but not what it was', (key) => {
  const secret = 'PlantedSecretPlantedSecret0000';
  for (const text of [secret, `{ value: ${secret} }`, `[${secret}]`]) {
    expect(problems(`{ account: "${a}", ${key}: ${text} }`)).toEqual([
      `accounts.yaml:3:36: the key "${key}" is refused: ${rest}, or give a role`,
    ]);
  }
});

test('a secret is refused at every level', () => {
  const oidc = `{ role: "acs:ram::${a}:role/r", provider: "acs:ram::${a}:oidc-provider/p", token: x }`;
  expect(problems(`{ account: "${a}", oidc: ${oidc} }`).join()).toContain(`the key "token" is refused: ${rest}`);
  const atTheTop = load(`version: 1\naccessKeySecret: x\naccounts: [{ account: "${a}" }]\n`);
  expect(atTheTop.state === 'refused' && atTheTop.problems.map(formatProblem).join()).toContain(rest);
});

test.each<[string, string, RegExp]>([
  ['a number for an account', `{ account: ${a} }`, /account must be text; .*put it in quotes/],
  ['an account that is too short', '{ account: "123" }', /account must match .*such as "1234567890123456"/],
  ['no account', '{ profile: p }', /lacks the key "account"/],
  ['a key that is mistyped', `{ account: "${a}", profil: p }`, /unknown key "profil"; did you mean "profile"\?/],
  [
    'two credentials',
    `{ account: "${a}", profile: p, role: "acs:ram::${a}:role/r" }`,
    /"role" beside "profile"; an account has one/,
  ],
  [
    'the role of another account',
    `{ account: "${a}", role: "acs:ram::${b}:role/r" }`,
    /it is of account "2234567890123456"; this entry is for/,
  ],
  [
    'the provider of another account',
    `{ account: "${a}", oidc: { role: "acs:ram::${a}:role/r", provider: "acs:ram::${b}:oidc-provider/p" } }`,
    /it is of account "2234567890123456"/,
  ],
  ['a role that is no ARN', `{ account: "${a}", role: auditor }`, /role must match .*such as "acs:ram::/],
  ['a rate of none', `{ account: "${a}", maxRate: 0 }`, /maxRate must be at least 1/],
])('%s is a problem', (_, entry, message) => {
  const found = problems(entry);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^accounts\.yaml:3:\d+: /);
  expect(found[0]).toMatch(message);
});

test('the file in docs/accounts.md is a sound one', () => {
  const text = readFileSync(new URL('../../../docs/accounts.md', import.meta.url), 'utf8');
  const sample = /^# accounts\.yaml$[^`]*/m.exec(text)?.[0] ?? '';
  expect(sample).toContain('maxRate: 300');
  expect(load(sample).state).toBe('read');
});

test('an account twice is a problem, with both places', () => {
  expect(problems(`{ account: "${a}" }`, `{ account: "${b}" }`, `{ account: "${a}", profile: p }`)).toEqual([
    `accounts.yaml:5:16: account "${a}" is here twice; the first is at accounts.yaml:3:16`,
  ]);
});

test('a file without accounts is a problem', () => {
  for (const text of ['', 'version: 1\n', 'version: 1\naccounts: []\n', '[]']) expect(load(text).state).toBe('refused');
});

test('a key in the wrong place is in no message', () => {
  const secret = 'LTAI5tSomebodysKeyOrSecret1234';
  const said = [`{ account: ${secret} }`, `{ account: "${a}", role: ${secret} }`, `{ account: "${a}", profile: 7 }`];
  const told = said.flatMap((entry) => problems(entry));
  expect(told.length).toBeGreaterThan(2);
  expect(told.join('\n')).not.toContain('LTAI5t');
});
