import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { EmulatorConnection, EmulatorState } from '../../src/emulator/emulatorState.ts';
import type { Fault } from '../../src/emulator/fault.ts';
import type { Emulator } from '../../src/emulator/startEmulator.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, inFolder, networkOf } from './fixture.ts';
import { type Ran, runIn } from './testWorld.ts';

const everyFormat = [
  'text',
  'markdown',
  'summary',
  'junit',
  'junit-strict',
  'json',
  'sarif',
  'github',
  'html',
] as const;
const files = { 'baselines/a.yaml': baseline('vco-a'), 'baselines/b.yaml': baseline('vco-b') };

const list = { action: 'DescribeVpnAttachments' } as const;

function stray(id: string, more: Partial<EmulatorConnection> = {}): EmulatorConnection {
  return { id, region: 'cn-hangzhou', routes: [], ...more };
}

/** `audit --discover`, with the JSON result of it. */
async function discover(
  state: EmulatorState,
  argv: readonly string[],
  use: (ran: Ran & { readonly result: Result }, emulator: Emulator, cwd: string) => void | Promise<void>,
  baselines: Readonly<Record<string, string>> = files,
): Promise<void> {
  await inFolder(baselines, (cwd) =>
    withEmulator(state, async (emulator) => {
      const all = [
        'audit',
        '--discover',
        '--endpoint',
        emulator.endpoint,
        '-o',
        'json=out.json',
        '-o',
        'text',
        ...argv,
      ];
      const ran = await runIn(cwd, all);
      const result: Result = JSON.parse(await readFile(join(cwd, 'out.json'), 'utf8').catch(() => 'null'));
      await use({ ...ran, result }, emulator, cwd);
    }),
  );
}

interface Result {
  readonly verdict: string;
  readonly coverage: {
    readonly lists: readonly Readonly<Record<string, unknown>>[];
    readonly findings: readonly Readonly<Record<string, unknown>>[];
  };
  readonly connections: readonly Readonly<Record<string, unknown>>[];
}

const said = ({ result }: { readonly result: Result }) =>
  result.coverage.findings.map(({ kind, connectionId }) => `${kind} ${connectionId}`);

test('where every connection has a baseline, and every baseline a connection, the audit is green and says what was listed', async () => {
  await discover(networkOf('vco-a', 'vco-b'), [], (ran) => {
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toMatch(/✓ listed {2}cn-hangzhou: 2 connections listed/);
    expect(ran.result.coverage).toMatchObject({ tags: [], findings: [] });
  });
});

test('without --discover nobody lists connections, and the result says that nobody asked', async () => {
  await inFolder(files, (cwd) =>
    withEmulator(networkOf('vco-a', 'vco-b'), async ({ endpoint, requests }) => {
      const { exitCode, stdout } = await runIn(cwd, ['audit', '--endpoint', endpoint, '-o', 'json']);
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout).coverage).toBeNull();
      expect(new Set(requests.map(({ action }) => action))).toEqual(new Set(['DescribeVcoRouteEntries']));
    }),
  );
});

test('a connection that no baseline names fails the run, by its name and transit router', async () => {
  const state = networkOf('vco-a', 'vco-b');
  const named = stray('vco-stray', { name: 'lab', transitRouter: 'tr-1' });
  await discover({ connections: [...state.connections, named] }, [], (ran) => {
    expect(ran.exitCode).toBe(1);
    expect(said(ran)).toEqual(['unmanaged-connection vco-stray']);
    expect(ran.result.coverage.findings[0]).toMatchObject({
      name: 'lab',
      transitRouter: 'tr-1',
      severity: 'warning',
      at: null,
    });
    expect(ran.stdout).toContain('✗ unmanaged  cn-hangzhou/vco-stray (lab)');
  });
});

test('it is a warning: --fail-on error lets it pass, and still tells it', async () => {
  const state = networkOf('vco-a', 'vco-b');
  await discover({ connections: [...state.connections, stray('vco-stray')] }, ['--fail-on', 'error'], (ran) => {
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toMatch(/! unmanaged {2}cn-hangzhou\/vco-stray: [\s\S]*below\s+--fail-on error/);
  });
});

