import { basename, dirname } from 'node:path';
import { sumsFile } from '../evidence/bundle.ts';
import { compareText } from '../routing/table.ts';
import type { Entry, Files } from './world.ts';

/** Of a run's bundle, the name of its directory. */
export const runId = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/;

/** What was named, by `realPath`: it is read on its own. */
export type Named = ReadonlySet<string>;

/**
 * Why a directory that is no bundle can't be passed over: what at any depth of it could be a run, by its name or ending, or
 * may lead to one; null: nothing. In the order of their names, so that it is the same each time.
 */
export async function hiddenRunIn(directory: string, named: Named, files: Files): Promise<string | null> {
  const entries = [...(await files.entries(directory))].sort((a, b) => compareText(a.path, b.path));
  for (const entry of entries) {
    if (named.has(await files.realPath(entry.path))) continue;
    if (couldBeRun(entry)) {
      const parent = dirname(entry.path);
      return `${parent}: ${basename(entry.path)} in it would not be read: name this directory itself, too`;
    }
    const deeper = entry.kind === 'directory' ? await hiddenRunIn(entry.path, named, files) : null;
    if (deeper !== null) return deeper;
  }
  return null;
}

function couldBeRun({ path, kind }: Entry): boolean {
  const name = basename(path);
  if (kind === 'linked directory') return true;
  if (kind === 'directory') return name.endsWith('.incomplete') || runId.test(name);
  return isJson(name) || name === sumsFile;
}

export function isJson(path: string): boolean {
  return /\.json$/i.test(path);
}
