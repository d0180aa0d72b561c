import type { EmulatorState } from '../src/emulator/emulatorState.ts';
import { startEmulator } from '../src/emulator/startEmulator.ts';
import { coTenantId, type Tally } from './withApi.ts';

/** The embedded API as a process of its own: it must not share a core with what is measured. */
const tally = { requests: 0, throttled: 0, first: 0, last: 0 };

process.once('message', async (state) => {
  const emulator = await startEmulator(state as EmulatorState, {
    onRequest: ({ query, code }) => {
      if (query?.connectionId === coTenantId) return;
      tally.requests += 1;
      if (code?.startsWith('Throttling')) tally.throttled += 1;
      tally.last = performance.now();
      if (tally.requests === 1) tally.first = tally.last;
    },
  });
  process.send?.(emulator.endpoint);
  process.on('message', () => process.send?.(tally satisfies Tally));
});
