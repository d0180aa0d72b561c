import { saveFile, whyNotAsMeant } from './savedFile.ts';
import { systemReason, UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** A file that is to be made. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** Writes files that are not there yet, and reads each back. What is in the way is left alone, and nothing is written. */
export async function writeNewFiles(directory: string, newFiles: readonly NewFile[], { files }: World): Promise<void> {
  const refuse = (path: string, reason: string, cause?: unknown) =>
    new UnusableInput([`${path}: could not be written: ${reason}`], { cause });
  await files.makeDirectory(directory).catch((error: unknown) => {
    throw refuse(directory, systemReason(error), error);
  });
  const twice = newFiles.find(({ path }, i) => newFiles.findIndex((other) => other.path === path) < i);
  if (twice !== undefined) throw refuse(twice.path, 'two connections would have this file');
  for (const { path } of newFiles) {
    if ((await files.kindOf(path)) !== 'nothing') throw refuse(path, 'something of that name is there already');
  }
  for (const { path, text } of newFiles) {
    const saved = await saveFile(path, [text], files).catch((error: unknown) => {
      throw refuse(path, systemReason(error), error);
    });
    const reason = await whyNotAsMeant(saved, files);
    if (reason !== null) throw refuse(path, reason);
  }
}
