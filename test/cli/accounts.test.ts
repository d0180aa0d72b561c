import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { EmulatorState } from '../../src/emulator/emulatorState.ts';
import type { Emulator } from '../../src/emulator/startEmulator.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, everythingIn, inFolder, networkOf } from './fixture.ts';
import { type Ran, runIn } from './testWorld.ts';

const [east, west, third] = ['1234567890123456', '2234567890123456', '3234567890123456'];

const network: EmulatorState = {
  accessKeys: [
    { id: 'key-east', secret: 'secret-of-east', account: east },
    { id: 'key-west', secret: 'secret-of-west', account: west },
    { id: 'key-default', secret: 'secret-of-default', account: third },
  ],
  connections: [
    ...networkOf('vco-east').connections.map((one) => ({ ...one, account: east })),
    ...networkOf('vco-west').connections.map((one) => ({ ...one, account: west })),
    ...networkOf('vco-default').connections.map((one) => ({ ...one, account: third })),
  ],
};

const ofAccount = (account: string, connection: string) => `${baseline(connection)}account: "${account}"\n`;
const profiles = ['east', 'west'].map((name) => {
  return { name, mode: 'AK', access_key_id: `key-${name}`, access_key_secret: `secret-of-${name}` };
});
const accounts = (...entries: readonly string[]) =>
  `version: 1\naccounts:\n${entries.map((one) => `  - ${one}\n`).join('')}`;
const both = accounts(`{ account: "${east}", profile: east }`, `{ account: "${west}", profile: west }`);
const files = {
  '.aliyun/config.json': JSON.stringify({ current: 'east', profiles }),
  'accounts.yaml': both,
  'baselines/east.yaml': ofAccount(east, 'vco-east'),
  'baselines/west.yaml': ofAccount(west, 'vco-west'),
  'baselines/default.yaml': baseline('vco-default'),
};

interface Changes {
  readonly files?: Readonly<Record<string, string>>;
  readonly state?: Partial<EmulatorState>;
  readonly env?: Readonly<Record<string, string>>;
  readonly pauses?: number[];
}

/** Runs in a home with a profile for each of two accounts, and a key of a third in the environment. */
function runThere(
  argv: readonly string[],
  use: (ran: Ran, emulator: Emulator, cwd: string) => void | Promise<void>,
  changes: Changes = {},
): Promise<void> {
  return inFolder({ ...files, ...changes.files }, (cwd) =>
    withEmulator({ ...network, ...changes.state }, async (emulator) => {
      const env = {
        HOME: cwd,
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'key-default',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-of-default',
        ...changes.env,
      };
      const words = argv.map((word) => (word === 'THE-API' ? emulator.endpoint : word));
      const pause = async (milliseconds: number) => {
        changes.pauses?.push(milliseconds);
      };
      const ran = await runIn(cwd, words, { env, pause });
      await use(ran, emulator, cwd);
    }),
  );
}

const there = ['--endpoint', 'THE-API', '--sts-endpoint', 'THE-API', '--accounts', 'accounts.yaml'];
const actionsOf = ({ requests }: Emulator) => requests.map(({ action }) => action);

test("each connection is read with the credential of its baseline's account, and with the default one where it names none", async () => {
  await runThere(['audit', ...there], (ran, emulator) => {
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(actionsOf(emulator).filter((action) => action === 'GetCallerIdentity')).toHaveLength(3);
    expect(actionsOf(emulator).slice(0, 3)).toEqual(Array(3).fill('GetCallerIdentity'));
    expect(emulator.requests.filter(({ status }) => status !== 200)).toEqual([]);
  });
});

test('without --accounts the same connections are not found, so that the test above proves something', async () => {
  await runThere(['audit', '--endpoint', 'THE-API'], ({ exitCode, stdout }) => {
    expect(exitCode).toBe(3);
    expect(stdout.match(/InvalidVpnConnectionInstanceId\.NotFound/g)).toHaveLength(2);
  });
});

