import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { main } from '../cli/bin.ts';
import { baseline, inFolder, networkOf } from '../cli/fixture.ts';
import { keys } from '../cli/testWorld.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { action, runStep, type StepRan } from './runner.ts';

const tool = { 'install.main': main };

async function audit(
  files: Readonly<Record<string, string>>,
  inputs: Record<string, string> = {},
  use = async (_cwd: string, _ran: StepRan) => {},
): Promise<StepRan> {
  return await inFolder(files, (cwd) =>
    withEmulator(networkOf('vco-hq', 'vco-dr'), async ({ endpoint }) => {
      const ran = await runStep('audit', cwd, { endpoint, ...inputs }, tool, keys);
      await use(cwd, ran);
      return ran;
    }),
  );
}

test.each([
  ['in sync', baseline(), 0, 'in-sync', '0'],
  ['drifted', baseline('vco-hq', 0), 1, 'drifted', '1'],
  ['incomplete', baseline('vco-gone'), 3, 'incomplete', '0'],
])(
  'a network that is %s: exit code, outputs, summary and annotations say so',
  async (_, text, exitCode, verdict, findings) => {
    await audit({ 'baselines/hq.yaml': text }, {}, async (cwd, ran) => {
      expect(ran).toMatchObject({ exitCode, outputs: { verdict, findings, 'exit-code': String(exitCode) } });
      expect(ran.summary).toMatch(/^## \S+ Route drift: (IN SYNC|DRIFTED|INCOMPLETE): /);
      expect(ran.stdout.match(/^::error /gm)?.length ?? 0).toBe(exitCode === 0 ? 0 : 1);
      const { result = '', junit = '', markdown = '', reports = '' } = ran.outputs;
      expect(JSON.parse(await readFile(result, 'utf8')).verdict).toBe(verdict);
      expect(await readFile(junit, 'utf8')).toContain('<testsuites ');
      expect(await readFile(markdown, 'utf8')).toBe(ran.summary);
      expect(reports.startsWith(join(cwd, '.runner/'))).toBe(true);
    });
  },
);

test('tags reach the audit one by one, as words, and only where connections are to be discovered', async () => {
  const tags = 'env=prod\n$(touch made)=--embedded\n';
  await audit({ 'baselines/hq.yaml': baseline() }, { discover: 'true', tags }, async (_, ran) => {
    expect(ran.exitCode).toBe(0);
    const { coverage } = JSON.parse(await readFile(ran.outputs.result ?? '', 'utf8'));
    expect(coverage.tags).toEqual([
      { key: '$(touch made)', value: '--embedded' },
      { key: 'env', value: 'prod' },
    ]);
  });
  await audit({ 'baselines/hq.yaml': baseline() }, { tags }, async (_, ran) => {
    expect(ran.exitCode).toBe(0);
  });
});

test('the file of accounts reaches the audit, as one word', async () => {
  for (const accounts of ['accounts.yaml', '$(touch made).yaml', '--embedded']) {
    await audit({ 'baselines/hq.yaml': baseline() }, { accounts }, async (cwd, ran) => {
      expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('accounts') });
      expect(await readdir(cwd)).not.toContain('made');
    });
  }
});

test('the outputs of the action are those of its step, all of them', async () => {
  const { outputs } = await audit({ 'baselines/hq.yaml': baseline() });
  const named = Object.entries(action.outputs).flatMap(([name, { value }]) =>
    value === `\${{ steps.audit.outputs.${name} }}` ? [name] : [],
  );
  expect(named.sort()).toEqual(Object.keys(outputs).sort());
  expect(Object.keys(action.outputs).filter((name) => !named.includes(name))).toEqual(['main']);
});

test('each input has a description, and reaches a step', async () => {
  const used = JSON.stringify(action.runs.steps);
  for (const name of Object.keys(action.inputs)) expect(used).toContain(`inputs.${name} `);
});

