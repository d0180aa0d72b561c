import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { baseline, inFolder, networkOf } from '../cli/fixture.ts';
import { keys, runIn } from '../cli/testWorld.ts';
import { auditWithEvidence, baselines, filesOf, git, inCheckout, network, verify } from './bundle.ts';

const hq = { 'baselines/hq.yaml': baseline() };
const manifestOf = async (bundle: string) => JSON.parse(await readFile(join(bundle, 'manifest.json'), 'utf8'));

test('the manifest says who, what, when, of which commit, what was asked for, found and left out, and how whole it is', async () => {
  await inCheckout(baselines, async (cwd) => {
    const actions = {
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTOR: 'octocat',
      GITHUB_WORKFLOW: 'Nightly',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'example/network',
      GITHUB_RUN_ID: '17',
      GITHUB_RUN_ATTEMPT: '1',
    };
    const argv = ['--sts-endpoint', 'THE-API', '-o', 'text', '-o', 'markdown=out/routes.md', 'baselines'];
    const { bundle, ran } = await auditWithEvidence(cwd, network, argv, { env: { ...keys, ...actions } });
    expect(ran).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('evidence/20261123T020000Z-ffffffff: ') });
    expect(await manifestOf(bundle)).toMatchObject({
      version: 1,
      runId: '20261123T020000Z-ffffffff',
      tool: { name: 'route-drift', packageSha256: expect.stringMatching(/^[0-9a-f]{64}$/), node: process.version },
      command: expect.arrayContaining(['audit', '--evidence', 'evidence']),
      ci: {
        actor: 'octocat',
        workflow: 'Nightly',
        runUrl: 'https://github.com/example/network/actions/runs/17/attempts/1',
      },
      git: { commit: await git(cwd, 'rev-parse', 'HEAD'), dirty: false, because: [] },
      reports: ['text', 'markdown'],
      asked: ['baselines'],
      startedAt: '2026-11-23T02:00:00.000Z',
      finishedAt: '2026-11-23T02:00:00.000Z',
      failOn: 'warning',
      verdict: 'drifted',
      caller: { state: 'known', account: '1234567890123456', arn: 'acs:ram::1234567890123456:user/embedded' },
      clockSkew: { least: expect.any(Number), most: expect.any(Number) },
      scope: {
        found: [
          { connectionId: 'vco-busy', file: 'baselines/busy.yaml' },
          { connectionId: 'vco-hq', file: 'baselines/hq.yaml', copy: 'baselines/cn-hangzhou/vco-hq.yaml' },
          { connectionId: 'vco-long', file: 'baselines/long.yaml' },
        ],
        leftOut: [{ region: 'cn-hangzhou', connectionId: 'vco-busy', code: 'Vco.StatusNotSupport' }],
      },
      completeness: [
        { connectionId: 'vco-hq', custom: { proof: 'atomic', totalCount: 3, received: 3, listed: 3, passes: 2 } },
        { connectionId: 'vco-long', custom: { proof: 'proved', totalCount: 120, received: 120, passes: 1 } },
      ],
      waivers: [{ connectionId: 'vco-hq', id: 'NET-1', owner: 'netops@example.com', expires: '2026-12-31' }],
    });
    const files = await filesOf(bundle);
    expect(files.get('baselines/cn-hangzhou/vco-hq.yaml')?.toString()).toBe(baselines['baselines/hq.yaml']);
    expect(files.get('reports/markdown.md')?.toString()).toBe(await readFile(join(cwd, 'out/routes.md'), 'utf8'));
    expect(files.get('reports/text.txt')?.toString()).toBe(ran.stdout);
  });
});

test('each call lies there as received, with what was asked, where, when, and the status and request id of the answer', async () => {
  await inCheckout(hq, async (cwd) => {
    const { bundle, requests } = await auditWithEvidence(cwd, networkOf('vco-hq'));
    const [line = ''] = (await readFile(join(bundle, 'replies/cn-hangzhou/vco-hq/custom.jsonl'), 'utf8')).split('\n');
    const call = JSON.parse(line);
    expect(call).toMatchObject({
      action: 'DescribeVcoRouteEntries',
      parameters: {
        RegionId: 'cn-hangzhou',
        VpnConnectionId: 'vco-hq',
        RouteEntryType: 'custom',
        PageNumber: '1',
        PageSize: '50',
      },
      origin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      sentAt: '2026-11-23T02:00:00.000Z',
      receivedAt: '2026-11-23T02:00:00.000Z',
      status: 200,
      fault: null,
    });
    expect(requests.map(({ requestId }) => requestId)).toContain(call.requestId);
    expect(JSON.parse(call.body)).toMatchObject({ RequestId: call.requestId, TotalCount: 2 });
  });
});

