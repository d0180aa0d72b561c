import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { shardNumberOf } from '../../src/audit/shardNumberOf.ts';
import type { EmulatorState } from '../../src/emulator/emulatorState.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, inFolder, networkOf } from './fixture.ts';
import { afterAudit, auditShard, few, fileOf, files, ids, shards } from './shards.ts';
import { runIn } from './testWorld.ts';

/** In thirds: in sync, drifted, and with the faults of a real fleet; of ten connections two are of a transit router. */
const baselines = Object.fromEntries(
  ids.map((id, i) => {
    const domain = i % 5 === 0 ? `transitRouter: tr-${i % 20}\n` : '';
    return [`baselines/${i % 7}/${id}.yaml`, `${baseline(id, i % 3 === 1 ? 0 : 100)}${domain}`];
  }),
);
const network: EmulatorState = {
  connections: networkOf(...ids)
    .connections.filter((_, i) => i % 50 !== 2)
    .map((each, i) => (i % 70 === 5 ? { ...each, state: 'updating' } : each)),
};

/** Times and request ids apart, which no two runs have in common. */
function timeless(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/g, 'ID');
}

test('8 shards over 1,000 connections merge to the same bytes as one run over all of them', async () => {
  await inFolder(baselines, (cwd) =>
    withEmulator(network, async ({ endpoint }) => {
      const one = ['audit', '--endpoint', endpoint, '--max-rate', '80000'];
      const whole = await runIn(cwd, [...one, '-o', 'json=whole.json', '-o', 'junit=whole.xml', '-o', 'markdown']);
      for (const shard of shards) await auditShard(cwd, endpoint, shard);
      // In whatever order they come.
      const argv = [
        'merge',
        ...files.toReversed(),
        '-o',
        'json=merged.json',
        '-o',
        'junit=merged.xml',
        '-o',
        'markdown',
      ];
      const merged = await runIn(cwd, argv, { env: {} });
      expect(merged.exitCode).toBe(1);
      expect({ ...merged, stdout: timeless(merged.stdout) }).toEqual({ ...whole, stdout: timeless(whole.stdout) });
      for (const kind of ['json', 'xml']) {
        const [a, b] = await Promise.all(
          ['whole', 'merged'].map((name) => readFile(join(cwd, `${name}.${kind}`), 'utf8')),
        );
        expect(timeless(b ?? '')).toBe(timeless(a ?? ''));
      }
      const held = await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(cwd, file), 'utf8'))));
      for (const { connections } of held) expect(connections.length).toBeGreaterThan(50);
    }),
  );
}, 300_000);

test('without one of the shards the run is incomplete, in every report, and names the connections', async () => {
  await afterAudit(async (cwd) => {
    expect((await runIn(cwd, ['merge', ...files])).exitCode).toBe(0);
    for (const missing of shards) {
      const left = files.filter((file) => file !== fileOf(missing));
      const ran = await runIn(cwd, ['merge', ...left, '-o', 'json', '-o', 'junit=out/merged.xml']);
      expect(ran).toMatchObject({ exitCode: 3, stderr: '' });
      const { verdict, totals, connections, shard } = JSON.parse(ran.stdout);
      const unchecked = connections.filter(({ state }: { state: string }) => state === 'unchecked');
      expect({ verdict, shard, connections: totals.connections }).toEqual({
        verdict: 'incomplete',
        shard: null,
        connections: 30,
      });
      expect(unchecked.length).toBeGreaterThan(0);
      for (const { reason, connectionId } of unchecked) {
        expect(reason.code).toBe('ShardMissing');
        expect(shardNumberOf({ connectionId, transitRouter: null }, 8)).toBe(missing);
      }
      expect(await readFile(join(cwd, 'out/merged.xml'), 'utf8')).toContain('<error type="ShardMissing"');
      await writeFile(join(cwd, 'out/merged.json'), ran.stdout);
      expect((await runIn(cwd, ['render', 'out/merged.json'])).exitCode).toBe(3);
    }
  });
});

test('drift is drift, whatever is missing', async () => {
  await afterAudit(
    async (cwd) => {
      const left = files.filter(
        (file) => file !== fileOf(shardNumberOf({ connectionId: 'vco-fleet1', transitRouter: null }, 8)),
      );
      expect((await runIn(cwd, ['merge', ...left])).exitCode).toBe(1);
      expect((await runIn(cwd, ['merge', ...files.slice(0, 1)])).exitCode).not.toBe(0);
    },
    { 'baselines/vco-fleet0.yaml': baseline('vco-fleet0', 0) },
  );
});

test('a shard that no connection falls into is in sync, says so, and must be there all the same', async () => {
  await inFolder({ 'baselines/hq.yaml': baseline('vco-hq') }, (cwd) =>
    withEmulator(networkOf('vco-hq'), async ({ endpoint }) => {
      const own = shardNumberOf({ connectionId: 'vco-hq', transitRouter: null }, 8);
      const empty = shards.filter((shard) => shard !== own);
      for (const shard of shards)
        expect(await auditShard(cwd, endpoint, shard)).toMatchObject({ exitCode: 0, stderr: '' });
      const shown = await runIn(cwd, ['render', fileOf(empty[0] ?? 0)]);
      expect(shown.stdout.replaceAll(/\s+/g, ' ')).toContain(
        `nothing falls into it; this is shard ${empty[0]} of 8 alone, with 0 of 1 connection`,
      );
      expect((await runIn(cwd, ['merge', ...files])).exitCode).toBe(0);
      expect((await runIn(cwd, ['merge', ...empty.map(fileOf)])).exitCode).toBe(3);
      expect(await runIn(cwd, ['merge', fileOf(own)])).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('is missing; no connection falls into it'),
      });
    }),
  );
});

test('a shard that was killed half-way is incomplete when it is merged', async () => {
  await afterAudit(async (cwd, endpoint) => {
    const interrupted = AbortSignal.abort('SIGTERM');
    const argv = ['audit', '--endpoint', endpoint, '--shard', '2/8', '-o', `json=${fileOf(2)}`];
    expect((await runIn(cwd, argv, { interruption: interrupted })).exitCode).toBe(143);
    expect((await runIn(cwd, ['merge', ...files])).exitCode).toBe(3);
  });
});

test('a shard that is run again, in another attempt of the same run, belongs to the others', async () => {
  await inFolder(few, (cwd) =>
    withEmulator(networkOf(...ids.slice(0, 30)), async ({ endpoint }) => {
      for (const shard of shards)
        await auditShard(cwd, endpoint, shard, { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '1' });
      await auditShard(cwd, endpoint, 3, { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '2' });
      expect((await runIn(cwd, ['merge', ...files])).exitCode).toBe(0);
    }),
  );
});
