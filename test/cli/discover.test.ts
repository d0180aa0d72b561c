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

/** Audits one shard of several with `--discover`, against a network of its own at the address of the first. */
async function shardOf(
  cwd: string,
  name: string,
  endpoint: string,
  argv: readonly string[] = ['--discover'],
): Promise<void> {
  await runIn(cwd, ['audit', '--endpoint', endpoint, ...argv, '--shard', name, '-o', `json=${name[0]}.json`]);
}

const read = async (cwd: string, file: string) => JSON.parse(await readFile(join(cwd, file), 'utf8'));

test('shards merge to what one run finds, and shards of another question are refused', async () => {
  const strays = Array.from({ length: 9 }, (_, i) => stray(`vco-s${i}`));
  const state = { connections: [...networkOf('vco-a').connections, ...strays] };
  await inFolder(files, (cwd) =>
    withEmulator(state, async ({ endpoint }) => {
      await runIn(cwd, ['audit', '--endpoint', endpoint, '--discover', '-o', 'json=whole.json']);
      for (const name of ['1/3', '2/3', '3/3']) await shardOf(cwd, name, endpoint);
      const names = ['1.json', '2.json', '3.json'];
      expect(await runIn(cwd, ['merge', ...names, '-o', 'json=merged.json'])).toMatchObject({ exitCode: 1 });
      const [whole, merged] = [await read(cwd, 'whole.json'), await read(cwd, 'merged.json')];
      expect(merged.coverage).toEqual(whole.coverage);
      expect(whole.coverage.findings).toHaveLength(10);
      await shardOf(cwd, '2/3', endpoint, []);
      const refused = await runIn(cwd, ['merge', ...names]);
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toContain('made with no --discover, not --discover of cn-hangzhou');
    }),
  );
});

/** The results of two shards, the second of which saw another network; as if both had asked at one address. */
async function twoShards(
  first: EmulatorState,
  second: EmulatorState,
  use: (cwd: string) => Promise<void>,
): Promise<void> {
  await inFolder(files, async (cwd) => {
    const addresses: string[] = [];
    for (const [i, state] of [first, second].entries()) {
      await withEmulator(state, async ({ endpoint }) => {
        addresses.push(endpoint);
        await shardOf(cwd, `${i + 1}/2`, endpoint);
      });
    }
    const text = await readFile(join(cwd, '2.json'), 'utf8');
    await writeFile(join(cwd, '2.json'), text.replaceAll(addresses[1] ?? '', addresses[0] ?? ''));
    await use(cwd);
  });
}

test('a connection that any of the shards saw without a baseline is in the merged result', async () => {
  const calm = networkOf('vco-a', 'vco-b');
  const strays = Array.from({ length: 6 }, (_, i) => stray(`vco-s${i}`));
  const later = { connections: [...calm.connections, ...strays] };
  for (const [first, second] of [
    [calm, later],
    [later, calm],
  ] as const) {
    await twoShards(first, second, async (cwd) => {
      const merged = await runIn(cwd, ['merge', '1.json', '2.json', '-o', 'json=merged.json']);
      expect(merged.exitCode).toBe(1);
      expect((await read(cwd, 'merged.json')).coverage.findings).toHaveLength(6);
      expect(await runIn(cwd, ['render', 'merged.json'])).toMatchObject({ exitCode: 1 });
    });
  }
});

test('one shard that could not list makes the merged run incomplete, and its result is one that can be read', async () => {
  const calm = networkOf('vco-a', 'vco-b');
  const faults = [{ ...list, kind: 'forbidden' } as const];
  await twoShards(calm, { ...calm, faults }, async (cwd) => {
    expect(await runIn(cwd, ['merge', '1.json', '2.json'])).toMatchObject({ exitCode: 3 });
  });
  const strays = { connections: [...calm.connections, stray('vco-stray')] };
  await twoShards(strays, { ...strays, faults }, async (cwd) => {
    expect(await runIn(cwd, ['merge', '1.json', '2.json', '-o', 'json=merged.json'])).toMatchObject({ exitCode: 1 });
    expect(await runIn(cwd, ['render', 'merged.json'])).toMatchObject({ exitCode: 1 });
  });
});

test('one shard that is missing hides no connection without a baseline, and is incomplete', async () => {
  const state = {
    connections: [...networkOf('vco-a', 'vco-b').connections, ...[1, 2, 3].map((i) => stray(`vco-s${i}`))],
  };
  await twoShards(state, state, async (cwd) => {
    for (const file of ['1.json', '2.json']) {
      const merged = await runIn(cwd, ['merge', file, '-o', 'json=merged.json']);
      expect(merged.exitCode).toBeGreaterThan(0);
      if (merged.exitCode === 2) continue;
      expect((await read(cwd, 'merged.json')).coverage.findings).toHaveLength(3);
    }
  });
});

test.each([
  ['tags of another shape', { Tag: [{ Key: 'env', Value: 'prod' }] }],
  ['a tag without a key', [{ Key: 'env', Value: 'prod' }, { Value: 'x' }]],
  ['no tags at all', undefined],
])('a connection with %s may carry any, and needs a baseline', async (_, Tags) => {
  const rows = [
    { InstanceId: 'vco-a', Tags: [] },
    { InstanceId: 'vco-b', Tags: [] },
    { InstanceId: 'vco-stray', Tags },
  ];
  const faults = [{ ...list, kind: 'reply-fields', on: [1], set: { VpnAttachments: rows } } as const];
  const state = { connections: [...networkOf('vco-a', 'vco-b').connections, stray('vco-stray')], faults };
  await discover(state, ['--tag', 'env=prod'], (ran) => {
    expect(ran.exitCode).toBe(1);
    expect(said(ran)).toEqual(['unmanaged-connection vco-stray']);
  });
});

test('a connection that is in no list, and can not be read for another reason, is unchecked and not called missing', async () => {
  const [a, b] = networkOf('vco-a', 'vco-b').connections;
  if (a === undefined || b === undefined) throw new Error('there are two');
  await discover({ connections: [a, { ...b, attached: false, state: 'forbidden' }] }, [], (ran) => {
    expect(ran.exitCode).toBe(3);
    expect(said(ran)).toEqual([]);
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
      (coverage) => Object.assign(coverage.lists?.[0] ?? {}, { listed: 99, inScope: 99 }),
      (coverage) => Object.assign(coverage.lists?.[0] ?? {}, { region: 'cn-beijing' }),
      (coverage) => Object.assign(coverage.findings?.[0] ?? {}, { region: 'cn-beijing' }),
      (coverage) => Object.assign(coverage.findings?.[0] ?? {}, { name: 'other' }),
      (coverage) => Object.assign(coverage.findings?.[0] ?? {}, { at: { file: 'x.yaml', line: 2, column: 13 } }),
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
