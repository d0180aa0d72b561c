import { type AccessKey, openApi } from '../../src/collect/alibabaCloud.ts';
import { collectConnection } from '../../src/collect/collectConnection.ts';
import type { Decide } from '../../src/collect/decision.ts';
import { parseEndpoint } from '../../src/collect/endpoint.ts';
import { slotsOf } from '../../src/collect/slots.ts';
import type { ConnectionSnapshot } from '../../src/collect/snapshot.ts';
import { embeddedCredentials } from '../../src/emulator/embeddedCredentials.ts';
import type { EmulatorState } from '../../src/emulator/emulatorState.ts';
import type { Emulator, ServedRequest } from '../../src/emulator/startEmulator.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { patience, rigour, takeLatest } from './rigour.ts';

export { patience, rigour, takeLatest };

export const connection = { connectionId: 'vco-test', region: 'cn-hangzhou' } as const;

export interface Reading {
  readonly snapshot: ConnectionSnapshot;
  readonly requests: readonly ServedRequest[];
}

/** Reads `vco-test` with the real SDK, over HTTP, from an embedded API in this state. */
export async function readFrom(
  state: EmulatorState,
  options: {
    readonly accessKey?: AccessKey;
    readonly deadline?: number;
    readonly now?: () => number;
    readonly decide?: Decide;
  } = {},
): Promise<Reading> {
  const { accessKey = embeddedCredentials, deadline = 10_000, now = Date.now, decide = takeLatest } = options;
  const read = async (emulator: Emulator): Promise<Reading> => {
    const endpoint = parseEndpoint(emulator.endpoint);
    if (typeof endpoint === 'string') throw new Error(endpoint);
    const source = openApi({ endpoint, accessKey, deadline, now: Date.now });
    const snapshot = await collectConnection(
      connection,
      source,
      { ...rigour, decide },
      slotsOf(2),
      new AbortController().signal,
    );
    return { snapshot, requests: emulator.requests };
  };
  return await withEmulator(state, read, { now });
}

/** An embedded API with `vco-test`, so many routes of each type, and faults. */
export function network(custom: number, bgp: number, faults: EmulatorState['faults'] = []): EmulatorState {
  const generate = [
    ...(custom > 0 ? [{ count: custom, from: '10.0.0.0/24' }] : []),
    ...(bgp > 0 ? [{ count: bgp, from: '172.16.0.0/24', type: 'bgp' as const, source: 'VPN_BGP' }] : []),
  ];
  return { connections: [{ id: connection.connectionId, region: connection.region, generate }], faults };
}
