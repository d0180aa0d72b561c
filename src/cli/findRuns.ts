import { basename } from 'node:path';
import { manifestFile, sumsFile } from '../evidence/bundle.ts';
import type { UnfinishedRun } from '../history/historyResult.ts';
import { compareText } from '../routing/table.ts';
import { hiddenRunIn, isJson, type Named, runId } from './hiddenRun.ts';
import { systemReason, UnusableInput } from './unusableInput.ts';
import type { Entry, Files, World } from './world.ts';

/** Where runs may have left what they found. */
export interface FoundRuns {
  readonly bundles: readonly string[];
  /** `mustBe`: it was named, so that it may be nothing else. */
  readonly results: readonly { readonly file: string; readonly mustBe: boolean }[];
  readonly unfinished: readonly UnfinishedRun[];
  /** Directories that are no bundle. */
  readonly others: readonly string[];
}

/**
 * A file is a result; a directory is a bundle, or holds bundles and results, one level down. What could be a run and can't
 * be read as one is refused, and never passed over: it may be the one that found something. Sorted by path. What is named
 * beside the directory that it is in is read where it is.
 */
export async function findRuns(paths: readonly string[], world: World): Promise<FoundRuns> {
  const refusal = (path: string) => (error: unknown) => `${path}: ${systemReason(error)}`;
  const named = await Promise.all(paths.map((path) => world.files.realPath(path).catch(refusal(path))));
  const found = await Promise.all(paths.map((path) => runsAt(path, new Set(named), world.files).catch(refusal(path))));
  const problems = found.flat().filter((each) => typeof each === 'string');
  if (problems.length > 0) throw new UnusableInput(problems);
  return join(found.flat().filter((each) => typeof each !== 'string'));
}

/** What is there, or lines that say why it is not to be used. */
type Found = FoundRuns | string;

async function runsAt(path: string, named: Named, files: Files): Promise<Found | readonly Found[]> {
  if ((await files.kindOf(path)) !== 'directory') return { ...nothing, results: [{ file: path, mustBe: true }] };
  const name = basename(await files.realPath(path));
  if (name.endsWith('.incomplete')) return unfinishedRun(path, name);
  const inside = await files.entries(path);
  if (isBundle(name, inside)) return { ...nothing, bundles: [path] };
  const isNamed = await Promise.all(inside.map(async (entry) => named.has(await files.realPath(entry.path))));
  const others = inside.filter((_, i) => !isNamed[i]);
  const below = await Promise.all(others.map((entry) => runsOf(entry, named, files)));
  const isEmpty = !isNamed.includes(true) && below.every((each) => typeof each !== 'string' && runsIn(each) === 0);
  return isEmpty ? `${path}: no bundle and no result in this directory` : below;
}

async function runsOf({ path, kind }: Entry, named: Named, files: Files): Promise<Found> {
  if (kind === 'linked directory' || (isJson(path) && kind !== 'file' && kind !== 'directory')) {
    return `${path}: links are not followed: name what it leads to`;
  }
  if (kind !== 'directory') {
    if (!isJson(path)) return nothing;
    if (basename(path).startsWith('.')) return `${path}: a hidden file is not read: name it itself, too, or remove it`;
    return { ...nothing, results: [{ file: path, mustBe: false }] };
  }
  if (path.endsWith('.incomplete')) return unfinishedRun(path, basename(path));
  const inside = await files.entries(path);
  if (isBundle(basename(path), inside)) return { ...nothing, bundles: [path] };
  return (await hiddenRunIn(path, named, files)) ?? { ...nothing, others: [path] };
}

function runsIn({ bundles, results, unfinished }: FoundRuns): number {
  return bundles.length + results.length + unfinished.length;
}

const nothing: FoundRuns = { bundles: [], results: [], unfinished: [], others: [] };

/** One that lacks a file is one all the same, and is refused for it. */
function isBundle(name: string, inside: readonly Entry[]): boolean {
  const own = new Set([manifestFile, sumsFile]);
  return runId.test(name) || inside.some(({ path }) => own.has(basename(path)));
}

const example = '20261123T020000Z-1a2b3c4d.incomplete';

/** A bundle that was begun: one of which nobody can tell when is no less a run. */
function unfinishedRun(file: string, name: string): Found {
  const [, ...numbers] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f]{8}\.incomplete$/.exec(name) ?? [];
  const [year, month, day, hour, minute, second] = numbers;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(time)) return `${file}: its name does not say when this run began, as ${example} would`;
  return { ...nothing, unfinished: [{ state: 'unfinished', file, lookedAt: new Date(time).toISOString() }] };
}

function join(all: readonly FoundRuns[]): FoundRuns {
  const byFile = <T extends { readonly file: string }>(items: readonly T[]): readonly T[] => {
    const once = new Map(items.map((item) => [item.file, item]));
    return [...once.values()].sort((a, b) => compareText(a.file, b.file));
  };
  return {
    bundles: [...new Set(all.flatMap(({ bundles }) => bundles))].sort(compareText),
    results: byFile(all.flatMap(({ results }) => results)),
    unfinished: byFile(all.flatMap(({ unfinished }) => unfinished)),
    others: [...new Set(all.flatMap(({ others }) => others))].sort(compareText),
  };
}
