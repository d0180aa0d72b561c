import { isAbsolute } from 'node:path';
import { type LoadedBaselines, loadBaselines } from '../baseline/loadBaselines.ts';
import type { SideBaselines } from '../review/review.ts';
import { type BaselineSearch, searchBaselines } from './findBaselines.ts';
import { gitFiles } from './gitFiles.ts';
import { commitOf, isContained } from './gitRevision.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

export interface ReviewSides {
  readonly base: SideBaselines;
  readonly head: SideBaselines;
  readonly headContainsBase: boolean | null;
  /** The files on the disk that were read. */
  readonly inputs: readonly string[];
}

/** A side as the command line has it, and what was found there of the paths that were asked for. */
interface SearchedSide {
  readonly name: string | null;
  readonly commit: string | null;
  /** A directory stands for its own baselines, whatever paths were asked for. */
  readonly isDirectory: boolean;
  readonly search: BaselineSearch;
}

/**
 * The baselines of both sides. A path may lead to files on one side only: they are new, or withdrawn. Throws
 * UnusableInput with what is wrong on either side.
 */
export async function reviewSides(
  asked: { readonly base: string; readonly head: string | undefined; readonly baselines: readonly string[] },
  world: World,
): Promise<ReviewSides> {
  const paths = asked.baselines.length > 0 ? asked.baselines : ['baselines'];
  const base = await searchSide('--base', asked.base, paths, world);
  const head = await searchSide('--head', asked.head, paths, world);
  if (base.isDirectory && head.isDirectory && asked.baselines.length > 0) {
    throw new UnusableInput([`${paths[0]}: two directories are compared whole; leave out the paths`]);
  }
  const problems = [...base.search.problems, ...head.search.problems, ...nowhereAtAll(base, head)];
  if (problems.length > 0) throw new UnusableInput(problems);
  const [before, after] = [load(base), load(head)];
  const refused = [before, after].flatMap((side) => (side.state === 'refused' ? side.problems : []));
  if (before.state === 'refused' || after.state === 'refused') throw UnusableInput.problems(refused);
  return {
    base: { name: base.name, commit: base.commit, baselines: before.baselines },
    head: { name: head.name, commit: head.commit, baselines: after.baselines },
    headContainsBase: await headContains(base, head, world),
    inputs: [base, head].flatMap(({ commit, search }) => (commit === null ? search.found.map(({ file }) => file) : [])),
  };
}

/** Without a name it is the working tree. */
async function searchSide(
  option: string,
  name: string | undefined,
  paths: readonly string[],
  world: World,
): Promise<SearchedSide> {
  const { cwd, files, git } = world;
  if (name === undefined) {
    return { name: null, commit: null, isDirectory: false, search: await searchBaselines(paths, cwd, files) };
  }
  if (isPath(name)) {
    const { found, nowhere, problems } = await searchBaselines([name], cwd, files);
    const kind = await files.kindOf(name).catch(() => 'other');
    if (kind === 'file') throw new UnusableInput([`${option} ${name}: a directory is needed here, or a revision`]);
    const all = [...problems, ...[...nowhere.values()].map((reason) => `${option} ${name}: ${reason}`)];
    return { name, commit: null, isDirectory: true, search: { found, nowhere: new Map(), problems: all } };
  }
  const commit = await commitOf(option, name, world);
  const { found, nowhere, problems } = await searchBaselines(paths, cwd, await gitFiles(commit, cwd, git));
  const named = { found, nowhere, problems: problems.map((problem) => `${name}:${problem}`) };
  return { name, commit, isDirectory: false, search: named };
}

/**
 * A directory is written as a path is: it begins with `/` or `.`, or ends with `/`, as no revision does. What lies there does
 * not decide it: else a change could put a directory where a reviewer names a branch.
 */
function isPath(name: string): boolean {
  return isAbsolute(name) || /^\.{1,2}([\\/]|$)|[\\/]$/.test(name);
}

function nowhereAtAll(base: SearchedSide, head: SearchedSide): readonly string[] {
  const searched = [base, head].filter(({ isDirectory }) => !isDirectory);
  const [first, ...others] = searched.map(({ search }) => search.nowhere);
  return [...(first ?? [])].flatMap(([path, reason]) =>
    others.every((nowhere) => nowhere.has(path)) ? [`${path}: ${reason}`] : [],
  );
}

/** A file of a revision is called as git calls it: `main:baselines/hq.yaml`. */
function load({ name, commit, search }: SearchedSide): LoadedBaselines {
  const prefix = commit === null ? '' : `${name}:`;
  return loadBaselines(search.found.map(({ file, bytes }) => ({ file: prefix + file, bytes })));
}

/** Of a working tree: its HEAD. */
async function headContains(base: SearchedSide, head: SearchedSide, { git }: World): Promise<boolean | null> {
  if (base.commit === null || head.isDirectory) return null;
  return await isContained(base.commit, head.commit ?? 'HEAD', git);
}