test('sha256sum checks the bundle, and the snapshot and the result in it can be audited and rendered', async () => {
  await inCheckout(hq, async (cwd) => {
    const { bundle } = await auditWithEvidence(cwd, networkOf('vco-hq'));
    const { stdout } = await promisify(execFile)('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: bundle });
    expect(stdout.match(/: OK\n/g)?.length).toBe((await filesOf(bundle)).size - 1);
    const snapshot = join(bundle, 'snapshot.json');
    expect(await runIn(cwd, ['audit', '--snapshot', snapshot])).toMatchObject({ exitCode: 0 });
    expect(await runIn(cwd, ['render', join(bundle, 'result.json')])).toMatchObject({ exitCode: 0 });
  });
});

test.each<[what: string, stsEndpoint: readonly string[], caller: unknown, calls: number]>([
  ['nowhere, where the command line names another endpoint', [], { state: 'not-asked' }, 0],
  ['where the command line says', ['--sts-endpoint', 'THE-API'], { state: 'known', account: '1234567890123456' }, 1],
  [
    'where nobody answers, which fails nothing',
    ['--sts-endpoint', 'http://127.0.0.1:1'],
    { state: 'unknown', code: 'NoAnswer' },
    0,
  ],
])('STS is asked %s', async (_, stsEndpoint, caller, calls) => {
  await inCheckout(hq, async (cwd) => {
    const { bundle, ran, requests } = await auditWithEvidence(cwd, networkOf('vco-hq'), stsEndpoint);
    expect(ran).toMatchObject({ exitCode: 0 });
    expect((await manifestOf(bundle)).caller).toMatchObject(caller as object);
    expect(requests.filter(({ action }) => action === 'GetCallerIdentity').length).toBe(calls);
    expect(await verify(bundle)).toMatchObject({ exitCode: 0 });
  });
});

test.each<[what: string, change: (cwd: string) => Promise<unknown>, reason: string]>([
  [
    'a baseline is changed',
    (cwd) => writeFile(join(cwd, 'baselines/hq.yaml'), `${baseline()}\n`),
    'baselines/hq.yaml is not as the commit has it',
  ],
  [
    'a baseline is changed, and git is told to overlook it',
    async (cwd) => {
      await git(cwd, 'update-index', '--assume-unchanged', 'baselines/hq.yaml');
      await writeFile(join(cwd, 'baselines/hq.yaml'), `${baseline()}\n`);
    },
    'baselines/hq.yaml is not as the commit has it',
  ],
  [
    'a baseline is in no commit',
    (cwd) => writeFile(join(cwd, 'baselines/b.yaml'), baseline('vco-b')),
    'baselines/b.yaml is not in the commit',
  ],
  [
    'a baseline is ignored',
    async (cwd) => {
      await writeFile(join(cwd, '.git/info/exclude'), 'b.yaml\n');
      await writeFile(join(cwd, 'baselines/b.yaml'), baseline('vco-b'));
    },
    'baselines/b.yaml is not in the commit',
  ],
  ['another file is changed', (cwd) => writeFile(join(cwd, 'notes.txt'), 'new'), 'notes.txt is changed'],
  [
    'a change is staged',
    async (cwd) => {
      await writeFile(join(cwd, 'notes.txt'), 'new');
      await git(cwd, 'add', 'notes.txt');
    },
    'notes.txt is changed',
  ],
  ['there is no commit', (cwd) => git(cwd, 'update-ref', '-d', 'HEAD'), 'nothing is committed here yet'],
])('where %s there is no evidence, and no request; with --allow-dirty it is stated', async (_, change, reason) => {
  await inCheckout({ ...hq, 'notes.txt': 'old' }, async (cwd) => {
    await change(cwd);
    const refused = await auditWithEvidence(cwd, networkOf('vco-hq', 'vco-b'), ['-o', 'json=out/result.json']);
    expect(refused.ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(`  ${reason}\n`) });
    expect(refused).toMatchObject({ bundles: [], requests: [] });
    const { bundle } = await auditWithEvidence(cwd, networkOf('vco-hq', 'vco-b'), ['--allow-dirty']);
    expect((await manifestOf(bundle)).git).toMatchObject({ dirty: true, because: expect.arrayContaining([reason]) });
    const verified = await verify(bundle);
    expect(verified).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`DIRTY: ${reason}`) });
  });
});

