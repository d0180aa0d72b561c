import { expect, test } from '@jest/globals';
import { shardNumberOf } from '../../src/audit/shardNumberOf.ts';
import { collectionArguments, shareOf } from '../../src/cli/collectionArguments.ts';
import { ids } from './shards.ts';
import { runIn } from './testWorld.ts';

test('connections of one transit router are in one shard, and a new baseline moves no other', () => {
  const of = (connectionId: string, transitRouter: string | null = null) =>
    shardNumberOf({ connectionId, transitRouter }, 8);
  expect(of('vco-a', 'tr-1')).toBe(of('vco-b', 'tr-1'));
  // A change of the hash would tear apart the shards of two versions, and move every connection once.
  expect(['vco-a', 'vco-b', 'vco-c', 'vco-d', 'vco-e'].map((id) => of(id))).toEqual([4, 4, 8, 3, 1]);
});

test('shards are of about the same size', () => {
  const sizes = new Map<number, number>();
  for (const connectionId of ids) {
    const number = shardNumberOf({ connectionId, transitRouter: null }, 8);
    sizes.set(number, (sizes.get(number) ?? 0) + 1);
  }
  expect([...sizes.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(Math.min(...sizes.values())).toBeGreaterThan(90);
});

test('each shard takes its share of the rate, which is that of the account', () => {
  const settings = {
    endpoint: undefined,
    'ecs-role': undefined,
    accounts: undefined,
    'sts-endpoint': undefined,
    concurrency: '16',
    'confirm-after': '0',
    settle: '60',
    verbose: false,
  };
  const collection = collectionArguments({ ...settings, embedded: true, 'max-rate': '480' });
  expect(shareOf(collection, { number: 3, of: 8 })).toEqual({ ...collection, maxRate: 60, shards: 8 });
  expect(shareOf(collection, { number: 3, of: 7 }).maxRate).toBe(68);
  expect(shareOf(collection, null)).toBe(collection);
});

test.each(['0/8', '9/8', '3', '3/', '03/8', '3/8/1', '-1/8', '1/1000', '', '1 /8', 'a/b'])(
  '--shard %j is refused',
  async (shard) => {
    const ran = await runIn('.', ['audit', '--embedded', `--shard=${shard}`]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
  },
);

test('a rate that leaves a shard not one request a minute is refused', async () => {
  const ran = await runIn('.', ['audit', '--embedded', '--shard', '1/8', '--max-rate', '7']);
  expect(ran).toMatchObject({ exitCode: 2, stderr: '--max-rate 7: not one request per minute for each of 8 shards\n' });
});
