import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { withEmulator } from '../emulator/withEmulator.ts';
import { type Ended, withBin } from './bin.ts';
import { baseline, inFolder, networkOf } from './fixture.ts';
import { type Reports, readReports, reportArguments, type Standing, standingsIn } from './reports.ts';
import { keys, runIn } from './testWorld.ts';

/** Of each of two lanes that run side by side. */
const kills = process.env.CI === undefined ? 20 : 100;

const files = { 'baselines/a.yaml': baseline('vco-a'), 'baselines/b.yaml': baseline('vco-b') };
/** Tonight one of the routes that `files` expect is gone. Answers take long enough to be killed in between. */
const drifted = {
  latencyMs: 100,
  connections: networkOf('vco-a', 'vco-b').connections.map((connection) =>
    connection.id === 'vco-a' ? connection : { ...connection, routes: [{ destination: '192.168.10.0/24' }] },
  ),
};

/** Last night everything was in sync. */
const oldReports = (cwd: string): Promise<Reports> =>
  withEmulator(networkOf('vco-a', 'vco-b'), async ({ endpoint }) => {
    const ran = await runIn(cwd, ['audit', '--endpoint', endpoint, ...reportArguments]);
    expect(ran).toMatchObject({ exitCode: 0 });
    return await readReports(cwd);
  });

interface Killed {
  readonly ended: Ended;
  readonly standings: readonly Standing[];
  readonly requests: number;
  readonly milliseconds: number;
}

/** One run that is killed after so many milliseconds, unless it has ended by then; last night's reports are in place. */
async function killedAfter(milliseconds: number, cwd: string, old: Reports): Promise<Killed> {
  await rm(join(cwd, 'out'), { recursive: true });
  await mkdir(join(cwd, 'out'));
  await writeFile(join(cwd, 'out/routes.json'), old.json);
  await writeFile(join(cwd, 'out/routes.xml'), old.junit);
  return await withEmulator(drifted, async ({ endpoint, requests }) => {
    const argv = ['audit', '--endpoint', endpoint, '--confirm-after', '0', ...reportArguments];
    const began = performance.now();
    const ended = await withBin(argv, { cwd, env: keys }, async (bin) => {
      const timer = new AbortController();
      const late = setTimeout(milliseconds, undefined, { signal: timer.signal }).then(
        () => bin.child.kill('SIGKILL'),
        () => {},
      );
      const { exitCode, signal, stdout, stderr } = await bin.ended;
      timer.abort();
      await late;
      return { exitCode, signal, stdout, stderr };
    });
    const took = performance.now() - began;
    return { ended, standings: await standingsIn(cwd, old), requests: requests.length, milliseconds: took };
  });
}

/** Every run of the lane, killed at another moment of it. */
async function lane(): Promise<readonly Killed[]> {
  return await inFolder(files, async (cwd) => {
    const old = await oldReports(cwd);
    const whole = await killedAfter(60_000, cwd, old);
    const runs = [whole];
    for (let i = 0; i < kills; i += 1) runs.push(await killedAfter(Math.random() * whole.milliseconds, cwd, old));
    return runs;
  });
}

test('a run that is killed at any moment leaves no report that is cut, and from the first request on none that is stale', async () => {
  const runs = (await Promise.all([lane(), lane()])).flat();
  for (const { ended, standings, requests } of runs) {
    if (ended.signal === null) {
      expect(ended).toMatchObject({ exitCode: 1, stderr: '' });
      expect(standings).toEqual(['finished', 'finished']);
    }
    if (requests > 0) expect(standings).not.toContain('old');
    // The first is finished before the second, and neither before both are placeholders.
    if (standings.includes('finished')) expect(standings).not.toContain('old');
  }
  const seen = new Set(runs.flatMap(({ standings }) => standings));
  expect([...seen].sort()).toEqual(['finished', 'old', 'placeholder']);
}, 900_000);