test('outside of a git checkout is dirty, and so is a baseline from outside of it', async () => {
  await inFolder(hq, async (cwd) => {
    const outside = await auditWithEvidence(cwd, networkOf('vco-hq'));
    expect(outside.ran).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('no git checkout could be read here'),
    });
    await mkdir(join(cwd, 'checkout'));
    await git(cwd, 'init', '--quiet', 'checkout');
    await git(join(cwd, 'checkout'), 'commit', '--quiet', '--allow-empty', '--message', 'nothing');
    const beside = await auditWithEvidence(join(cwd, 'checkout'), networkOf('vco-hq'), ['../baselines']);
    expect(beside.ran).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('../baselines/hq.yaml is not in the commit'),
    });
  });
});

test('a checkout is read from within a folder of it too', async () => {
  await inCheckout({ 'network/baselines/hq.yaml': baseline() }, async (cwd) => {
    const { bundle } = await auditWithEvidence(join(cwd, 'network'), networkOf('vco-hq'));
    expect((await manifestOf(bundle)).git).toMatchObject({ dirty: false });
  });
});

test.each([
  ['inside of the baselines', ['--evidence', 'baselines/evidence'], 'for baselines of baselines'],
  ['below a file', ['--evidence', 'notes.txt/evidence'], 'could not be written'],
  [
    'with an address of STS that is none',
    ['--evidence', 'e', '--sts-endpoint', 'http://sts.example.com'],
    '--sts-endpoint: http://',
  ],
  [
    'signed with a key that is none',
    ['--evidence', 'e', '--sign-key', 'notes.txt'],
    '--sign-key notes.txt: it is not an Ed25519 private key',
  ],
  [
    'signed with a key that is not there',
    ['--evidence', 'e', '--sign-key', 'none.pem'],
    '--sign-key: none.pem: no such file',
  ],
  ['of a saved snapshot', ['--evidence', 'e', '--snapshot', 'notes.txt'], 'mutually exclusive'],
  ['nowhere', ['--sign-key', 'notes.txt'], 'evidence'],
])('evidence %s is refused', async (_, argv, reason) => {
  await inCheckout({ ...hq, 'notes.txt': 'nothing' }, async (cwd) => {
    const ran = await runIn(cwd, ['audit', ...argv]);
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(reason) });
  });
});

test.each(['SIGINT', 'SIGTERM'])(
  'a run that is interrupted by %s leaves what is called incomplete and does not verify',
  async (signal) => {
    await inCheckout(baselines, async (cwd) => {
      const interruption = new AbortController();
      const pause = async () => interruption.abort(signal);
      const { bundles, bundle, ran } = await auditWithEvidence(cwd, network, [], {
        interruption: interruption.signal,
        pause,
      });
      expect(ran).toMatchObject({ exitCode: signal === 'SIGINT' ? 130 : 143 });
      expect(ran.stderr).toContain('incomplete: no evidence, since the run was interrupted');
      expect(bundles).toEqual([join(cwd, 'evidence', '20261123T020000Z-ffffffff.incomplete')]);
      expect(await verify(bundle)).toMatchObject({
        exitCode: 4,
        stdout: expect.stringContaining('SHA256SUMS is missing: the run that wrote this had not finished'),
      });
    });
  },
);

test('what is asked of verify is one directory', async () => {
  for (const argv of [[], ['a', 'b'], ['/none'], ['/etc/passwd']]) {
    expect(await runIn('/', ['verify', ...argv])).toMatchObject({ exitCode: 2, stdout: '' });
  }
});
