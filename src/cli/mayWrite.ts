import { isCi } from './isCi.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** Whether the person at the terminal agrees; `--yes` agrees for them. Where nobody can, and in CI, it is an error. */
export async function mayWrite(question: string, yes: boolean, world: World): Promise<boolean> {
  if (yes) return true;
  if (isCi(world)) {
    throw new UnusableInput(['nothing was written: this is CI, where nobody looks at it first; --yes writes it']);
  }
  const answer = await world.ask(`${question} [y/N] `);
  if (answer === null)
    throw new UnusableInput(['nothing was written: there is no terminal to ask at; --yes writes it']);
  return /^y(es)?$/i.test(answer.trim());
}
