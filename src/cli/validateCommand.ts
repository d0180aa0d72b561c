import { safeLine } from '../document/quote.ts';
import { formatLint } from '../lint/finding.ts';
import { lintBaselines } from '../lint/lint.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { print } from './print.ts';
import { type BaselineArguments, readBaselines } from './readBaselines.ts';
import type { World } from './world.ts';

export interface ValidateArguments extends BaselineArguments {
  readonly failOnLint: boolean;
}

/** Checks baselines and nothing else: no network, no credentials, no SDK. Unsound ones are not linted. */
export async function runValidate(args: ValidateArguments, world: World): Promise<ExitCode> {
  const baselines = await readBaselines(args, world);
  const warnings = lintBaselines(baselines, world.now());
  const lines = [
    baselines.length === 1 ? '1 baseline is valid.' : `${baselines.length} baselines are valid.`,
    ...warnings.map(formatLint),
    ...(warnings.length === 0 ? [] : [warnings.length === 1 ? '1 lint warning.' : `${warnings.length} lint warnings.`]),
  ];
  await print(world, lines.map((line) => `${safeLine(line)}\n`).join(''));
  // As in `audit`, 1 is for what could be read and is not as it should be.
  return exitCodeOf(args.failOnLint && warnings.length > 0 ? 'drifted' : 'in-sync', world.interruption);
}
