import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, everythingIn, inFolder, networkOf } from './fixture.ts';
import { runIn } from './testWorld.ts';

const files = { 'baselines/a.yaml': baseline('vco-a'), 'baselines/b.yaml': baseline('vco-b', 0) };
const unconnected = { env: {} };

/** What `collect` saves of a network; the second connection is missing from it where `connections` lacks it. */
async function collected(cwd: string, connections: readonly string[], exitCode: number): Promise<string> {
  return await withEmulator(networkOf(...connections), async ({ endpoint }) => {
    const ran = await runIn(cwd, ['collect', '--endpoint', endpoint, '--to', 'out/snapshot.json']);
    expect(ran).toMatchObject({ exitCode, stdout: '' });
    return await readFile(join(cwd, 'out/snapshot.json'), 'utf8');
  });
}

test('a saved snapshot is judged like the network itself, with neither network nor keys', async () => {
  await inFolder(files, async (cwd) => {
    await collected(cwd, ['vco-a', 'vco-b'], 0);
    const saved = await runIn(cwd, ['audit', '--snapshot', 'out/snapshot.json', '-o', 'json'], unconnected);
    const direct = await withEmulator(networkOf('vco-a', 'vco-b'), ({ endpoint }) =>
      runIn(cwd, ['audit', '--endpoint', endpoint, '-o', 'json']),
    );
    expect([saved.exitCode, direct.exitCode]).toEqual([1, 1]);
    const [{ source, ...judged }, { source: _, ...expected }] = [JSON.parse(saved.stdout), JSON.parse(direct.stdout)];
    expect(judged).toEqual(expected);
    expect(source.kind).toBe('snapshot');
  });
});

test('what could not be read is saved as such, and is incomplete in both commands', async () => {
  await inFolder({ ...files, 'baselines/b.yaml': baseline('vco-b') }, async (cwd) => {
    await collected(cwd, ['vco-a'], 3);
    const ran = await runIn(cwd, ['audit', '--snapshot', 'out/snapshot.json', '-o', 'json'], unconnected);
    expect(ran.exitCode).toBe(3);
    const [a, b] = JSON.parse(ran.stdout).connections;
    expect(a.state).toBe('audited');
    expect(b.reason.code).toBe('InvalidVpnConnectionInstanceId.NotFound');
  });
});

interface Editable {
  readonly connections: (Record<string, unknown> & { routes: unknown[] })[];
}

/** Of the first connection; `all` are the snapshot's. */
const edited = (change: (first: Editable['connections'][number], all: Editable['connections']) => void) => {
  return (text: string): string => {
    const snapshot: Editable = JSON.parse(text);
    const [first] = snapshot.connections;
    if (first === undefined) throw new Error('the snapshot is empty');
    change(first, snapshot.connections);
    return JSON.stringify(snapshot);
  };
};
const certificate = (first: Editable['connections'][number], changes: Readonly<Record<string, unknown>>) => {
  const { custom, ...others } = first.completeness as Record<string, object>;
  first.completeness = { ...others, custom: { ...custom, ...changes } };
};
const window = (start: number, rows: number) => ({ start, rows, overlap: 0, totalCount: null });
const replaced = (from: string, to: string) => (text: string) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

test.each([
  ['a row removed', edited(({ routes }) => routes.pop())],
  ['a row twice', edited(({ routes }) => routes.push(routes[0]))],
  ['its second half cut off', (text: string) => text.slice(0, text.length / 2)],
  ['nothing in it', () => ''],
  ['a connection twice', edited((first, all) => all.push(first))],
  ['a destination with host bits', replaced('192.168.10.0/24', '192.168.10.1/24')],
  ['a destination with leading zeros', replaced('192.168.10.0/24', '192.168.010.0/24')],
  ['a number of listed rows that is not that of its windows', edited((first) => certificate(first, { listed: 1 }))],
  ['no windows', edited((first) => certificate(first, { windows: [] }))],
  ['a row removed, and counted so', edited((first) => certificate(first, { received: first.routes.splice(1).length }))],
  ['a row in place of another one', edited(({ routes }) => routes.splice(0, 1, routes[1]))],
  ['likely completeness after one reading', edited((first) => certificate(first, { proof: 'likely' }))],
  ['a second list of routes', replaced('"flapping": [],', '"flapping": [], "routes": [],')],
  ['windows that do not begin at the first row', edited((first) => certificate(first, { windows: [window(1, 1)] }))],
  [
    'a gap between its windows',
    edited((first) => certificate(first, { windows: [window(0, 0), window(1, 1)], proof: 'proved' })),
  ],
  [
    'fewer rows than were listed, after one reading',
    edited((first) => {
      const received = first.routes.splice(1).length;
      certificate(first, { received, listed: 2, windows: [window(0, 2)], proof: 'proved-under-churn' });
    }),
  ],
  ['a time in words', replaced('"collectedAt": "', '"collectedAt": "about ')],
  ['no proof of completeness', edited((first) => delete first.completeness)],
  ['another version', replaced('"schemaVersion": 1', '"schemaVersion": 2')],
])('a snapshot with %s is refused', async (_, edit) => {
  await inFolder(files, async (cwd) => {
    const text = await collected(cwd, ['vco-a', 'vco-b'], 0);
    await writeFile(join(cwd, 'edited.json'), edit(text));
    const ran = await runIn(cwd, ['audit', '--snapshot', 'edited.json'], unconnected);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(/^edited\.json/) });
  });
});

test('a connection that the snapshot lacks is unchecked, not in sync', async () => {
  await inFolder({ 'baselines/a.yaml': baseline('vco-a'), 'more/b.yaml': baseline('vco-b') }, async (cwd) => {
    await collected(cwd, ['vco-a'], 0);
    const argv = ['audit', 'baselines', 'more', '--snapshot', 'out/snapshot.json', '-o', 'json'];
    const ran = await runIn(cwd, argv, unconnected);
    expect(ran.exitCode).toBe(3);
    expect(JSON.parse(ran.stdout).connections[1].state).toBe('unchecked');
  });
});

test.each(['nowhere.json', 'baselines'])('--snapshot %s is no file', async (path) => {
  await inFolder(files, async (cwd) => {
    const ran = await runIn(cwd, ['audit', '--snapshot', path], unconnected);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(path) });
  });
});

test.each(['baselines/a.yaml', 'taken', 'baselines/a.yaml/snapshot.json'])(
  'collect --to %s is refused before anything is asked',
  async (to) => {
    await inFolder(files, (cwd) =>
      withEmulator(networkOf('vco-a', 'vco-b'), async ({ endpoint, requests }) => {
        await mkdir(join(cwd, 'taken'));
        const ran = await runIn(cwd, ['collect', '--endpoint', endpoint, '--to', to]);
        expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(to.replace('/snapshot.json', '')) });
        expect(await everythingIn(cwd)).toEqual(['baselines', 'baselines/a.yaml', 'baselines/b.yaml', 'taken']);
        expect(requests).toEqual([]);
      }),
    );
  },
);
