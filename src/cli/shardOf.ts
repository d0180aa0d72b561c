import type { Shard, ShardName } from '../audit/result.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { World } from './world.ts';

/** What the result of a shard says of the whole run, so that `merge` can tell what belongs together and what is missing. */
export function shardOf(name: ShardName, baselines: readonly Baseline[], env: World['env']): Shard {
  const fleet = baselines.map(({ connectionId, region, account, name, transitRouter, at, sha256 }) => {
    return { connectionId, region, account, name, transitRouter, at, sha256 };
  });
  // The number of an attempt is left out: a shard that is run again belongs to those that were not.
  return { ...name, run: env.GITHUB_RUN_ID || env.CI_PIPELINE_ID || null, fleet };
}
