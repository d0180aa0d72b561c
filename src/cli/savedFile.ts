import { createHash, type Hash } from 'node:crypto';
import { dirname } from 'node:path';
import { systemReason, UnusableInput } from './unusableInput.ts';
import type { Files, World } from './world.ts';

/** A file that was written. Not its text: the reports of a large network would stay in memory. */
export interface SavedFile {
  readonly path: string;
  /** Of what it was meant to hold. */
  readonly sha256: string;
}

/**
 * Makes the directory that a file is to be written in; `option` names it where that can't be done, or where the file
 * would replace one of `inputs`, whatever links lead to it.
 */
export async function prepareFile(
  option: string,
  path: string,
  inputs: readonly string[],
  { files }: World,
): Promise<void> {
  const refuse = (reason: string, cause?: unknown) => new UnusableInput([`${option}: ${reason}`], { cause });
  const kind = await files.kindOf(path).catch((error: unknown) => {
    throw refuse(systemReason(error), error);
  });
  if (kind === 'directory') throw refuse('it is a directory');
  if (kind === 'link' || kind === 'linked directory') throw refuse('it is a symbolic link');
  if (kind === 'other') throw refuse('it is not a regular file');
  await files.makeDirectory(dirname(path)).catch((error: unknown) => {
    throw refuse(`can't make the directory ${dirname(path)}: ${systemReason(error)}`, error);
  });
  const [target, ...taken] = await Promise.all([path, ...inputs].map(files.realPath)).catch((error: unknown) => {
    throw refuse(systemReason(error), error);
  });
  if (taken.some((input) => input === target)) throw refuse('it is an input of this run');
}

export async function saveFile(path: string, pieces: Iterable<string>, files: Files): Promise<SavedFile> {
  const hash = createHash('sha256');
  await files.writeWhole(path, hashed(pieces, hash));
  return { path, sha256: hash.digest('hex') };
}

function* hashed(pieces: Iterable<string>, hash: Hash): Iterable<string> {
  for (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

/**
 * Why the file is not what was meant, byte for byte; null: it is. To be asked after the last write of a run, since a
 * second path may lead to the same file.
 */
export async function whyNotAsMeant({ path, sha256 }: SavedFile, files: Files): Promise<string | null> {
  try {
    return (await files.sha256(path)) === sha256 ? null : 'it holds something else than was written';
  } catch (error) {
    return `it can't be read back: ${systemReason(error)}`;
  }
}
