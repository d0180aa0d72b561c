import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { formats } from '../../src/report/registry.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, inFolder, networkOf } from './fixture.ts';
import { type Ran, runIn } from './testWorld.ts';

async function audited(cwd: string, connections: readonly string[]): Promise<Ran> {
  const outputs = formats.flatMap((format) => ['-o', `${format}=first/${format}`]);
  return await withEmulator(networkOf(...connections), ({ endpoint }) =>
    runIn(cwd, ['audit', '--endpoint', endpoint, ...outputs]),
  );
}

test.each([
  ['in sync', 100, ['vco-hq'], 0],
  ['drifted', 0, ['vco-hq'], 1],
  ['incomplete', 100, [], 3],
])('a saved result that is %s renders to the same bytes in every format, and to its exit code', async (...row) => {
  const [, weight, connections, exitCode] = row;
  await inFolder({ 'baselines/hq.yaml': baseline('vco-hq', weight) }, async (cwd) => {
    expect(await audited(cwd, connections)).toMatchObject({ exitCode });
    for (const format of formats) {
      const ran = await runIn(cwd, ['render', 'first/json', '-o', format], { env: {} });
      expect(ran).toEqual({ exitCode, stderr: '', stdout: await readFile(join(cwd, 'first', format), 'utf8') });
    }
  });
});

const waiver = JSON.stringify({ id: 'NET-1', reason: 'r', owner: 'o', expires: '2026-11-22' });

test.each([
  ['a better verdict', /"verdict": "drifted"/, '"verdict": "in-sync"'],
  ['another verdict', /"verdict": "drifted"/, '"verdict": "incomplete"'],
  ['a softened finding', /"severity": "error"/, '"severity": "notice"'],
  ['a waiver that had expired', /"waiver": null/, `"waiver": ${waiver}`],
  ['a baseline of another file', /"file": "baselines\/hq.yaml",\n\s+"sha256"/, '"file": "b.yaml", "sha256"'],
  ['another total', /"changed": 1/, '"changed": 0'],
  ['an unknown verdict', /"verdict": "drifted"/, '"verdict": "fine"'],
  ['its second half cut off', /"connections"[\s\S]*/, ''],
  ['no result at all', /[\s\S]*/, 'hello'],
])('a result with %s is refused', async (_, from, to) => {
  await inFolder({ 'baselines/hq.yaml': baseline('vco-hq', 0) }, async (cwd) => {
    await audited(cwd, ['vco-hq']);
    const text = await readFile(join(cwd, 'first/json'), 'utf8');
    expect(text).toMatch(from);
    await writeFile(join(cwd, 'edited.json'), text.replace(from, to));
    const ran = await runIn(cwd, ['render', 'edited.json']);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(/^edited\.json/) });
  });
});

test('a result that holds a destination twice is refused: one of the two may be waived, or in sync', async () => {
  await inFolder({ 'baselines/a.yaml': baseline('vco-a', 0) }, async (cwd) => {
    await audited(cwd, ['vco-a']);
    const result = JSON.parse(await readFile(join(cwd, 'first/json'), 'utf8'));
    const [connection] = result.connections;
    const waiver = { id: 'W-1', reason: 'none', owner: 'nobody', expires: '2099-12-31' };
    const findings = [...connection.findings, { ...connection.findings[0], waiver }];
    const totals = { ...result.totals, waived: 1 };
    await writeFile(
      join(cwd, 'forged.json'),
      JSON.stringify({ ...result, totals, connections: [{ ...connection, findings }] }),
    );
    const ran = await runIn(cwd, ['render', 'forged.json']);
    expect(ran).toEqual({ exitCode: 2, stdout: '', stderr: 'forged.json: a destination of vco-a is in it twice\n' });
  });
});

test('a result that holds one connection in place of another is refused', async () => {
  const files = { 'baselines/a.yaml': baseline('vco-a'), 'baselines/b.yaml': baseline('vco-b', 0) };
  await inFolder(files, async (cwd) => {
    await audited(cwd, ['vco-a', 'vco-b']);
    const result = JSON.parse(await readFile(join(cwd, 'first/json'), 'utf8'));
    const [inSync] = result.connections;
    const totals = { ...result.totals, inSync: 2 * inSync.inSync.length, changed: 0 };
    const forged = { ...result, verdict: 'in-sync', totals, connections: [inSync, inSync] };
    await writeFile(join(cwd, 'forged.json'), JSON.stringify(forged));
    const ran = await runIn(cwd, ['render', 'forged.json']);
    expect(ran).toEqual({ exitCode: 2, stdout: '', stderr: 'forged.json: it holds a connection twice\n' });
  });
});

test('a result without any connection is refused, unless it is a shard’s', async () => {
  await inFolder({ 'baselines/hq.yaml': baseline() }, async (cwd) => {
    await audited(cwd, ['vco-hq']);
    const result = JSON.parse(await readFile(join(cwd, 'first/json'), 'utf8'));
    const totals = { ...result.totals, connections: 0, inSync: 0 };
    await writeFile(join(cwd, 'empty.json'), JSON.stringify({ ...result, totals, baselines: [], connections: [] }));
    const ran = await runIn(cwd, ['render', 'empty.json']);
    expect(ran).toEqual({ exitCode: 2, stdout: '', stderr: 'empty.json: it holds no connection\n' });
  });
});