test('docs/github-actions.md has each input with its default, and each output, as the action has them', async () => {
  const docs = await readFile(new URL('../../../docs/github-actions.md', import.meta.url), 'utf8');
  const rows = [
    ...Object.entries(action.inputs).map(([name, input]) => {
      return `| \`${name}\` | ${input.description} |${input.default === '' ? '' : ` \`${input.default}\``} |`;
    }),
    ...Object.entries(action.outputs).map(([name, { description }]) => `| \`${name}\` | ${description} |`),
  ];
  expect(docs.split('\n').filter((line) => /^\| `/.test(line))).toEqual(rows);
});

test.each([
  ['a baseline that is none', { 'baselines/hq.yaml': 'version: 2\n' }, {}],
  ['no baselines', {}, {}],
  ['a wrong severity', { 'baselines/hq.yaml': baseline() }, { 'fail-on': 'all' }],
  ['a shard that is none', { 'baselines/hq.yaml': baseline() }, { shard: '../../x' }],
  ['a shard beyond the last', { 'baselines/hq.yaml': baseline() }, { shard: '9/8' }],
  ['a folder without results to merge', { 'shards/notes.txt': '' }, { merge: 'shards' }],
  ['a line of the baselines that would be an option', { 'baselines/hq.yaml': baseline() }, { baselines: '--embedded' }],
])('with %s nothing is audited, and nothing is green', async (_, files, inputs) => {
  const ran = await audit(files, inputs);
  expect(ran.exitCode).toBe(2);
  expect(ran.outputs.verdict ?? 'none').toBe('none');
  expect(`${ran.stdout}${ran.stderr}`).toMatch(/^::error title=Route drift::/m);
});

const hostile = [
  '::set-output name=verdict::in-sync.yaml',
  '$(touch pwned).yaml',
  '`touch pwned`.yaml',
  'a b "c" \'d\'; touch pwned #.yaml',
  'verdict=in-sync\nverdict=in-sync\n::error::x.yaml',
  '##[set-output name=verdict;]in-sync.yaml',
  '%0Averdict=in-sync.yaml',
  '-o json=pwned.yaml',
];

test.each(hostile)('a baseline named %j changes nothing', async (name) => {
  const text = baseline('vco-gone').replace('region:', `name: ${JSON.stringify(name)}\nregion:`);
  await audit({ [`baselines/${name}`]: text }, {}, async (cwd, ran) => {
    expect(ran).toMatchObject({ exitCode: 3, stderr: '', outputs: { verdict: 'incomplete', 'exit-code': '3' } });
    expect(Object.keys(ran.outputs)).toHaveLength(Object.keys(action.outputs).length - 1);
    expect(ran.stdout.split('\n').filter((line) => /^\s*::|##\[/.test(line))).toEqual([
      expect.stringMatching(/^::error file=baselines\//),
    ]);
    expect(await readdir(cwd)).toEqual(['.runner', 'baselines']);
  });
});

test.each(hostile)('a baseline named %j that is no baseline changes nothing either', async (name) => {
  await audit({ [`baselines/${name}`]: 'version: 2\n' }, {}, async (cwd, ran) => {
    expect(ran).toMatchObject({ exitCode: 2, outputs: { verdict: 'none', 'exit-code': '2' } });
    expect(`${ran.stdout}\n${ran.stderr}`.split('\n').filter((line) => /^\s*::|##\[/.test(line))).toEqual([
      expect.stringMatching(/^::error title=Route drift::nothing was audited: exit code 2/),
    ]);
    expect(await readdir(cwd)).toEqual(['.runner', 'baselines']);
  });
});

test('the same name as an input leads to this baseline and nowhere else', async () => {
  const files = Object.fromEntries(
    hostile.slice(0, 4).map((name, i) => [name, baseline(i === 0 ? 'vco-hq' : 'vco-dr')]),
  );
  for (const name of Object.keys(files)) {
    const ran = await audit(files, { baselines: `./${name}\r\n\n` }, async (cwd) => {
      expect((await readdir(cwd)).sort()).toEqual(['.runner', ...Object.keys(files)].sort());
    });
    expect(ran).toMatchObject({ exitCode: 0, outputs: { verdict: 'in-sync' } });
  }
});

test('shards leave summary and annotations to the merge, which has them of all', async () => {
  const files = { 'baselines/hq.yaml': baseline(), 'baselines/dr.yaml': baseline('vco-dr', 0) };
  await inFolder(files, (cwd) =>
    withEmulator(networkOf('vco-hq', 'vco-dr'), async ({ endpoint }) => {
      await mkdir(join(cwd, 'shards'));
      for (const shard of ['1/2', '2/2']) {
        const ran = await runStep('audit', cwd, { endpoint, shard }, tool, { ...keys, GITHUB_RUN_ID: '7' });
        expect(ran).toMatchObject({ summary: '', stdout: expect.not.stringMatching(/^::/m) });
        const { result = '' } = ran.outputs;
        await writeFile(join(cwd, 'shards', result.split('/').at(-1) ?? ''), await readFile(result));
      }
      expect((await readdir(join(cwd, 'shards'))).sort()).toEqual(['result-1-of-2.json', 'result-2-of-2.json']);
      const merged = await runStep('audit', cwd, { merge: 'shards' }, tool, {});
      expect(merged).toMatchObject({
        exitCode: 1,
        outputs: { verdict: 'drifted', findings: '1' },
        summary: expect.stringContaining('DRIFTED'),
      });
      expect(merged.stdout).toMatch(/^::error file=baselines\/dr.yaml/m);
    }),
  );
}, 120_000);

test('a result that does not belong to the exit code is not told as the verdict', async () => {
  const crashing =
    "import { writeFileSync } from 'node:fs';\nconst path = process.argv.find((word) => word.startsWith('json=')).slice(5);\nwriteFileSync(path, JSON.stringify({ verdict: 'in-sync', failOn: 'warning', connections: [] }));\nprocess.exit(70);\n";
  await inFolder({ 'main.mjs': crashing }, async (cwd) => {
    const ran = await runStep('audit', cwd, {}, { 'install.main': join(cwd, 'main.mjs') }, {});
    expect(ran).toMatchObject({
      exitCode: 70,
      outputs: { verdict: 'none', findings: '' },
      summary: expect.stringContaining('nothing was audited'),
    });
  });
});

test('the evidence that is told is the bundle in the folder that was asked for', async () => {
  const bundling = `import { mkdirSync, writeFileSync } from 'node:fs';
const words = process.argv;
mkdirSync(words[words.indexOf('--evidence') + 1] + '/20261123T020000Z-1a2b3c4d', { recursive: true });
`;
  await inFolder({ 'main.mjs': bundling }, async (cwd) => {
    const told = { 'install.main': join(cwd, 'main.mjs') };
    const { exitCode, outputs } = await runStep('audit', cwd, { evidence: 'true' }, told, {});
    expect(outputs.evidence).toBe(join(outputs.reports ?? '', 'evidence', '20261123T020000Z-1a2b3c4d'));
    // It ends with 0 and shows no result.
    expect({ ...outputs, exitCode }).toMatchObject({ 'exit-code': '70', verdict: 'none', exitCode: 70 });
  });
});

/** In place of npm: notes what it was asked for. */
const npm = '#!/bin/sh\npwd >>"$NOTES"\nfor word in "$@"; do echo "$word" >>"$NOTES"; done\n';

async function install(version: string): Promise<StepRan & { readonly asked: readonly string[] }> {
  return await inFolder({ 'bin/npm': npm, notes: '' }, async (cwd) => {
    await chmod(join(cwd, 'bin/npm'), 0o755);
    const env = { PATH: `${join(cwd, 'bin')}:${process.env.PATH}`, NOTES: join(cwd, 'notes') };
    const ran = await runStep('install', cwd, { version }, {}, env);
    return { ...ran, asked: (await readFile(join(cwd, 'notes'), 'utf8')).split('\n') };
  });
}

test('an exact version is installed from npm, without install scripts, in a folder of its own', async () => {
  const { exitCode, outputs, asked } = await install('1.2.3');
  expect(exitCode).toBe(0);
  expect(outputs.main).toMatch(
    /\/\.runner\/route-drift-package\.\w+\/node_modules\/route-drift\/dist\/bundle\/main\.js$/,
  );
  expect(asked).toEqual(expect.arrayContaining(['install', '--ignore-scripts', 'route-drift@1.2.3']));
});

test('with none, the checkout that the action is in is built', async () => {
  const { outputs, asked } = await install('');
  expect(outputs.main).toBe(main);
  expect(asked).toEqual(expect.arrayContaining(['ci', '--ignore-scripts', 'run', 'build']));
});

test.each(['latest', '^1.0.0', '1.2', '1.2.3 evil', '1.2.3\nmain=x', 'file:../x', '$(id)'])(
  '%j is no exact version',
  async (version) => {
    const { exitCode, outputs, asked } = await install(version);
    expect({ exitCode, outputs, asked }).toEqual({ exitCode: 2, outputs: {}, asked: [''] });
  },
);

test('what is part of a role finding is not counted twice', async () => {
  const routed = (id: string, weight: number) => `transitRouter: tr-pair\n${baseline(id, weight)}`;
  const files = { 'baselines/hq.yaml': routed('vco-hq', 0), 'baselines/dr.yaml': routed('vco-dr', 100) };
  const network = networkOf('vco-hq', 'vco-dr').connections.map((connection) => ({
    ...connection,
    routes: [
      { destination: '192.168.10.0/24' },
      { destination: '192.168.20.0/24', weight: connection.id === 'vco-hq' ? 100 : 0 },
    ],
  }));
  await inFolder(files, (cwd) =>
    withEmulator({ connections: network }, async ({ endpoint }) => {
      const ran = await runStep('audit', cwd, { endpoint }, tool, keys);
      expect(ran).toMatchObject({ exitCode: 1, outputs: { findings: '1' } });
      expect(ran.summary).toContain('DRIFTED: 1 finding at or above warning');
    }),
  );
});

test('the role and the token of the job are in the environment of the program, and the token is gone afterwards', async () => {
  const noting =
    "import { writeFileSync } from 'node:fs';\nconst env = Object.entries(process.env).filter(([name]) => name.startsWith('ALIBABA'));\nwriteFileSync('env.json', JSON.stringify(Object.fromEntries(env)));\nprocess.exit(2);\n";
  for (const inputs of [{}, { shard: 'no shard' }]) {
    await inFolder({ 'main.mjs': noting, token: 'ey' }, async (cwd) => {
      const told = { 'install.main': join(cwd, 'main.mjs'), 'token.file': join(cwd, 'token') };
      const role = { 'role-arn': 'acs:ram::1:role/r', 'oidc-provider-arn': 'acs:ram::1:oidc-provider/p' };
      expect((await runStep('audit', cwd, { ...role, ...inputs }, told, {})).exitCode).toBe(2);
      expect(await readdir(cwd)).not.toContain('token');
      if ('shard' in inputs) return;
      expect(JSON.parse(await readFile(join(cwd, 'env.json'), 'utf8'))).toEqual({
        ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/r',
        ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/p',
        ALIBABA_CLOUD_OIDC_TOKEN_FILE: join(cwd, 'token'),
      });
    });
  }
});
