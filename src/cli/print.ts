import { systemReason, UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** Writes to stdout; a closed pipe or a full disk there makes the run unusable, which is no bug. */
export async function print({ stdout }: World, text: string): Promise<void> {
  await stdout.write(text).catch((error: unknown) => {
    throw new UnusableInput([`standard output: ${systemReason(error)}`], { cause: error });
  });
}
