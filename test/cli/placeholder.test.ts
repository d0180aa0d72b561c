import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { filesIn } from '../../src/cli/nodeFiles.ts';
import { readJson } from '../../src/document/json.ts';
import { checkSchema } from '../../src/document/schema.ts';
import { formats } from '../../src/report/registry.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { tagsOf } from '../report/xml.ts';
import { baseline, everythingIn, inFolder, networkOf } from './fixture.ts';
import { type Ran, runIn } from './testWorld.ts';

const files = { 'baselines/a.yaml': baseline('vco-a'), 'baselines/b.yaml': baseline('vco-b') };
const allFormats = formats.flatMap((format) => ['-o', `${format}=out/${format}`]);

interface Observed {
  /** What each path was given first. */
  readonly first: ReadonlyMap<string, string>;
  /** How many had been sent by the last of these writes. */
  readonly requestsBefore: number;
  readonly ran: Ran;
}

/** A run against a network in sync, unless it needs none. */
async function firstWrites(cwd: string, argv: readonly string[]): Promise<Observed> {
  const first = new Map<string, string>();
  const real = filesIn(cwd);
  return await withEmulator(networkOf('vco-a', 'vco-b'), async ({ endpoint, requests }) => {
    let requestsBefore = -1;
    const writeWhole = async (path: string, pieces: Iterable<string>) => {
      const text = [...pieces].join('');
      if (!first.has(path)) {
        requestsBefore = requests.length;
        first.set(path, text);
      }
      await real.writeWhole(path, [text]);
    };
    const source = argv[0] === 'render' || argv.includes('--snapshot') ? [] : ['--endpoint', endpoint];
    const ran = await runIn(cwd, [...argv, ...source], { files: { ...real, writeWhole } });
    return { first, requestsBefore, ran };
  });
}

test('before the first request every report file says that the run has not finished', async () => {
  await inFolder(files, async (cwd) => {
    const { first, requestsBefore, ran } = await firstWrites(cwd, ['audit', ...allFormats]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect([...first.keys()]).toEqual(formats.map((format) => `out/${format}`));
    expect(requestsBefore).toBe(0);
    for (const text of first.values()) expect(text).toMatch(/NotFinished/);
    for (const format of ['text', 'markdown', 'github']) expect(first.get(`out/${format}`)).toContain('INCOMPLETE');
    const [suites] = tagsOf(first.get('out/junit') ?? '');
    expect(suites?.attributes).toMatchObject({ tests: '6', errors: '2', skipped: '4', failures: '0' });
    const json = readJson('json', Buffer.from(first.get('out/json') ?? ''));
    if (json.state === 'refused') throw new Error('refused');
    expect(checkSchema('audit-result', json.value, json.places)).toEqual([]);
    expect(json.value).toMatchObject({ verdict: 'incomplete', totals: { unchecked: 2, inSync: 0 } });
    for (const format of formats) {
      expect(await readFile(join(cwd, 'out', format), 'utf8')).not.toContain('NotFinished');
    }
  });
});

test('a placeholder renders to incomplete', async () => {
  await inFolder(files, async (cwd) => {
    const { first } = await firstWrites(cwd, ['audit', '-o', 'json=out/json']);
    await writeFile(join(cwd, 'left.json'), first.get('out/json') ?? '');
    expect(await runIn(cwd, ['render', 'left.json'])).toMatchObject({ exitCode: 3 });
  });
});

test('nothing but the finished report goes to standard output', async () => {
  await inFolder(files, async (cwd) => {
    const { first, ran } = await firstWrites(cwd, ['audit', '-o', 'text']);
    expect([...first]).toEqual([]);
    expect(ran.stdout).not.toContain('NotFinished');
  });
});

test('a snapshot begins as one in which nothing could be read, and an audit of that is incomplete', async () => {
  await inFolder(files, async (cwd) => {
    const { first, requestsBefore, ran } = await firstWrites(cwd, ['collect', '--to', 'out/snapshot.json']);
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(requestsBefore).toBe(0);
    await writeFile(join(cwd, 'left.json'), first.get('out/snapshot.json') ?? '');
    const audited = await runIn(cwd, ['audit', '--snapshot', 'left.json', '-o', 'json']);
    expect(audited.exitCode).toBe(3);
    expect(JSON.parse(audited.stdout).connections).toMatchObject([
      { connectionId: 'vco-a', reason: { code: 'NotFinished' } },
      { connectionId: 'vco-b', reason: { code: 'NotFinished' } },
    ]);
  });
});

test.each([
  ['render', ['render', 'saved.json', '-o', 'json=out/json']],
  ['audit of a saved snapshot', ['audit', '--snapshot', 'snapshot.json', '-o', 'json=out/json']],
])('%s begins with a placeholder too', async (_, argv) => {
  await inFolder(files, async (cwd) => {
    await firstWrites(cwd, ['collect', '--to', 'snapshot.json']);
    await firstWrites(cwd, ['audit', '-o', 'json=saved.json']);
    const { first, ran } = await firstWrites(cwd, argv);
    expect(ran).toMatchObject({ exitCode: 0 });
    const placeholder = JSON.parse(first.get('out/json') ?? '');
    const finished = JSON.parse(await readFile(join(cwd, 'out/json'), 'utf8'));
    expect([placeholder.verdict, finished.verdict]).toEqual(['incomplete', 'in-sync']);
    expect(placeholder.connections).toHaveLength(2);
  });
});

test('a report that can not be written is told before anything is asked', async () => {
  await inFolder(files, async (cwd) => {
    const real = filesIn(cwd);
    await withEmulator(networkOf('vco-a', 'vco-b'), async ({ endpoint, requests }) => {
      const writeWhole = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
      const argv = ['audit', '--endpoint', endpoint, '-o', 'json=out/json'];
      const ran = await runIn(cwd, argv, { files: { ...real, writeWhole } });
      const stderr = 'out/json: the json report could not be written: the disk is full\n';
      expect(ran).toEqual({ exitCode: 2, stdout: '', stderr });
      expect(requests).toEqual([]);
    });
  });
});

test('what a killed run may leave beside a report is no baseline', async () => {
  await inFolder(
    { ...files, 'baselines/.a.yaml.0123456789ab.tmp': 'half', 'baselines/.b.yaml': 'half' },
    async (cwd) => {
      expect(await runIn(cwd, ['validate'])).toMatchObject({ exitCode: 0, stdout: '2 baselines are valid.\n' });
      expect(await runIn(cwd, ['validate', 'baselines/*'])).toMatchObject({ exitCode: 0 });
      expect(await everythingIn(cwd)).toContain('baselines/.a.yaml.0123456789ab.tmp');
    },
  );
});
