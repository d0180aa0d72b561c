import { bashCompletion } from './bashCompletion.ts';
import { completedCommands } from './completedCommands.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { fishCompletion } from './fishCompletion.ts';
import { print } from './print.ts';
import type { Shell } from './shells.ts';
import type { World } from './world.ts';
import { zshCompletion } from './zshCompletion.ts';

/** What the shell is to source. */
export async function runCompletion(shell: Shell, world: World): Promise<ExitCode> {
  await print(world, scripts[shell](await completedCommands()));
  return exitCodeOf('in-sync', world.interruption);
}

const scripts = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
} as const satisfies Record<Shell, unknown>;
