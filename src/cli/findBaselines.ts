import { relative, resolve, sep } from 'node:path';
import { compareText } from '../routing/table.ts';
import { systemReason, UnusableInput } from './unusableInput.ts';
import type { Files, World } from './world.ts';

export interface FoundFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/**
 * The baseline files behind what was asked for: a file is taken as it is; a directory is searched, at any depth, for
 * *.yaml and *.yml; anything else is a glob pattern. Sorted, each once however it is spelt, named as seen from `cwd`.
 * What leads to no file at all is an error: an audit of nothing must not pass.
 */
export async function findBaselines(asked: readonly string[], world: World): Promise<readonly FoundFile[]> {
  const { cwd, files } = world;
  const found = new Set<string>();
  const problems: string[] = [];
  for (const path of asked) {
    const matches = await filesBehind(path, files);
    if (typeof matches === 'string') problems.push(`${path}: ${matches}`);
    else for (const match of matches) found.add(relative(cwd, resolve(cwd, match)).replaceAll(sep, '/'));
  }
  const read = await Promise.all([...found].sort(compareText).map((file) => readInput(file, files)));
  const unread = read.filter((entry) => typeof entry === 'string');
  if (problems.length + unread.length > 0) throw new UnusableInput([...problems, ...unread]);
  return read.filter((entry) => typeof entry !== 'string');
}

/** The files, or why there are none. */
async function filesBehind(path: string, files: Files): Promise<readonly string[] | string> {
  try {
    switch (await files.kindOf(path)) {
      case 'file':
        return [path];
      case 'directory': {
        const inside = (await files.list(path)).filter((file) => /\.ya?ml$/i.test(file));
        return inside.length > 0 ? inside : 'no *.yaml or *.yml file in this directory';
      }
      case 'other':
        return 'neither a regular file nor a directory';
      case 'nothing': {
        const matches = await files.glob(path);
        if (matches.length > 0) return matches;
        return /[*?[{]/.test(path) ? 'the pattern matches no file' : 'no such file or directory';
      }
    }
  } catch (error) {
    return systemReason(error);
  }
}

/** The bytes of a file that the command line named, or a line that says why not. */
export async function readInput(file: string, files: Files): Promise<FoundFile | string> {
  try {
    if ((await files.kindOf(file)) !== 'file') return `${file}: no such file`;
    return { file, bytes: await files.read(file) };
  } catch (error) {
    return `${file}: ${systemReason(error)}`;
  }
}
