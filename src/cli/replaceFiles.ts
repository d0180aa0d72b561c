import { saveFile, whyNotAsMeant } from './savedFile.ts';
import { systemReason, UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** A file that is to hold another text. */
export interface Replacement {
  readonly file: string;
  /** Of what it held when it was read, in hexadecimal. */
  readonly sha256: string;
  readonly text: string;
}

/** Each is written whole, and read back. Where one of them has changed since it was read, none is written. */
export async function replaceFiles(replacements: readonly Replacement[], { files }: World): Promise<void> {
  const refuse = (file: string, reason: string, cause?: unknown) =>
    new UnusableInput([`${file}: could not be written: ${reason}`], { cause });
  for (const { file, sha256 } of replacements) {
    const now = await files.sha256(file).catch((error: unknown) => {
      throw refuse(file, systemReason(error), error);
    });
    if (now !== sha256) throw refuse(file, 'it was changed since it was read; run again');
  }
  for (const { file, text } of replacements) {
    const saved = await saveFile(file, [text], files).catch((error: unknown) => {
      throw refuse(file, systemReason(error), error);
    });
    const reason = await whyNotAsMeant(saved, files);
    if (reason !== null) throw refuse(file, reason);
  }
}