test('a baseline whose connection is neither listed nor readable is drift, and no connection that was not looked at', async () => {
  await discover(networkOf('vco-a'), ['--fail-on', 'error'], (ran) => {
    expect(ran.exitCode).toBe(1);
    expect(said(ran)).toEqual(['missing-connection vco-b']);
    expect(ran.result.coverage.findings[0]).toMatchObject({
      severity: 'error',
      at: { file: 'baselines/b.yaml', line: 2 },
    });
    expect(ran.result.connections[1]).toMatchObject({ connectionId: 'vco-b', state: 'unchecked' });
  });
});

test('a baseline that expects nothing is not in sync with a connection that is gone', async () => {
  const empty = 'version: 1\nconnection: vco-a\nregion: cn-hangzhou\ncustom: { routes: [] }\n';
  const detached = { connections: [stray('vco-a', { attached: false })] };
  await inFolder({ 'baselines/a.yaml': empty }, (cwd) =>
    withEmulator(detached, async ({ endpoint }) => {
      expect(await runIn(cwd, ['audit', '--endpoint', endpoint])).toMatchObject({ exitCode: 0 });
      expect(await runIn(cwd, ['audit', '--endpoint', endpoint, '--discover'])).toMatchObject({ exitCode: 1 });
    }),
  );
});

test('a connection that answers with routes is there, whatever the list leaves out', async () => {
  const [a, b] = networkOf('vco-a', 'vco-b').connections;
  const connections = [a, b].flatMap((each) =>
    each === undefined ? [] : [{ ...each, attached: each.id === 'vco-a' }],
  );
  await discover({ connections }, [], (ran) => {
    expect(ran.exitCode).toBe(0);
    expect(said(ran)).toEqual([]);
  });
});

test.each<readonly [string, Fault, string]>([
  ['the right is missing', { ...list, kind: 'forbidden' }, 'vpc:DescribeVpnAttachments'],
  ['nothing answers', { ...list, kind: 'reset-before-reply' }, 'NoAnswer'],
  ['the answer is no list', { ...list, kind: 'bare-body', body: '{}' }, 'BrokenAnswer'],
  ['another total is stated', { ...list, kind: 'total-count-off', by: 1 }, 'ListNotSettled'],
  ['rows are kept back', { ...list, kind: 'short-page', rows: 1 }, 'ListNotSettled'],
])('where connections can not be listed, the run is incomplete in every report: %s', async (_, fault, why) => {
  const formats = everyFormat.filter((format) => format !== 'json' && format !== 'text');
  const argv = formats.flatMap((format) => ['-o', `${format}=out.${format}`]);
  await discover({ ...networkOf('vco-a', 'vco-b'), faults: [fault] }, argv, async (ran, _emulator, cwd) => {
    expect(ran.exitCode).toBe(3);
    expect(ran.result.verdict).toBe('incomplete');
    expect(ran.stdout).toContain('1 of 1 list');
    expect(ran.stdout).toContain(why);
    for (const format of formats) {
      const report = await readFile(join(cwd, `out.${format}`), 'utf8');
      expect(report).toContain('cn-hangzhou');
      expect(report).toMatch(/could not be listed|errors="1"/);
    }
    expect(await readFile(join(cwd, 'out.junit'), 'utf8')).toMatch(/<testsuites [^>]*errors="1"/);
    expect(JSON.parse(await readFile(join(cwd, 'out.sarif'), 'utf8')).runs[0].invocations[0]).toMatchObject({
      executionSuccessful: false,
    });
  });
});

test('drift is certain, and wins over a list that nobody could read', async () => {
  const drifted = { ...files, 'baselines/b.yaml': baseline('vco-b', 0) };
  const state = { ...networkOf('vco-a', 'vco-b'), faults: [{ ...list, kind: 'forbidden' } as const] };
  await discover(state, [], (ran) => expect(ran.exitCode).toBe(1), drifted);
});

