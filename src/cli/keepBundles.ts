import { dirname, join, resolve, sep } from 'node:path';
import type { ReportOutput } from './outputs.ts';
import { UnusableInput } from './unusableInput.ts';
import type { Files, World } from './world.ts';

/**
 * Refuses a report in a bundle, finished or not, whatever links lead there: with a file replaced or added it would no longer
 * be what its run saw.
 */
export async function keepBundles(
  outputs: readonly ReportOutput<string>[],
  bundles: readonly string[],
  { files, cwd }: World,
): Promise<void> {
  const kept = await Promise.all(bundles.map(async (bundle) => [bundle, await realDirectory(bundle, files)] as const));
  for (const { format, path } of outputs) {
    if (path === null) continue;
    const real = await realDirectory(await madeAbove(resolve(cwd, path), files), files);
    const inside = kept.find(([, bundle]) => `${real}${sep}`.startsWith(`${bundle}${sep}`));
    if (inside !== undefined) throw new UnusableInput([`--output ${format}=${path}: it is in the bundle ${inside[0]}`]);
  }
}

/** The nearest directory that is there: those below it are yet to be made. */
async function madeAbove(path: string, files: Files): Promise<string> {
  const above = dirname(path);
  const isThere = above === path || (await files.kindOf(above)) !== 'nothing';
  return isThere ? above : await madeAbove(above, files);
}

/** With a link at its end followed too. */
async function realDirectory(path: string, files: Files): Promise<string> {
  return dirname(await files.realPath(join(path, 'any')));
}
