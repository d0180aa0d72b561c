import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { formatProblem } from '../src/document/place.ts';
import { loadEmulatorState } from '../src/emulator/loadEmulatorState.ts';
import type { Emulator } from '../src/emulator/startEmulator.ts';
import { startEmulator } from '../src/emulator/startEmulator.ts';
import { runIn } from './cli/testWorld.ts';

/**
 * Each folder in test/scenarios/ is one run: scenario.yaml says with which arguments (ENDPOINT is the embedded
 * API that holds network.yaml, where there is one) and with which exit code it ends. Every file in expected/ must come
 * out exactly so: stdout.txt, stderr.txt, and whatever the run writes.
 */
interface Scenario {
  readonly about: string;
  readonly arguments: readonly string[];
  readonly exitCode: number;
}

const folder = fileURLToPath(new URL('../../test/scenarios/', import.meta.url));
const scenarios = (await readdir(folder)).sort();

test.each(scenarios)('scenario %s', async (name) => {
  const home = join(folder, name);
  const scenario = load(await readFile(join(home, 'scenario.yaml'), 'utf8')) as Scenario;
  const cwd = await mkdtemp(join(tmpdir(), 'route-drift-'));
  const emulator = await emulate(home);
  try {
    await cp(home, cwd, { recursive: true, filter: (path) => !path.endsWith('expected') });
    const endpoint = emulator?.endpoint ?? '';
    const argv = scenario.arguments.map((word) => word.replace('ENDPOINT', endpoint));
    const ran = await runIn(cwd, argv);
    // With its output beside it, so that a failure explains itself.
    expect(ran).toEqual({ ...ran, exitCode: scenario.exitCode });
    await writeFile(join(cwd, 'stdout.txt'), ran.stdout);
    await writeFile(join(cwd, 'stderr.txt'), ran.stderr);
    for (const file of await expectedFiles(home)) {
      const text = await readFile(join(cwd, file), 'utf8');
      const actual = emulator === null ? text : masked(text, emulator);
      const golden = join(home, 'expected', file);
      if (process.env.UPDATE_EXPECTED === '1') await writeFile(golden, actual);
      expect(actual).toBe(await readFile(golden, 'utf8'));
    }
  } finally {
    await emulator?.close();
    await rm(cwd, { recursive: true });
  }
});

/**
 * What is another one in each run: the port (the host alone, since Markdown breaks up the address so that it becomes no
 * link), and which of the requests that are made at once came first.
 */
function masked(text: string, { endpoint }: Emulator): string {
  const requestId = /\b[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\b/g;
  return text
    .replaceAll(new URL(endpoint).host, '127.0.0.1:PORT')
    .replaceAll(requestId, '00000000-0000-0000-0000-000000000000');
}

async function emulate(home: string): Promise<Emulator | null> {
  const bytes = await readFile(join(home, 'network.yaml')).catch(() => null);
  if (bytes === null) return null;
  const loaded = loadEmulatorState('network.yaml', bytes);
  if (loaded.state === 'refused') throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return await startEmulator(loaded.emulatorState);
}

async function expectedFiles(home: string): Promise<readonly string[]> {
  const entries = await readdir(join(home, 'expected'), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(home, 'expected').length + 1));
}
