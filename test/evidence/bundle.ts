import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { World } from '../../src/cli/world.ts';
import type { EmulatorState } from '../../src/emulator/emulatorState.ts';
import type { ServedRequest } from '../../src/emulator/startEmulator.ts';
import { everythingIn, inFolder } from '../cli/fixture.ts';
import { type Ran, runIn } from '../cli/testWorld.ts';
import { withEmulator } from '../emulator/withEmulator.ts';

const run = promisify(execFile);

export async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const who = ['-c', 'user.name=netops', '-c', 'user.email=netops@example.com', '-c', 'commit.gpgsign=false'];
  return (await run('git', [...who, ...args], { cwd })).stdout.trim();
}

/** A folder that is a git checkout, in which these files are committed. */
export async function inCheckout<T>(
  files: Readonly<Record<string, string>>,
  use: (cwd: string) => Promise<T>,
): Promise<T> {
  return await inFolder(files, async (cwd) => {
    await git(cwd, 'init', '--quiet');
    await git(cwd, 'add', '--all');
    await git(cwd, 'commit', '--quiet', '--message', 'baselines');
    return await use(cwd);
  });
}

export interface Audited {
  readonly ran: Ran;
  /** What lies in `evidence/` afterwards. */
  readonly bundles: readonly string[];
  /** The first of them. */
  readonly bundle: string;
  readonly requests: readonly ServedRequest[];
}

/** One audit with `--evidence evidence` against an embedded API in this state. */
export async function auditWithEvidence(
  cwd: string,
  state: EmulatorState,
  argv: readonly string[] = [],
  changes: Partial<World> = {},
): Promise<Audited> {
  return await withEmulator(state, async ({ endpoint, requests }) => {
    const words = argv.map((word) => (word === 'THE-API' ? endpoint : word));
    const ran = await runIn(cwd, ['audit', '--endpoint', endpoint, '--evidence', 'evidence', ...words], changes);
    const names = (await readdir(join(cwd, 'evidence')).catch(() => [])).sort();
    const bundles = names.map((name) => join(cwd, 'evidence', name));
    return { ran, bundles, bundle: bundles[0] ?? '', requests };
  });
}

export async function verify(bundle: string, ...options: readonly string[]): Promise<Ran> {
  return await runIn('/', ['verify', bundle, ...options]);
}

/** Everything in a bundle that is no directory, by name. */
export async function filesOf(bundle: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const name of await everythingIn(bundle)) {
    const bytes = await readFile(join(bundle, name)).catch(() => null);
    if (bytes !== null) files.set(name, bytes);
  }
  return files;
}

/** Runs `use` on a copy of the bundle. */
export async function withCopy<T>(bundle: string, use: (copy: string) => Promise<T>): Promise<T> {
  return await inFolder({}, async (cwd) => {
    const copy = join(cwd, 'bundle');
    await cp(bundle, copy, { recursive: true });
    return await use(copy);
  });
}

/** Lists the files again as they are now, as who tampers with them would. */
export async function fixSums(bundle: string): Promise<void> {
  const files = [...(await filesOf(bundle))].filter(([name]) => !/^(SHA256SUMS|attestation\.dsse\.json)$/.test(name));
  const lines = files
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`);
  await writeFile(join(bundle, 'SHA256SUMS'), lines.join(''));
}

/** A network with a bit of everything: drift, a waiver, a table of several pages, and a connection that can't be read. */
export const network: EmulatorState = {
  connections: [
    {
      id: 'vco-hq',
      region: 'cn-hangzhou',
      routes: [
        { destination: '192.168.10.0/24' },
        { destination: '192.168.20.0/24', weight: 0 },
        { destination: '192.168.99.0/24' },
        { destination: '172.16.0.0/16', type: 'bgp', source: 'VPN_BGP', asPath: '[65010]' },
      ],
    },
    {
      id: 'vco-long',
      region: 'cn-shanghai',
      generate: [{ count: 120, from: '10.0.0.0/24' }],
    },
    { id: 'vco-busy', region: 'cn-hangzhou', state: 'updating' },
  ],
};

const long = Array.from({ length: 120 }, (_, i) => `    - { destination: 10.0.${i}.0/24, weight: 100 }\n`).join('');

export const baselines = {
  'baselines/hq.yaml': `version: 1
connection: vco-hq
region: cn-hangzhou
custom:
  routes:
    - { destination: 192.168.10.0/24, weight: 100 }
    - { destination: 192.168.20.0/24, weight: 100 }
bgp:
  unexpected: allow
waivers:
  - id: NET-1
    destination: 192.168.99.0/24
    reason: moves to the hub
    owner: netops@example.com
    expires: 2026-12-31
`,
  'baselines/long.yaml': `version: 1\nconnection: vco-long\nregion: cn-shanghai\ncustom:\n  routes:\n${long}`,
  'baselines/busy.yaml': 'version: 1\nconnection: vco-busy\nregion: cn-hangzhou\n',
} as const;