test('a list of several pages is read whole', async () => {
  const strays = Array.from({ length: 120 }, (_, i) => stray(`vco-s${String(i).padStart(3, '0')}`));
  await discover({ connections: [...networkOf('vco-a', 'vco-b').connections, ...strays] }, [], (ran) => {
    expect(ran.exitCode).toBe(1);
    expect(ran.result.coverage.findings).toHaveLength(120);
    expect(ran.result.coverage.lists).toEqual([expect.objectContaining({ listed: 122, inScope: 122 })]);
  });
});

test('only connections that carry all tags need a baseline; whether one is gone does not depend on them', async () => {
  const connections = [
    ...networkOf('vco-a').connections,
    stray('vco-prod', { tags: { env: 'prod', team: 'net' } }),
    stray('vco-other', { tags: { env: 'prod' } }),
    stray('vco-test', { tags: { env: 'test', team: 'net' } }),
  ];
  await discover({ connections }, ['--tag', 'env=prod', '--tag', 'team'], (ran) => {
    expect(said(ran)).toEqual(['missing-connection vco-b', 'unmanaged-connection vco-prod']);
    expect(ran.stdout).toContain('4 connections listed, 1 of them tagged env=prod and');
  });
});

test('regions of the baselines are listed, each once, and those of --region', async () => {
  const connections = [...networkOf('vco-a', 'vco-b').connections, { ...stray('vco-far'), region: 'cn-beijing' }];
  await discover({ connections }, [], (ran) => expect(said(ran)).toEqual([]));
  await discover({ connections }, ['--region', 'cn-beijing', '--region', 'cn-hangzhou'], (ran, { requests }) => {
    expect(said(ran)).toEqual(['unmanaged-connection vco-far']);
    expect(ran.result.coverage.lists.map(({ region }) => region)).toEqual(['cn-beijing', 'cn-hangzhou']);
    expect(requests.filter(({ action }) => action === 'DescribeVpnAttachments')).toHaveLength(4);
  });
});

test.each([
  [['--region', '../x'], 'not the name of a region'],
  [['--tag', '=prod'], '--tag: write KEY, or KEY=VALUE'],
])('%j is refused before anything is asked', async (argv, message) => {
  await discover(networkOf('vco-a', 'vco-b'), argv, (ran, { requests }) => {
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr).toContain(message);
    expect(requests).toEqual([]);
  });
});

test('a saved snapshot lists no connections, and --region and --tag go with --discover alone', async () => {
  await inFolder(files, async (cwd) => {
    for (const argv of [
      ['--snapshot', 's.json', '--discover'],
      ['--embedded', '--tag', 'a'],
      ['--embedded', '--region', 'x'],
    ]) {
      const ran = await runIn(cwd, ['audit', ...argv]);
      expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ran.stderr).toContain('discover');
    }
  });
});

test('shards merge to what one run finds, and shards of another question are refused', async () => {
  const strays = Array.from({ length: 9 }, (_, i) => stray(`vco-s${i}`));
  const state = { connections: [...networkOf('vco-a').connections, ...strays] };
  await inFolder(files, (cwd) =>
    withEmulator(state, async ({ endpoint }) => {
      const one = ['audit', '--endpoint', endpoint, '--discover'];
      await runIn(cwd, [...one, '-o', 'json=whole.json']);
      const shards = ['1/3', '2/3', '3/3'].map((name) => ({ name, file: `${name[0]}.json` }));
      for (const { name, file } of shards) await runIn(cwd, [...one, '--shard', name, '-o', `json=${file}`]);
      const names = shards.map(({ file }) => file);
      expect(await runIn(cwd, ['merge', ...names, '-o', 'json=merged.json'])).toMatchObject({ exitCode: 1 });
      const [whole, merged, ...parts] = await Promise.all(
        ['whole.json', 'merged.json', ...names].map(async (file) =>
          JSON.parse(await readFile(join(cwd, file), 'utf8')),
        ),
      );
      expect(merged.coverage).toEqual(whole.coverage);
      expect(whole.coverage.findings).toHaveLength(10);
      expect(parts.filter(({ coverage }) => coverage.findings.length > 0).length).toBeGreaterThan(1);
      await runIn(cwd, [...one.slice(0, 3), '--shard', '2/3', '-o', 'json=2.json']);
      const refused = await runIn(cwd, ['merge', ...names]);
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toContain('made with no --discover, not --discover of cn-hangzhou');
    }),
  );
});

