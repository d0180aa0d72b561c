import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { EmulatorState } from '../../src/emulator/emulatorState.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, everythingIn, inFolder, networkOf } from './fixture.ts';
import { type Ran, runIn } from './testWorld.ts';

const everywhere = ['--discover', '--region', 'cn-hangzhou'];

/** `init` in a folder of its own, against a network of its own. */
async function init(
  state: EmulatorState,
  argv: readonly string[],
  use: (cwd: string, ran: Ran, endpoint: string) => Promise<void>,
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  await inFolder(files, (cwd) =>
    withEmulator(state, async ({ endpoint }) => {
      await use(cwd, await runIn(cwd, ['init', ...argv, '--endpoint', endpoint]), endpoint);
    }),
  );
}

test('from an empty directory to a green audit: one baseline for each connection', async () => {
  const network = networkOf('vco-a', 'vco-b');
  const [a, ...rest] = network.connections;
  const named = {
    ...network,
    connections: [{ id: 'vco-a', region: 'cn-hangzhou', ...a, name: 'HQ Hangzhou' }, ...rest],
  };
  await init(named, everywhere, async (cwd, ran, endpoint) => {
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toContain('baselines/hq-hangzhou.yaml written: 2 custom and 0 bgp routes');
    expect(await everythingIn(join(cwd, 'baselines'))).toEqual(['hq-hangzhou.yaml', 'vco-b.yaml']);
    expect(await runIn(cwd, ['audit', '--endpoint', endpoint, '--fail-on', 'notice'])).toMatchObject({ exitCode: 0 });
  });
});

test('the schema line comes first', async () => {
  await init(networkOf('vco-a'), [...everywhere, 'deep/er'], async (cwd, { exitCode }) => {
    expect(exitCode).toBe(0);
    const text = await readFile(join(cwd, 'deep/er/vco-a.yaml'), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\S+\/baseline\.schema\.json\nversion: 1\n/);
    expect(text).not.toContain(cwd);
  });
});

test('a connection by its id', async () => {
  const argv = ['--connection', 'vco-b', '--region', 'cn-hangzhou'];
  await init(networkOf('vco-a', 'vco-b'), argv, async (cwd, { exitCode }) => {
    expect(exitCode).toBe(0);
    expect(await everythingIn(join(cwd, 'baselines'))).toEqual(['vco-b.yaml']);
  });
});

test('a connection that is named twice has one baseline, and a region without any says so', async () => {
  const argv = ['--connection', 'vco-b', '--connection', 'vco-b', '--region', 'cn-hangzhou'];
  await init(networkOf('vco-b'), argv, async (cwd, { exitCode }) => {
    expect(exitCode).toBe(0);
    expect(await everythingIn(join(cwd, 'baselines'))).toEqual(['vco-b.yaml']);
  });
  await init(networkOf('vco-b'), ['--discover', '--region', 'cn-shanghai'], async (cwd, ran) => {
    expect(ran).toMatchObject({ exitCode: 0, stdout: 'There was nothing to write.\n' });
    expect(ran.stderr).toBe('cn-shanghai: no connection here is attached to a transit router\n');
    expect(await everythingIn(cwd)).toEqual([]);
  });
});

test('who may read routes and not list connections gets a baseline without a name', async () => {
  const state = { ...networkOf('vco-a'), faults: [{ kind: 'forbidden', action: 'DescribeVpnAttachments' } as const] };
  await init(state, ['--connection', 'vco-a', '--region', 'cn-hangzhou'], async (cwd, { exitCode, stderr }) => {
    expect(exitCode).toBe(0);
    expect(stderr).toContain('names and owners of the connections are left out');
    expect(await everythingIn(join(cwd, 'baselines'))).toEqual(['vco-a.yaml']);
  });
  await init(state, everywhere, async (cwd, { exitCode, stderr }) => {
    expect(exitCode).toBe(3);
    expect(stderr).toContain('vpc:DescribeVpnAttachments');
    expect(await everythingIn(cwd)).toEqual([]);
  });
});

