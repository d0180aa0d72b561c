import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { withBin } from '../cli/bin.ts';
import { baseline, networkOf } from '../cli/fixture.ts';
import { keys } from '../cli/testWorld.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { inCheckout, verify } from './bundle.ts';

const names = Array.from({ length: 12 }, (_, i) => `vco-${i}`);
const files = Object.fromEntries(names.map((name) => [`baselines/${name}.yaml`, baseline(name)]));

/** What lies in evidence/ after a run that is killed after so many milliseconds, unless it has ended by then. */
async function leftAfter(milliseconds: number, cwd: string) {
  await rm(join(cwd, 'evidence'), { recursive: true, force: true });
  await mkdir(join(cwd, 'evidence'));
  return await withEmulator({ ...networkOf(...names), latencyMs: 200 }, async ({ endpoint }) => {
    const argv = ['audit', '--endpoint', endpoint, '--evidence', 'evidence', '--concurrency', '2'];
    const began = performance.now();
    const exitCode = await withBin(argv, { cwd, env: keys }, async (bin) => {
      const timer = new AbortController();
      const late = setTimeout(milliseconds, undefined, { signal: timer.signal }).then(
        () => bin.child.kill('SIGKILL'),
        () => {},
      );
      const ended = await bin.ended;
      timer.abort();
      await late;
      return ended.exitCode;
    });
    const took = performance.now() - began;
    return { exitCode, took, left: await readdir(join(cwd, 'evidence')) };
  });
}

test('a run that is killed at any moment leaves a bundle that is whole, or one that says it is not, or none', async () => {
  await inCheckout(files, async (cwd) => {
    const whole = await leftAfter(60_000, cwd);
    expect(whole).toMatchObject({ exitCode: 0, left: [expect.stringMatching(/^\d{8}T\d{6}Z-[0-9a-f]{8}$/)] });
    const kinds = new Set<string>();
    for (let i = 0; i < 12; i += 1) {
      const { left } = await leftAfter(((i + Math.random()) * whole.took) / 12, cwd);
      expect(left.length).toBeLessThanOrEqual(1);
      for (const name of left) {
        const isWhole = !name.endsWith('.incomplete');
        kinds.add(isWhole ? 'whole' : 'incomplete');
        const { exitCode, stdout } = await verify(join(cwd, 'evidence', name));
        expect(stdout).toContain(isWhole ? 'verifies' : 'does not verify');
        expect(exitCode).toBe(isWhole ? 0 : 4);
      }
    }
    expect(kinds).toContain('incomplete');
  });
}, 600_000);
