import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { print } from './print.ts';
import { type BaselineArguments, readBaselines } from './readBaselines.ts';
import type { World } from './world.ts';

/** Checks baselines and nothing else: no network, no credentials, no SDK. */
export async function runValidate(args: BaselineArguments, world: World): Promise<ExitCode> {
  const baselines = await readBaselines(args, world);
  const count = baselines.length === 1 ? '1 baseline is' : `${baselines.length} baselines are`;
  await print(world, `${count} valid.\n`);
  return exitCodeOf('in-sync', world.interruption);
}