test('where one connection can not be read, nothing at all is written', async () => {
  const network = networkOf('vco-a', 'vco-b');
  const [a, b] = network.connections;
  if (a === undefined || b === undefined) throw new Error('no network');
  await init({ connections: [a, { ...b, state: 'updating' }] }, everywhere, async (cwd, { exitCode, stderr }) => {
    expect(exitCode).toBe(3);
    expect(stderr).toContain('vco-b: Vco.StatusNotSupport');
    expect(await everythingIn(cwd)).toEqual([]);
  });
});

test('a connection that is not there is no baseline of no routes', async () => {
  const argv = ['--connection', 'vco-typo', '--region', 'cn-hangzhou'];
  await init(networkOf('vco-a'), argv, async (cwd, { exitCode, stderr }) => {
    expect(exitCode).toBe(3);
    expect(stderr).toContain('InvalidVpnConnectionInstanceId.NotFound');
    expect(await everythingIn(cwd)).toEqual([]);
  });
});

test('a baseline that is there is kept, byte for byte, and its connection is not read', async () => {
  const kept = `# mine\n${baseline('vco-a', 0)}`;
  await init(
    networkOf('vco-a', 'vco-b'),
    everywhere,
    async (cwd, { exitCode, stdout }) => {
      expect(exitCode).toBe(0);
      expect(stdout).toContain('baselines/sub/mine.yaml kept: vco-a has this baseline already');
      expect(await readFile(join(cwd, 'baselines/sub/mine.yaml'), 'utf8')).toBe(kept);
      expect(await everythingIn(join(cwd, 'baselines'))).toEqual(['sub', 'sub/mine.yaml', 'vco-b.yaml']);
    },
    { 'baselines/sub/mine.yaml': kept },
  );
});

test('a file of another connection that has the name already is not written over', async () => {
  const region = 'cn-hangzhou';
  const connections = [
    { id: 'vco-b', region, name: 'HQ' },
    ...['c', 'd'].map((id) => ({ id: `vco-${id}`, region, name: 'same' })),
  ];
  const kept = baseline('vco-a');
  await init(
    { connections },
    everywhere,
    async (cwd, { exitCode }) => {
      expect(exitCode).toBe(0);
      expect(await readFile(join(cwd, 'baselines/hq.yaml'), 'utf8')).toBe(kept);
      expect(await everythingIn(join(cwd, 'baselines'))).toEqual(['hq.yaml', 'vco-b.yaml', 'vco-c.yaml', 'vco-d.yaml']);
    },
    { 'baselines/hq.yaml': kept },
  );
});

test('from a saved snapshot, with neither network nor keys', async () => {
  await inFolder({ 'old/a.yaml': baseline('vco-a') }, async (cwd) => {
    await withEmulator(networkOf('vco-a'), ({ endpoint }) =>
      runIn(cwd, ['collect', 'old', '--endpoint', endpoint, '--to', 'snapshot.json']),
    );
    const world = { env: {} };
    expect(await runIn(cwd, ['init', '--snapshot', 'snapshot.json'], world)).toMatchObject({ exitCode: 0 });
    expect(await runIn(cwd, ['audit', '--snapshot', 'snapshot.json'], world)).toMatchObject({ exitCode: 0 });
    const stranger = await runIn(cwd, ['init', 'x', '--snapshot', 'snapshot.json', '--connection', 'vco-z'], world);
    expect(stranger).toMatchObject({ exitCode: 2, stderr: 'snapshot.json: holds no vco-z; did you mean vco-a?\n' });
  });
});

test.each([
  [[], 'say of what'],
  [['--discover'], '--region is missing'],
  [['--connection', 'vco-a'], '--region is missing'],
  [['--discover', '--connection', 'vco-a', '--region', 'cn-hangzhou'], 'give one of them'],
  [['--connection', 'vco-a', '--region', 'cn-hangzhou', '--region', 'cn-shanghai'], 'one --region'],
  [['--connection', 'VCO-A', '--region', 'cn-hangzhou', '--embedded'], 'connection must match'],
  [['--snapshot', 's.json', '--discover'], 'a snapshot holds what it holds'],
  [['--discover', '--region', 'cn-hangzhou', 'a', '--', 'b'], 'one directory'],
])('init %j is refused: %s', async (argv, message) => {
  const ran = await inFolder({}, (cwd) => runIn(cwd, ['init', ...argv]));
  expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ran.stderr).toContain(message);
});