test('a credential of another account ends the run before a route is read, and the report says so', async () => {
  const swapped = accounts(`{ account: "${east}", profile: west }`, `{ account: "${west}", profile: west }`);
  await runThere(
    ['audit', ...there, '-o', 'json=out/result.json'],
    async ({ exitCode, stderr }, emulator, cwd) => {
      expect(exitCode).toBe(2);
      expect(stderr).toBe(
        `accounts.yaml:3:16: account ${east}: STS says that this credential belongs to account ${west}; give the credential of ${east}\n`,
      );
      expect(new Set(actionsOf(emulator))).toEqual(new Set(['GetCallerIdentity']));
      expect(await readFile(join(cwd, 'out/result.json'), 'utf8')).toContain('"verdict": "incomplete"');
    },
    { files: { 'accounts.yaml': swapped } },
  );
});

test('an account that no baseline names is not asked for', async () => {
  const more = `${both}  - { account: "${third}", profile: there-is-no-such-profile }\n`;
  await runThere(['audit', ...there], ({ exitCode }) => expect(exitCode).toBe(0), { files: { 'accounts.yaml': more } });
});

test.each([
  [
    'there is no such profile',
    `{ account: "${west}", profile: nobody }`,
    'BrokenCredentials: the profile "nobody": there is no such profile',
  ],
  ['STS refuses the key', `{ account: "${west}", profile: unknown }`, 'InvalidAccessKeyId.NotFound'],
])('an account of which STS says nothing is not read, and the others are: %s', async (_, entry, code) => {
  const unknown = { name: 'unknown', mode: 'AK', access_key_id: 'key-unknown', access_key_secret: 's' };
  const config = JSON.stringify({ current: 'east', profiles: [...profiles, unknown] });
  await runThere(
    ['audit', ...there],
    ({ exitCode, stdout }, emulator) => {
      expect(exitCode).toBe(3);
      expect(stdout).toContain('AccountNotConfirmed');
      const said = stdout.replaceAll(/\s+/g, ' ');
      expect(said).toContain(`STS did not confirm that the credential is of account ${west}: ${code}`);
      expect(said).not.toContain('key-unknown');
      expect(emulator.requests.filter(({ query }) => query?.connectionId === 'vco-west')).toEqual([]);
      expect(emulator.requests.filter(({ query }) => query?.connectionId === 'vco-east')).not.toEqual([]);
    },
    {
      files: {
        'accounts.yaml': accounts(`{ account: "${east}", profile: east }`, entry),
        '.aliyun/config.json': config,
      },
    },
  );
});

test('where STS cannot be reached at all, no account of the file is read', async () => {
  const argv = [
    'audit',
    '--endpoint',
    'THE-API',
    '--sts-endpoint',
    'http://127.0.0.1:1',
    '--accounts',
    'accounts.yaml',
  ];
  await runThere(argv, ({ exitCode }, emulator) => {
    expect(exitCode).toBe(3);
    const read = new Set(emulator.requests.map(({ query }) => query?.connectionId));
    expect([...read].filter((id) => id !== 'vco-default')).toEqual([]);
  });
});

