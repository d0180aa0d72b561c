import { isAbsolute, relative, resolve, sep } from 'node:path';
import { mostYamlMebibytes } from '../document/yaml.ts';
import { compareText } from '../routing/table.ts';
import { codeOf, systemReason, UnusableInput } from './unusableInput.ts';
import type { Kind, ReadableFiles, World } from './world.ts';

export interface FoundFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/**
 * The baseline files behind what was asked for: a file is taken as it is; a directory is searched, at any depth, for
 * *.yaml and *.yml; anything else is a glob pattern. Sorted, each once however it is spelt, named as seen from `cwd`.
 * What leads to no file at all is an error: an audit of nothing must not pass.
 */
export async function findBaselines(asked: readonly string[], { cwd, files }: World): Promise<readonly FoundFile[]> {
  const { found, nowhere, problems } = await searchBaselines(asked, cwd, files);
  const all = [...[...nowhere].map(([path, reason]) => `${path}: ${reason}`), ...problems];
  if (all.length > 0) throw new UnusableInput(all);
  return found;
}

export interface BaselineSearch {
  readonly found: readonly FoundFile[];
  /** What was asked for and leads to no file, each with the reason. */
  readonly nowhere: ReadonlyMap<string, string>;
  /** Why others could not be read, as lines. */
  readonly problems: readonly string[];
}

/** As `findBaselines`, for who looks in two places and finds some of it in one of them only. */
export async function searchBaselines(
  asked: readonly string[],
  cwd: string,
  files: ReadableFiles,
): Promise<BaselineSearch> {
  const found = new Set<string>();
  const nowhere = new Map<string, string>();
  const problems: string[] = [];
  for (const path of asked) {
    const matches = await filesBehind(path, files).catch((error: unknown) => {
      problems.push(`${path}: ${systemReason(error)}`);
      return [];
    });
    if (typeof matches === 'string') nowhere.set(path, matches);
    else for (const match of matches) found.add(relative(cwd, resolve(cwd, match)).replaceAll(sep, '/'));
  }
  const read = await Promise.all([...found].sort(compareText).map((file) => readBaselineFile(file, files)));
  const unread = read.filter((entry) => typeof entry === 'string');
  return {
    found: read.filter((entry) => typeof entry !== 'string'),
    nowhere,
    problems: [...new Set([...problems, ...unread])],
  };
}

/** The files, and what may hide more of them, which `readInput` refuses; or why there are none. */
async function filesBehind(path: string, files: ReadableFiles): Promise<readonly string[] | string> {
  switch (await files.kindOf(path)) {
    case 'file':
    case 'link':
    case 'linked directory':
    case 'submodule':
    case 'other':
      return [path];
    case 'directory': {
      const inside = (await files.list(path)).filter(
        ({ path, kind }) => kind === 'linked directory' || kind === 'submodule' || /\.ya?ml$/i.test(path),
      );
      return inside.length > 0 ? inside.map(({ path }) => path) : 'no *.yaml or *.yml file in this directory';
    }
    case 'nothing': {
      const matches = await files.glob(path);
      if (matches.length > 0) return matches.map(({ path }) => path);
      return /[*?[{]/.test(path) ? 'the pattern matches no file' : 'no such file or directory';
    }
  }
}

/** As `readInput`; none of the directories that lead from `cwd` to the file may be a link either. */
async function readBaselineFile(file: string, files: ReadableFiles): Promise<FoundFile | string> {
  const names = file.split('/');
  const above = names[0] === '..' || isAbsolute(file) ? [] : names.slice(0, -1).map((_, i) => names.slice(0, i + 1));
  try {
    for (const directory of above.map((parts) => parts.join('/'))) {
      const kind = await files.kindOf(directory);
      if (kind === 'linked directory') return `${directory}: ${notReadable[kind]}`;
    }
  } catch (error) {
    return `${file}: ${systemReason(error)}`;
  }
  return await readInput(file, mostYamlMebibytes, files);
}

/** The bytes of a file that the command line led to, or a line that says why not. */
export async function readInput(
  file: string,
  mostMebibytes: number,
  files: ReadableFiles,
): Promise<FoundFile | string> {
  try {
    const kind = await files.kindOf(file);
    if (kind !== 'file') return `${file}: ${notReadable[kind]}`;
    return { file, bytes: await files.read(file, mostMebibytes * 2 ** 20) };
  } catch (error) {
    const isTooLarge = codeOf(error) === 'EFBIG';
    return `${file}: ${isTooLarge ? `more than ${mostMebibytes} MiB, which is the most that is read` : systemReason(error)}`;
  }
}

const notReadable = {
  directory: 'it is a directory, not a file',
  link: 'it is a symbolic link; links are not followed: put the file itself here',
  'linked directory': 'it is a symbolic link to a directory; links are not followed: name the directory itself',
  submodule: 'it is a submodule, whose files are in another repository; review it there',
  other: 'neither a regular file nor a directory',
  nothing: 'no such file',
} as const satisfies Record<Exclude<Kind, 'file'>, string>;
