import { createHash } from 'node:crypto';
import { isAbsolute, posix } from 'node:path';
import type { GitState } from '../evidence/manifest.ts';
import type { FoundFile } from './findBaselines.ts';
import { codeOf, systemReason } from './unusableInput.ts';
import type { World } from './world.ts';

/** For what lists a whole repository. */
const mostBytes = 256 * 2 ** 20;
const mostReasons = 20;

/**
 * Which commit is checked out here, and whether it holds everything as it is: no tracked file is changed, and each
 * baseline is in it byte for byte, whatever git was told to overlook. Not to be able to tell is dirty.
 */
export async function gitStateOf(baselines: readonly FoundFile[], world: World): Promise<GitState> {
  const unknown = (reason: string): GitState => ({ commit: null, dirty: true, because: [reason] });
  try {
    const prefix = await ask(world, 'rev-parse', '--show-prefix');
    if (prefix.failure !== null) return unknown(`no git checkout could be read here: ${prefix.failure}`);
    const head = await ask(world, 'rev-parse', '--verify', 'HEAD^{commit}');
    if (head.failure !== null) return unknown('nothing is committed here yet');
    const commit = head.text.trim();
    const status = await ask(world, 'status', '--porcelain=v1', '-z', '--untracked-files=no', '--no-renames');
    const tree = await ask(world, 'ls-tree', '-r', '-z', '--full-tree', commit);
    if (status.failure !== null || tree.failure !== null) return unknown(`git: ${status.failure ?? tree.failure}`);
    const changed = status.text.split('\0').flatMap((entry) => (entry === '' ? [] : [`${entry.slice(3)} is changed`]));
    const objects = objectsIn(tree.text);
    const directory = prefix.text.replace(/\n$/, '');
    const differing = baselines.flatMap(({ file, bytes }) => {
      const object = isAbsolute(file) ? undefined : objects.get(posix.join(directory, file));
      if (object === undefined) return [`${file} is not in the commit`];
      return object === objectId(bytes, object.length) ? [] : [`${file} is not as the commit has it`];
    });
    const because = [...new Set([...differing, ...changed])];
    const more = because.length - mostReasons;
    const told = more > 0 ? [...because.slice(0, mostReasons), `and ${more} more`] : because;
    return { commit, dirty: because.length > 0, because: told };
  } catch (error) {
    return unknown(codeOf(error) === 'ENOENT' ? 'git is not installed here, or not in PATH' : systemReason(error));
  }
}

interface Answer {
  readonly text: string;
  /** The first line of what git said; null: it succeeded. */
  readonly failure: string | null;
}

async function ask({ git }: World, ...args: readonly string[]): Promise<Answer> {
  const { exitCode, stdout, stderr } = await git(args, mostBytes);
  const failure = exitCode === 0 ? null : (stderr.split('\n')[0] ?? '').replace(/^fatal: /, '');
  return { text: new TextDecoder().decode(stdout), failure };
}

/** By path: what `git ls-tree -r -z` prints is `<mode> <type> <object>\t<path>\0`. */
function objectsIn(listed: string): ReadonlyMap<string, string> {
  const entries = listed.split('\0').flatMap((line) => {
    const [, object, path] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    return object === undefined || path === undefined ? [] : [[path, object] as const];
  });
  return new Map(entries);
}

/** As git names a file's bytes; repositories are of SHA-1 or SHA-256. */
function objectId(bytes: Uint8Array, length: number): string {
  const hash = createHash(length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}
