import type { Baseline } from '../baseline/baseline.ts';
import { loadBaselines } from '../baseline/loadBaselines.ts';
import { findBaselines } from './findBaselines.ts';
import { sampleBaselines } from './packageFacts.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

export interface BaselineArguments {
  readonly baselines: readonly string[];
  readonly embedded?: boolean;
}

/** The baselines that were asked for, all of them sound; else UnusableInput with every problem of every file. */
export async function readBaselines(args: BaselineArguments, world: World): Promise<readonly Baseline[]> {
  const found = await findBaselines(await pathsOf(args, world), world);
  const loaded = loadBaselines(found);
  if (loaded.state === 'refused') throw UnusableInput.problems(loaded.problems);
  return loaded.baselines;
}

/** What was asked for: `baselines/` by default; the samples of the package where that is not there and the API is the embedded one. */
export async function pathsOf(
  { baselines, embedded = false }: BaselineArguments,
  { files }: World,
): Promise<readonly string[]> {
  if (baselines.length > 0) return baselines;
  const kind = await files.kindOf('baselines').catch(() => 'other');
  const samples = embedded && kind === 'nothing';
  return [samples ? sampleBaselines : 'baselines'];
}
