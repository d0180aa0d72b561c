import { dirname, relative, resolve, sep } from 'node:path';
import type { Baseline } from '../baseline/baseline.ts';
import { schemaFile } from './packageFacts.ts';
import { readBaselines } from './readBaselines.ts';
import { systemReason, UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** The baselines in the directory, which need not be there yet. */
export async function presentIn(directory: string, world: World): Promise<readonly Baseline[]> {
  const { files } = world;
  try {
    const kind = await files.kindOf(directory);
    if (kind === 'nothing') return [];
    if (kind !== 'directory') throw new UnusableInput([`${directory}: it is not a directory`]);
    const entries = await files.list(directory);
    if (!entries.some(({ path, kind }) => kind === 'linked directory' || /\.ya?ml$/i.test(path))) return [];
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    throw new UnusableInput([`${directory}: ${systemReason(error)}`], { cause: error });
  }
  return await readBaselines({ baselines: [directory] }, world);
}

/** Where the package is in the project, its schema; else where the project may put a copy: never a path of this machine. */
export function schemaFrom(asked: string, cwd: string): string {
  const directory = resolve(cwd, asked);
  const isInside = !relative(cwd, schemaFile).startsWith('..') && dirname(directory).startsWith(cwd);
  return isInside ? relative(directory, schemaFile).replaceAll(sep, '/') : '../schemas/baseline.schema.json';
}
