import { safeLine } from '../document/quote.ts';
import { type ExitCode, exitCodes } from './exitCode.ts';
import { parseCommandLine } from './parseCommandLine.ts';
import { print } from './print.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/**
 * One run from the command line to its exit code. Input that can't be used is told on stderr, line by line; every
 * other exception is a bug and passes through.
 */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  try {
    const line = await parseCommandLine(argv, world.stdout.columns ?? 80);
    if (line.state === 'chosen') return await line.command.run(line.options, line.paths, world, argv);
    await print(world, line.text);
    return exitCodes['in-sync'];
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    const lines = error.lines.map((text) => `${safeLine(text)}\n`);
    await world.stderr.write(lines.join('')).catch(() => {});
    return exitCodes['unusable-input'];
  }
}
