import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { emptyTable, type Say, withServer } from '../collect/withServer.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, inFolder, networkOf } from './fixture.ts';
import { runIn } from './testWorld.ts';

const connections = ['vco-a', 'vco-b', 'vco-c', 'vco-d'];
const files = Object.fromEntries(connections.map((id) => [`baselines/${id}.yaml`, baseline(id)]));

/** Runs `audit` with these options, in a world that notes how long it waits, in milliseconds. */
async function waits(cwd: string, endpoint: string, ...options: readonly string[]): Promise<readonly number[]> {
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds);
  };
  await runIn(cwd, ['audit', '--endpoint', endpoint, ...options], { pause });
  return pauses;
}

/** The most calls under way at once while `audit` runs with these options. */
async function mostAtOnce(...options: readonly string[]): Promise<number> {
  let [now, most] = [0, 0];
  const say: Say = async (response) => {
    now += 1;
    most = Math.max(most, now);
    await setTimeout(50);
    now -= 1;
    response.end(emptyTable);
  };
  await inFolder(files, (cwd) => withServer(say, ({ endpoint }) => waits(cwd, endpoint, ...options)));
  return most;
}

test('--concurrency is how many connections are read at once, both tables of each', async () => {
  expect(await mostAtOnce('--concurrency', '1')).toBe(2);
  expect(await mostAtOnce('--concurrency', '3')).toBe(6);
});

test('--max-rate is how many requests a minute are sent to one region', async () => {
  await inFolder(files, (cwd) =>
    withEmulator(networkOf(...connections), async ({ endpoint }) => {
      expect(await waits(cwd, endpoint, '--max-rate', '8')).toEqual([]);
      const waited = await waits(cwd, endpoint, '--max-rate', '2');
      expect(waited.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThanOrEqual(3 * 60_000);
    }),
  );
});

test('regions have a rate of their own each', async () => {
  const elsewhere = { ...files, 'baselines/vco-d.yaml': baseline('vco-d').replace('cn-hangzhou', 'cn-shanghai') };
  const network = networkOf(...connections);
  const moved = network.connections.map((one) => (one.id === 'vco-d' ? { ...one, region: 'cn-shanghai' } : one));
  await inFolder(elsewhere, (cwd) =>
    withEmulator({ connections: moved }, async ({ endpoint }) => {
      expect(await waits(cwd, endpoint, '--max-rate', '6')).toEqual([]);
    }),
  );
});

test('--settle is how old a route in question must be, or is waited for', async () => {
  const young = { destination: '10.6.6.0/24', createTime: Date.now() - 10_000 };
  const network = networkOf('vco-a').connections.map((one) => ({ ...one, routes: [...(one.routes ?? []), young] }));
  await inFolder({ 'baselines/a.yaml': baseline('vco-a') }, (cwd) =>
    withEmulator({ connections: network }, async ({ endpoint }) => {
      const settled = await waits(cwd, endpoint, '--confirm-after', '1', '--settle', '5');
      expect(settled).toEqual([1000]);
      const [wait = 0] = await waits(cwd, endpoint, '--confirm-after', '1', '--settle', '3000');
      expect(wait).toBeGreaterThan(2_000_000);
      // The server's clock comes in whole seconds.
      expect(wait).toBeLessThanOrEqual(2_991_000);
    }),
  );
});