test('an entry without a credential has the default one, and it is checked too', async () => {
  const argv = ['audit', ...there, 'baselines/third.yaml'];
  const more = { 'baselines/third.yaml': ofAccount(third, 'vco-default') };
  await runThere(argv, ({ exitCode }) => expect(exitCode).toBe(0), {
    files: { ...more, 'accounts.yaml': accounts(`{ account: "${third}" }`) },
  });
  await runThere(
    argv,
    ({ exitCode, stderr }) => expect([exitCode, stderr]).toEqual([2, expect.stringContaining(west)]),
    {
      files: { ...more, 'accounts.yaml': accounts(`{ account: "${third}" }`) },
      env: { ALIBABA_CLOUD_ACCESS_KEY_ID: 'key-west', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-of-west' },
    },
  );
});

test("a profile of the file is used, whatever the environment's own credential is", async () => {
  await runThere(['audit', ...there, 'baselines/west.yaml'], ({ exitCode }) => expect(exitCode).toBe(0), {
    env: { ALIBABA_CLOUD_PROFILE: 'east', ALIBABA_CLOUD_ACCESS_KEY_ID: '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' },
  });
});

test('a baseline whose account is not in the file is a problem at its place, and nothing is sent', async () => {
  const changes = {
    files: {
      'baselines/west.yaml': ofAccount('2234567890123465', 'vco-west'),
      'baselines/default.yaml': ofAccount('9999999999999999', 'vco-default'),
    },
  };
  for (const argv of [['audit'], ['collect', '--to', 'out.json']]) {
    await runThere(
      [...argv, ...there],
      async ({ exitCode, stderr }, { requests }, cwd) => {
        expect(exitCode).toBe(2);
        expect(stderr).toBe(
          'baselines/default.yaml:8:10: account "9999999999999999" is not in accounts.yaml; add it there\n' +
            `baselines/west.yaml:8:10: account "2234567890123465" is not in accounts.yaml; did you mean "${west}"?\n`,
        );
        expect(requests).toEqual([]);
        expect(await everythingIn(cwd)).not.toContain('out.json');
      },
      changes,
    );
  }
});

test('collect and review --live read with the accounts too', async () => {
  await runThere(['collect', '--to', 'out.json', ...there], ({ exitCode, stderr }) =>
    expect([exitCode, stderr]).toEqual([0, 'out.json: 3 of 3 connections were read\n']),
  );
  await runThere(['review', '--base', './baselines/', '--head', './baselines/', ...there], ({ exitCode }, emulator) => {
    expect(exitCode).toBe(0);
    expect(actionsOf(emulator).filter((action) => action === 'DescribeVcoRouteEntries').length).toBeGreaterThan(5);
  });
});

const fleet = (rates: readonly [string, string]) => ({
  files: {
    'accounts.yaml': accounts(
      `{ account: "${east}", profile: east${rates[0]} }`,
      `{ account: "${west}", profile: west${rates[1]} }`,
    ),
  },
});
const longest = (pauses: readonly number[]) => Math.max(0, ...pauses);

test('each account has a rate of its own, which is that of the file', async () => {
  for (const [rates, waits] of [
    [['', ''], false],
    [['', ', maxRate: 1'], true],
    [[', maxRate: 1', ''], true],
  ] as const) {
    const pauses: number[] = [];
    await runThere(['audit', ...there], ({ exitCode }) => expect(exitCode).toBe(0), { ...fleet(rates), pauses });
    expect([rates, longest(pauses) > 30_000]).toEqual([rates, waits]);
  }
});

test('two accounts share no limiter, and two credentials of one account share one', async () => {
  const slow = ['audit', ...there, '--max-rate', '2'];
  const apart: number[] = [];
  await runThere(slow, ({ exitCode }) => expect(exitCode).toBe(0), { pauses: apart });
  const together: number[] = [];
  await runThere(slow, ({ exitCode }) => expect(exitCode).toBe(0), {
    pauses: together,
    env: { ALIBABA_CLOUD_ACCESS_KEY_ID: 'key-west', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-of-west' },
    state: { connections: network.connections.map((one) => (one.account === third ? { ...one, account: west } : one)) },
  });
  expect(longest(together)).toBeGreaterThan(longest(apart));
});

test('a shard takes its share of the rate of each account', async () => {
  const argv = ['audit', '--shard', '1/8', ...there];
  await runThere(
    argv,
    ({ exitCode, stderr }, { requests }) => {
      expect([exitCode, stderr, requests]).toEqual([
        2,
        'accounts.yaml:4:16: maxRate 7: not one request per minute for each of 8 shards\n',
        [],
      ]);
    },
    fleet(['', ', maxRate: 7']),
  );
  await runThere(argv, ({ exitCode }) => expect(exitCode).toBe(0), fleet([', maxRate: 8', ', maxRate: 8']));
});

test.each<[string, readonly string[], RegExp]>([
  ['--embedded', ['audit', '--embedded', '--accounts', 'accounts.yaml'], /--accounts|embedded/],
  ['--snapshot', ['audit', '--snapshot', 'x.json', '--accounts', 'accounts.yaml'], /snapshot|accounts/],
  ['--evidence', ['audit', '--accounts', 'accounts.yaml', '--evidence', 'e'], /^--evidence: a bundle names one caller/],
  ['an endpoint alone', ['audit', '--endpoint', 'THE-API', '--accounts', 'accounts.yaml'], /--sts-endpoint/],
  [
    'no file',
    ['audit', ...there.slice(0, 4), '--accounts', 'nowhere.yaml'],
    /^--accounts: nowhere\.yaml: no such file/,
  ],
  [
    'a directory',
    ['audit', ...there.slice(0, 4), '--accounts', 'baselines'],
    /^--accounts: baselines: it is a directory/,
  ],
  [
    'STS without TLS',
    ['audit', '--accounts', 'accounts.yaml', '--sts-endpoint', 'http://sts.example.com'],
    /^--sts-endpoint: http/,
  ],
  [
    'STS for nothing',
    ['collect', '--to', 'x', '--sts-endpoint', 'THE-API'],
    /^--sts-endpoint: STS is asked with --accounts/,
  ],
  ['a report over the file', ['audit', ...there, '-o', 'json=accounts.yaml'], /accounts\.yaml/],
])('--accounts is refused with %s', async (_, argv, message) => {
  await runThere(argv, async ({ exitCode, stderr }, { requests }, cwd) => {
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(requests).toEqual([]);
    expect(await readFile(join(cwd, 'accounts.yaml'), 'utf8')).toBe(both);
  });
});

test('with --discover each account is asked for its own connections, and for no others', async () => {
  const [, , ...others] = network.connections;
  const connections = [
    ...network.connections,
    ...networkOf('vco-stray').connections.map((one) => ({ ...one, account: west })),
  ];
  await runThere(
    ['audit', '--discover', ...there, '-o', 'json'],
    (ran) => {
      expect(ran.exitCode).toBe(1);
      const { coverage } = JSON.parse(ran.stdout);
      expect(coverage.lists).toMatchObject([
        { account: null, listed: 1 },
        { account: east, listed: 1 },
        { account: west, listed: 2 },
      ]);
      expect(coverage.findings).toMatchObject([{ kind: 'unmanaged-connection', connectionId: 'vco-stray' }]);
    },
    { state: { connections } },
  );
  // The connection of one account is gone, whatever another account has.
  const swapped = [
    ...others,
    ...networkOf('vco-east', 'vco-west').connections.map((one) => ({ ...one, account: west })),
  ];
  await runThere(
    ['audit', '--discover', ...there, '-o', 'json'],
    (ran) => {
      expect(ran.exitCode).toBe(1);
      expect(JSON.parse(ran.stdout).coverage.findings).toMatchObject([
        { kind: 'missing-connection', connectionId: 'vco-east' },
      ]);
    },
    { state: { connections: swapped } },
  );
});

test('an account whose credential STS does not confirm is listed by nobody', async () => {
  await runThere(
    ['audit', '--discover', ...there, '-o', 'json'],
    (ran) => {
      expect(ran.exitCode).toBe(3);
      const lists: readonly { account: string | null; reason: { code: string } | null }[] = JSON.parse(ran.stdout)
        .coverage.lists;
      expect(lists.map(({ reason }) => reason?.code)).toContain('AccountNotConfirmed');
    },
    {
      files: {
        'accounts.yaml': accounts(`{ account: "${east}", profile: east }`, `{ account: "${west}", profile: nowhere }`),
      },
    },
  );
});
