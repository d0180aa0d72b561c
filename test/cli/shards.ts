import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, inFolder, networkOf } from './fixture.ts';
import { keys, type Ran, runIn } from './testWorld.ts';

/** Eight shards of a run, for the tests of `merge`. */
export const shards = Array.from({ length: 8 }, (_, i) => i + 1);
export const fileOf = (shard: number) => `out/shard-${shard}.json`;
export const files = shards.map(fileOf);

export async function auditShard(cwd: string, endpoint: string, shard: number, env = {}): Promise<Ran> {
  const argv = ['audit', '--endpoint', endpoint, '--max-rate', '80000', '--shard', `${shard}/8`];
  return await runIn(cwd, [...argv, '-o', `json=${fileOf(shard)}`], { env: { ...keys, ...env } });
}

export const ids = Array.from({ length: 1000 }, (_, i) => `vco-fleet${i}`);
export const few = Object.fromEntries(ids.slice(0, 30).map((id) => [`baselines/${id}.yaml`, baseline(id)]));

/** A folder in which all shards of 30 connections, all in sync, were audited. */
export function afterAudit(
  use: (cwd: string, endpoint: string) => Promise<void>,
  changed: Record<string, string> = {},
): Promise<void> {
  return inFolder({ ...few, ...changed }, (cwd) =>
    withEmulator(networkOf(...ids.slice(0, 30)), async ({ endpoint }) => {
      for (const shard of shards) await auditShard(cwd, endpoint, shard);
      await use(cwd, endpoint);
    }),
  );
}
