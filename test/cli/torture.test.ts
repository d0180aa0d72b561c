import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { filesIn } from '../../src/cli/nodeFiles.ts';
import type { World } from '../../src/cli/world.ts';
import type { EmulatorState } from '../../src/emulator/emulatorState.ts';
import type { FaultAction } from '../../src/emulator/fault.ts';
import type { ResultDocument } from '../../src/report/json.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { runBin } from './bin.ts';
import { baseline, inFolder, networkOf } from './fixture.ts';
import { type Reports, readReports, reportArguments, standingsIn } from './reports.ts';
import { type Ran, runIn } from './testWorld.ts';

const files = { 'baselines/a.yaml': baseline('vco-a'), 'baselines/b.yaml': baseline('vco-b') };
const network = networkOf('vco-a', 'vco-b');
const lastNight = { now: () => new Date('2026-11-22T02:00:00Z') };

const audit = (cwd: string, state: EmulatorState, changes: Partial<World> = {}): Promise<Ran> =>
  withEmulator(state, ({ endpoint }) =>
    runIn(cwd, ['audit', 'baselines', '--endpoint', endpoint, ...reportArguments, '-o', 'text'], changes),
  );

/** A world whose call number `failAt` of file system or output rejects, and what was called and written in it. */
function failingWorld(cwd: string, failAt: number, code: string) {
  const seen = { calls: 0, writes: 0 };
  const failing = <A extends unknown[], T>(call: (...args: A) => Promise<T>) => {
    return async (...args: A): Promise<T> => {
      seen.calls += 1;
      if (seen.calls === failAt) throw Object.assign(new Error(code), { code });
      return await call(...args);
    };
  };
  const real = filesIn(cwd);
  const world: Partial<World> = {
    files: {
      kindOf: failing(real.kindOf),
      realPath: failing(real.realPath),
      read: failing(real.read),
      list: failing(real.list),
      entries: failing(real.entries),
      glob: failing(real.glob),
      makeDirectory: failing(real.makeDirectory),
      writeWhole: failing(async (path, text) => {
        await real.writeWhole(path, text);
        seen.writes += 1;
      }),
      sha256: failing(real.sha256),
    },
    stdout: { isTerminal: false, columns: null, write: failing(async () => {}) },
  };
  return { world, seen };
}

test.each(['EIO', 'ENOSPC', 'EACCES'])('whichever call fails with %s, the run does not end green', async (code) => {
  await inFolder(files, async (cwd) => {
    expect(await audit(cwd, network, lastNight)).toMatchObject({ exitCode: 0 });
    let old = await readReports(cwd);
    for (let failAt = 1; ; failAt += 1) {
      const { world, seen } = failingWorld(cwd, failAt, code);
      const ran = await audit(cwd, network, world);
      const standings = await standingsIn(cwd, old);
      if (seen.calls < failAt) {
        expect(failAt).toBeGreaterThan(15);
        expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
        expect(standings).toEqual(['finished', 'finished']);
        return;
      }
      expect({ failAt, ...ran }).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/^\S.+: .+\n$/) });
      // Two placeholders are written before the first request.
      if (seen.writes >= 2) expect(standings).not.toContain('old');
      expect(await audit(cwd, network, lastNight)).toMatchObject({ exitCode: 0 });
      old = await readReports(cwd);
    }
  });
});

const preload = fileURLToPath(new URL('failingFiles.js', import.meta.url));

test('whichever call of the operating system fails, the run does not end green, and no report is cut', async () => {
  await inFolder(files, async (cwd) => {
    const [old, snapshot] = await withEmulator(network, async ({ endpoint }): Promise<[Reports, string]> => {
      await runIn(cwd, ['audit', '--endpoint', endpoint, ...reportArguments], lastNight);
      await runIn(cwd, ['collect', '--endpoint', endpoint, '--to', 'snapshot.json']);
      return [await readReports(cwd), 'snapshot.json'];
    });
    const argv = ['audit', 'baselines', '--snapshot', snapshot, ...reportArguments];
    for (let failAt = 1; ; failAt += 1) {
      const env = { FAIL_AT: String(failAt), FAIL_WITH: 'ENOSPC', CALLS: join(cwd, 'calls') };
      const ran = await runBin(argv, { cwd, env, node: ['--import', preload] });
      const standings = await standingsIn(cwd, old);
      const calls = (await readFile(join(cwd, 'calls'), 'utf8')).split('\n');
      if (calls.length < failAt) {
        for (const name of ['open', 'lstat', 'stat', 'readdir', 'mkdir', 'realpath', 'appendFile', 'sync', 'rename']) {
          expect(calls).toContain(name);
        }
        expect(failAt).toBeGreaterThan(30);
        expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
        expect(standings).toEqual(['finished', 'finished']);
        return;
      }
      expect({ failAt, ...ran }).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/^\S.+: .+\n$/) });
    }
  });
}, 300_000);

const strikes: readonly FaultAction[] = [
  { kind: 'reset-before-reply' },
  { kind: 'reset-within-body' },
  { kind: 'truncated-body' },
  { kind: 'html-page' },
];
const drifted = { ...files, 'baselines/b.yaml': baseline('vco-b', 0) };

/** One run for each request: `on` says which requests meet the fault when the turn is that of the request. */
async function eachRequest(
  cwd: string,
  fault: FaultAction,
  on: (request: number) => readonly number[],
  judge: (ran: Ran, result: ResultDocument) => void,
): Promise<void> {
  for (let request = 1; ; request += 1) {
    const state = { ...network, faults: [{ ...fault, on: on(request) }] };
    const asked = await withEmulator(state, async ({ endpoint, requests }) => {
      const ran = await runIn(cwd, ['audit', '--endpoint', endpoint, ...reportArguments]);
      judge(ran, JSON.parse((await readReports(cwd)).json));
      return requests.length;
    });
    if (asked < request) {
      expect(request).toBeGreaterThan(4);
      return;
    }
  }
}

test.each(strikes)('whichever request meets $kind once, the drift is found', async (fault) => {
  await inFolder(drifted, (cwd) =>
    eachRequest(
      cwd,
      fault,
      (request) => [request],
      (ran, { totals, connections }) => {
        expect(ran).toMatchObject({ exitCode: 1, stderr: '' });
        expect(totals).toMatchObject({ inSync: 3, changed: 1, missing: 0, unexpected: 0, unchecked: 0 });
        expect(connections[1]?.findings).toMatchObject([{ destination: '192.168.20.0/24' }]);
      },
    ),
  );
});

test.each([...strikes, { kind: 'bare-body', body: '{}' }] as const)(
  'from whichever request on all meet $kind, what was not read is unchecked',
  async (fault) => {
    await inFolder(files, (cwd) =>
      eachRequest(
        cwd,
        fault,
        (request) => Array.from({ length: 200 }, (_, i) => request + i),
        ({ exitCode }, { verdict, totals }) => {
          expect([exitCode, verdict]).toEqual(totals.unchecked === 0 ? [0, 'in-sync'] : [3, 'incomplete']);
          expect(totals).toMatchObject({ inSync: 4 - 2 * totals.unchecked, missing: 0, unexpected: 0, changed: 0 });
        },
      ),
    );
  },
);