test('one shard that could not list makes the merged run incomplete', async () => {
  await inFolder(files, async (cwd) => {
    const state = networkOf('vco-a', 'vco-b');
    for (const [name, faults] of [
      ['1/2', []],
      ['2/2', [{ ...list, kind: 'forbidden' } as const]],
    ] as const) {
      await withEmulator({ ...state, faults }, async ({ endpoint }) => {
        const argv = ['audit', '--endpoint', endpoint, '--discover', '--shard', name, '-o', `json=${name[0]}.json`];
        await runIn(cwd, argv);
      });
    }
    // Each emulator has a port of its own.
    const [one, two] = await Promise.all(['1', '2'].map((name) => readFile(join(cwd, `${name}.json`), 'utf8')));
    const endpointOf = (text: string | undefined) => /"endpoint": "([^"]+)"/.exec(text ?? '')?.[1] ?? '';
    await writeFile(join(cwd, '2.json'), (two ?? '').replaceAll(endpointOf(two), endpointOf(one)));
    expect(await runIn(cwd, ['merge', '1.json', '2.json'])).toMatchObject({ exitCode: 3 });
  });
});

test('a result that is edited to look covered contradicts itself', async () => {
  const state = networkOf('vco-a');
  await discover({ connections: [...state.connections, stray('vco-stray')] }, [], async (ran, _, cwd) => {
    const edits: ((coverage: Record<string, Record<string, unknown>[]>) => void)[] = [
      (coverage) => coverage.findings?.splice(0),
      (coverage) => Object.assign(coverage.findings?.[0] ?? {}, { severity: 'notice' }),
      (coverage) => Object.assign(coverage.findings?.[1] ?? {}, { connectionId: 'vco-a' }),
      (coverage) => Object.assign(coverage.findings?.[0] ?? {}, { connectionId: 'vco-a' }),
      (coverage) => coverage.lists?.splice(0),
      (coverage) => coverage.lists?.push({ ...coverage.lists[0] }),
      (coverage) => Object.assign(coverage.lists?.[0] ?? {}, { inScope: 99 }),
      (coverage) => coverage.findings?.push({ ...coverage.findings[1] }),
    ];
    expect(said(ran)).toEqual(['missing-connection vco-b', 'unmanaged-connection vco-stray']);
    for (const edit of edits) {
      const copy = structuredClone(ran.result) as unknown as { coverage: Record<string, Record<string, unknown>[]> };
      edit(copy.coverage);
      await writeFile(join(cwd, 'edited.json'), JSON.stringify(copy));
      expect(await runIn(cwd, ['render', 'edited.json'])).toMatchObject({ exitCode: 2, stdout: '' });
    }
    await writeFile(join(cwd, 'same.json'), JSON.stringify(ran.result));
    const again = await runIn(cwd, ['render', 'same.json', '-o', 'json']);
    expect(JSON.parse(again.stdout)).toEqual(ran.result);
  });
});

test('a result of a version that knew nothing of coverage is read', async () => {
  await discover(networkOf('vco-a', 'vco-b'), [], async (ran, _, cwd) => {
    const { coverage: __, ...older } = ran.result;
    await writeFile(join(cwd, 'older.json'), JSON.stringify(older));
    expect(await runIn(cwd, ['render', 'older.json'])).toMatchObject({ exitCode: 0 });
  });
});
