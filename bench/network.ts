import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmulatorState } from '../src/emulator/emulatorState.ts';

export const region = 'cn-hangzhou';

/** So many connections with so many destination-based routes each, on both sides. */
export interface Network {
  readonly connections: number;
  readonly routes: number;
  /** Of the connections, those whose last route has another weight than expected. */
  readonly drifted?: number;
}

export function stateOf(network: Network, more: Partial<EmulatorState> = {}): EmulatorState {
  const { routes, drifted = 0 } = network;
  const connections = idsOf(network).map((id, i) => {
    const inSync = routes - (i < drifted ? 1 : 0);
    const last = { count: routes - inSync, from: destinationOf(inSync), weight: 0 };
    return { id, region, generate: [{ count: inSync, from: destinationOf(0) }, ...(last.count === 0 ? [] : [last])] };
  });
  return { ...more, connections };
}

export function idsOf({ connections }: Network): readonly string[] {
  return Array.from({ length: connections }, (_, i) => `vco-bench${String(i).padStart(6, '0')}`);
}

function destinationOf(i: number): string {
  return `10.${Math.floor(i / 256)}.${i % 256}.0/24`;
}

/** A temporary folder with the baselines of the network in baselines/; gone when `use` is done. */
export async function inFolderOf<T>(network: Network, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'route-drift-bench-'));
  try {
    await mkdir(join(folder, 'baselines'));
    const expected = Array.from({ length: network.routes }, (_, i) => {
      return `    - destination: ${destinationOf(i)}\n      weight: 100\n`;
    }).join('');
    for (const id of idsOf(network)) {
      const head = `version: 1\nconnection: ${id}\nregion: ${region}\n`;
      const routes = network.routes === 0 ? '' : `custom:\n  routes:\n${expected}`;
      await writeFile(join(folder, 'baselines', `${id}.yaml`), head + routes);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
