import { filesIn } from '../../src/cli/nodeFiles.ts';
import { gitIn } from '../../src/cli/nodeGit.ts';
import { run } from '../../src/cli/run.ts';
import type { Output, World } from '../../src/cli/world.ts';
import { embeddedCredentials } from '../../src/emulator/embeddedCredentials.ts';

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Keys that the embedded API accepts. */
export const keys = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: embeddedCredentials.id,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: embeddedCredentials.secret,
};

/**
 * One run in a world with real files in `cwd` and a real network, whose output is kept, whose clock stands still, and
 * in which waiting takes no time.
 */
export async function runIn(cwd: string, argv: readonly string[], changes: Partial<World> = {}): Promise<Ran> {
  const kept = { stdout: '', stderr: '' };
  const output = (name: keyof typeof kept): Output => ({
    isTerminal: false,
    columns: null,
    write: async (text) => {
      kept[name] += text;
    },
  });
  const world: World = {
    cwd,
    env: keys,
    stdout: output('stdout'),
    stderr: output('stderr'),
    files: filesIn(cwd),
    git: gitIn(cwd, process.env),
    ask: async () => null,
    interruption: new AbortController().signal,
    now: () => new Date('2026-11-23T02:00:00Z'),
    elapsed: () => 0,
    nodeVersion: process.version,
    random: () => 1,
    pause: async () => {},
    ...changes,
  };
  const exitCode = await run(argv, world);
  return { exitCode, ...kept };
}
