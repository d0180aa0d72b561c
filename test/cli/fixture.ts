import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EmulatorState } from '../../src/emulator/emulatorState.ts';

/** A directory of its own with these files, gone afterwards whatever happens. */
export async function inFolder<T>(
  files: Readonly<Record<string, string>>,
  use: (cwd: string) => Promise<T>,
): Promise<T> {
  const cwd = await realpath(await mkdtemp(join(tmpdir(), 'route-drift-')));
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(cwd, file)), { recursive: true });
      await writeFile(join(cwd, file), text);
    }
    return await use(cwd);
  } finally {
    await rm(cwd, { recursive: true });
  }
}

/** Everything below a directory, dotfiles and directories included, sorted. */
export async function everythingIn(cwd: string): Promise<readonly string[]> {
  return (await readdir(cwd, { recursive: true })).sort();
}

/** A baseline that expects two routes. */
export function baseline(connection = 'vco-hq', weight = 100): string {
  return `version: 1
connection: ${connection}
region: cn-hangzhou
custom:
  routes:
    - { destination: 192.168.10.0/24, weight: 100 }
    - { destination: 192.168.20.0/24, weight: ${weight} }
`;
}

/** The connections, each with the routes that `baseline()` expects of it. */
export function networkOf(...connections: readonly string[]): EmulatorState {
  const routes = [{ destination: '192.168.10.0/24' }, { destination: '192.168.20.0/24' }];
  return { connections: connections.map((id) => ({ id, region: 'cn-hangzhou', routes })) };
}
