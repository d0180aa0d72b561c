import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { EmulatorState } from '../src/emulator/emulatorState.ts';

/** What the API saw, without the calls about `coTenantId`. Times in milliseconds, by its own clock. */
export interface Tally {
  readonly requests: number;
  readonly throttled: number;
  readonly first: number;
  readonly last: number;
}

export const coTenantId = 'vco-cotenant';

/** Runs `use` against an API with this state, and returns what the API saw. */
export async function withApi(state: EmulatorState, use: (endpoint: string) => Promise<unknown>): Promise<Tally> {
  const child = fork(fileURLToPath(new URL('./emulatorProcess.js', import.meta.url)));
  try {
    child.send(state);
    const [endpoint] = await once(child, 'message');
    await use(endpoint);
    child.send('tally');
    const [tally] = await once(child, 'message');
    return tally;
  } finally {
    child.kill();
  }
}

/** From the first request to the last answer. */
export function secondsOf({ first, last }: Tally): number {
  return (last - first) / 1000;
}
