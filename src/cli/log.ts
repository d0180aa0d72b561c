import { safeLine } from '../document/quote.ts';
import type { World } from './world.ts';

/** One line on stderr. Nobody waits for it, and a closed stderr fails no run. */
export function log({ stderr }: World, line: string): void {
  stderr.write(`${safeLine(line)}\n`).catch(() => {});
}
