import { createHash } from 'node:crypto';
import { appendFile, lstat, mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compareText } from '../routing/table.ts';
import type { FileDigest } from './sums.ts';

/** A new directory for a bundle; it is named so that nobody takes it for one until it is whole. */
export async function beginBundle(parent: string, runId: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  const directory = join(parent, `${runId}.incomplete`);
  await mkdir(directory);
  return directory;
}

/** Gives a whole bundle its name. */
export async function nameBundle(directory: string): Promise<string> {
  const named = directory.replace(/\.incomplete$/, '');
  await rename(directory, named);
  return named;
}

export async function appendTo(directory: string, name: string, text: string): Promise<void> {
  const path = join(directory, name);
  try {
    await appendFile(path, text);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, text);
  }
}

/** A file that is not there yet. */
export async function writeNew(
  directory: string,
  name: string,
  pieces: Iterable<string | Uint8Array> | AsyncIterable<string>,
): Promise<void> {
  const path = join(directory, name);
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'wx');
  try {
    for await (const piece of pieces) await file.appendFile(piece);
  } finally {
    await file.close();
  }
}

/** null: there is no file of this name. */
export async function readIfThere(directory: string, name: string): Promise<Buffer | null> {
  return await readFile(join(directory, name)).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EISDIR') return null;
    throw error;
  });
}

/** Everything below a directory that is no directory, sorted by name; `isFile` is false for links and pipes. */
export async function everythingBelow(
  directory: string,
  below = '',
): Promise<readonly { readonly name: string; readonly isFile: boolean }[]> {
  const names = (await readdir(join(directory, below))).map((name) => (below === '' ? name : `${below}/${name}`));
  const found = [];
  for (const name of names) {
    const kind = await lstat(join(directory, name));
    if (kind.isDirectory()) found.push(...(await everythingBelow(directory, name)));
    else found.push({ name, isFile: kind.isFile() });
  }
  return found.sort((a, b) => compareText(a.name, b.name));
}

export async function digestOf(directory: string, name: string): Promise<FileDigest> {
  const hash = createHash('sha256');
  const file = await open(join(directory, name));
  // Closes the file too.
  for await (const chunk of file.createReadStream()) hash.update(chunk);
  return { name, sha256: hash.digest('hex') };
}

/** The system's word for what went wrong. */
function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
}
