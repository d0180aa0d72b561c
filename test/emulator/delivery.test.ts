import { expect, test } from '@jest/globals';
import type { Fault } from '../../src/emulator/fault.ts';
import type { Emulator } from '../../src/emulator/startEmulator.ts';
import { call, failure, send, signedRequest, stateWith } from './client.ts';
import { withEmulator } from './withEmulator.ts';

/** 12 custom routes, 10.0.0.0/24 to 10.0.11.0/24, and 3 BGP ones. */
function withFaults(faults: readonly Fault[], use: (emulator: Emulator) => Promise<void>): Promise<void> {
  return withEmulator({ ...stateWith(12, 3), faults }, use);
}

test('a slow answer comes late, or not at all for a client without patience', async () => {
  await withFaults([{ kind: 'slow-answer', ms: 200 }], async (emulator) => {
    const start = Date.now();
    expect((await call(emulator)).TotalCount).toBe(12);
    expect(Date.now() - start).toBeGreaterThanOrEqual(190);
    expect((await failure(call(emulator, {}, { readTimeout: 50 }))).message).toMatch(/Timeout/);
  });
});

test('a dripping body comes whole, or not at all for a client without patience', async () => {
  await withFaults([{ kind: 'dripping-body', ms: 30, pieces: 5 }], async (emulator) => {
    const start = Date.now();
    expect((await call(emulator)).VcoRouteEntries).toHaveLength(10);
    expect(Date.now() - start).toBeGreaterThanOrEqual(100);
    expect((await failure(call(emulator, {}, { readTimeout: 60 }))).message).toMatch(/aborted/);
  });
});

test('a truncated body has a content-length that agrees', async () => {
  await withFaults([{ kind: 'truncated-body' }], async (emulator) => {
    const { headers, text } = await send(emulator, signedRequest(emulator));
    expect(Number(headers['content-length'])).toBe(text.length);
    expect(text.startsWith('{"VcoRouteEntries":[{')).toBe(true);
    expect(text.endsWith('}')).toBe(false);
  });
});
