import { posix, relative, resolve, sep } from 'node:path';
import { slotsOf } from '../collect/slots.ts';
import { globEntries } from './globEntries.ts';
import { systemReason, UnusableInput } from './unusableInput.ts';
import type { Entry, Git, Kind, ReadableFiles } from './world.ts';

interface TreeEntry {
  readonly kind: Kind;
  readonly object: string;
  readonly bytes: number;
}

/** For what lists a whole repository. */
const mostListed = 256 * 2 ** 20;

/**
 * The files of a commit as if they lay in `cwd`: the same paths, nothing checked out, links and submodules shown as such
 * and never followed. A file is read by its object's name, so no path is ever an argument of git.
 */
export async function gitFiles(commit: string, cwd: string, git: Git): Promise<ReadableFiles> {
  const ask = async (args: readonly string[], mostBytes: number): Promise<Uint8Array> => {
    const answer = await git(args, mostBytes);
    if (answer.exitCode === 0) return answer.stdout;
    throw new UnusableInput([`git ${args[0]} failed: ${answer.stderr.trim()}`]);
  };
  const refuse = (error: unknown) => {
    if (error instanceof UnusableInput) throw error;
    throw new UnusableInput([`${commit}: git could not list its files: ${systemReason(error)}`], { cause: error });
  };
  const prefix = await ask(['rev-parse', '--show-prefix'], mostListed).catch(refuse);
  const listed = await ask(['ls-tree', '-r', '-z', '-l', '--full-tree', commit], mostListed).catch(refuse);
  const entries = parseTree(listed);
  const directories = directoriesOf(entries);
  const here = new TextDecoder().decode(prefix).replace(/\n$/, '');
  const at = (path: string): string => {
    const inside = posix.join(here, relative(cwd, resolve(cwd, path)).replaceAll(sep, '/'));
    if (/^(\.\.(\/|$)|\/)/.test(inside)) throw Object.assign(new Error('outside'), { code: 'EXDEV' });
    return inside === '.' ? '' : inside.replace(/\/$/, '');
  };
  const slots = slotsOf(8);
  const blob = ({ object, bytes }: TreeEntry): Promise<Uint8Array> =>
    slots.run(() => ask(['cat-file', 'blob', object], bytes + 1));

  /** A link to a directory, or to where nobody knows, may hide baselines. */
  const kindOfEntry = async (path: string, entry: TreeEntry): Promise<Kind> => {
    if (entry.kind !== 'link') return entry.kind;
    const target = new TextDecoder().decode(await blob(entry));
    const inside = posix.join(posix.dirname(path), target).replace(/\/$/, '');
    const leavesTree = posix.isAbsolute(target) || /^\.\.?(\/|$)/.test(inside);
    return leavesTree || directories.has(inside) ? 'linked directory' : 'link';
  };
  const kindOf = async (path: string): Promise<Kind> => {
    const inside = at(path);
    const entry = entries.get(inside);
    if (entry !== undefined) return await kindOfEntry(inside, entry);
    return inside === '' || directories.has(inside) ? 'directory' : 'nothing';
  };
  const list = async (directory: string): Promise<readonly Entry[]> => {
    const inside = at(directory);
    const start = inside === '' ? '' : `${inside}/`;
    const below = [...entries].filter(([path]) => path.startsWith(start) && !/(^|\/)\./.test(path.slice(start.length)));
    return await Promise.all(
      below.map(async ([path, entry]) => ({
        path: posix.join(directory, path.slice(start.length)),
        kind: await kindOfEntry(path, entry),
      })),
    );
  };
  return {
    kindOf,
    list,
    glob: (pattern) => globEntries(pattern, kindOf, list),
    async read(path, mostBytes) {
      const entry = entries.get(at(path));
      if (entry?.kind !== 'file') throw new Error('not a regular file');
      if (entry.bytes > mostBytes) throw Object.assign(new Error('too many bytes'), { code: 'EFBIG' });
      return await blob(entry);
    },
  };
}

/** What `git ls-tree -r -z -l` prints: `<mode> <type> <object> <size>\t<path>\0`. */
function parseTree(listed: Uint8Array): ReadonlyMap<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  for (const line of splitAtZeros(listed)) {
    const [, mode = '', object = '', size = '', path = ''] =
      /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(new TextDecoder().decode(line)) ?? [];
    if (path === '') throw new Error('git ls-tree printed a line that is none of its format');
    // Two names that are no UTF-8 may look the same; neither is read then.
    const kind = entries.has(path) || !isUtf8(line) ? 'other' : kindOfMode(mode);
    entries.set(path, { kind, object, bytes: Number(size) || 0 });
  }
  return entries;
}

function kindOfMode(mode: string): Kind {
  if (mode.startsWith('100')) return 'file';
  if (mode === '120000') return 'link';
  return mode === '160000' ? 'submodule' : 'other';
}

function* splitAtZeros(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let start = 0, end = bytes.indexOf(0); end !== -1; start = end + 1, end = bytes.indexOf(0, start)) {
    yield bytes.subarray(start, end);
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function directoriesOf(entries: ReadonlyMap<string, TreeEntry>): ReadonlySet<string> {
  const directories = new Set<string>();
  for (const path of entries.keys()) {
    for (
      let end = path.lastIndexOf('/');
      end > 0 && !directories.has(path.slice(0, end));
      end = path.lastIndexOf('/', end - 1)
    ) {
      directories.add(path.slice(0, end));
    }
  }
  return directories;
}
