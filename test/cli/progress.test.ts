import { expect, test } from '@jest/globals';
import { progressOf } from '../../src/cli/progress.ts';
import type { World } from '../../src/cli/world.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, inFolder, networkOf } from './fixture.ts';
import { keys, runIn } from './testWorld.ts';

/** A world whose stderr is kept, and whose clock is `at.time`. */
async function inWorld(
  { isTerminal, env = {} }: { readonly isTerminal: boolean; readonly env?: World['env'] },
  use: (world: World, at: { time: number }, shown: string[]) => Promise<void> | void,
): Promise<void> {
  const [at, shown]: [{ time: number }, string[]] = [{ time: 0 }, []];
  const write = async (text: string) => {
    shown.push(text);
  };
  const stderr = { isTerminal, columns: isTerminal ? 70 : null, write };
  const elapsed = () => at.time;
  const world = { stderr, env, elapsed } as Partial<World> as World;
  await use(world, at, shown);
}

const reply = { text: '{}', serverTime: null, sentAt: 0, receivedAt: 0 };
const request = { connectionId: 'vco-a', region: 'cn-hangzhou', type: 'custom', pageNumber: 1, pageSize: 50 } as const;

test('at a terminal one line is written anew, and taken away for whatever else is said and in the end', async () => {
  await inWorld({ isTerminal: true }, async (world, at, shown) => {
    const progress = progressOf(world, 40);
    const source = progress.counting({ readPage: async () => reply });
    const ask = () => source.readPage(request, new AbortController().signal);
    await ask();
    progress.finished();
    expect(shown).toEqual([]);
    at.time = 1000;
    await ask();
    expect(shown).toEqual(['1 of 40 connections, 2 requests, 120 a minute, about 39 s left']);
    at.time = 1100;
    progress.finished();
    expect(shown).toHaveLength(1);
    at.time = 90_000;
    await ask();
    await progress.world.stderr.write('a line\n');
    expect(shown.slice(1)).toEqual([
      '\r\u001b[K',
      '2 of 40 connections, 3 requests, 2 a minute, about 29 min left',
      '\r\u001b[K',
      'a line\n',
    ]);
    progress.end();
    expect(shown).toHaveLength(5);
  });
});

test('neither a terminal nor CI: nothing', async () => {
  await inWorld({ isTerminal: false }, (world, at, shown) => {
    const progress = progressOf(world, 2);
    at.time = 1_000_000;
    progress.finished();
    progress.end();
    expect(shown).toEqual([]);
  });
});

test('in CI there is a line a minute, and no control character in it', async () => {
  await inWorld({ isTerminal: false, env: { CI: 'true' } }, (world, at, shown) => {
    const progress = progressOf(world, 100);
    for (at.time = 0; at.time < 200_000; at.time += 5000) progress.finished();
    progress.end();
    expect(shown).toEqual([
      '13 of 100 connections, 0 requests, 0 a minute, about 7 min left\n',
      '25 of 100 connections, 0 requests, 0 a minute, about 6 min left\n',
      '37 of 100 connections, 0 requests, 0 a minute, about 6 min left\n',
    ]);
  });
});

test('an audit that takes its time in CI says how far it is', async () => {
  await inFolder({ 'baselines/a.yaml': baseline('vco-a'), 'baselines/b.yaml': baseline('vco-b') }, (cwd) =>
    withEmulator(networkOf('vco-a', 'vco-b'), async ({ endpoint }) => {
      let time = 0;
      const elapsed = () => (time += 20_000);
      const ran = await runIn(cwd, ['audit', '--endpoint', endpoint], { elapsed, env: { ...keys, CI: '1' } });
      expect(ran.exitCode).toBe(0);
      expect(ran.stderr).toMatch(/^\d of 2 connections, \d+ requests, \d+ a minute/);
    }),
  );
});
