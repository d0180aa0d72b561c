import { readFile } from 'node:fs/promises';
import { type AccessKey, openApi } from '../collect/alibabaCloud.ts';
import { parseEndpoint } from '../collect/endpoint.ts';
import type { Patience } from '../collect/retry.ts';
import type { RouteSource } from '../collect/routeSource.ts';
import type { SnapshotSource } from '../collect/snapshot.ts';
import { log } from './log.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

export interface SourceArguments {
  readonly embedded: boolean;
  readonly endpoint: string | undefined;
  readonly verbose: boolean;
}

/** The API to read from, and how long to bear with it. */
export interface OpenSource {
  readonly source: RouteSource;
  readonly kind: Exclude<SnapshotSource['kind'], 'snapshot'>;
  readonly endpoint: string | null;
  readonly patience: Patience;
  close(): Promise<void>;
}

/** Milliseconds for one call. */
const deadline = 15_000;

/** Nothing is sent yet. Only the command line names an endpoint: a baseline has no say in where requests go. */
export async function openSource(args: SourceArguments, world: World): Promise<OpenSource> {
  if (args.embedded) return await openEmbedded(args, world);
  const endpoint = args.endpoint === undefined ? null : parseEndpoint(args.endpoint);
  if (typeof endpoint === 'string') throw new UnusableInput([`--endpoint: ${endpoint}`]);
  return {
    source: openApi({ endpoint, accessKey: await accessKeyOf(world), deadline }),
    kind: 'api',
    endpoint: endpoint === null ? null : `${endpoint.protocol}://${endpoint.host}`,
    patience: { ...patienceOf(args, world), firstDelay: 500, longestDelay: 20_000 },
    close: async () => {},
  };
}

/** The same client and protocol against a server of our own, on a free loopback port, with its sample network. */
async function openEmbedded(args: SourceArguments, world: World): Promise<OpenSource> {
  const [{ startEmulator }, { loadEmulatorState }, { sampleNetworkFile }, { embeddedCredentials }] = await Promise.all([
    import('../emulator/startEmulator.ts'),
    import('../emulator/loadEmulatorState.ts'),
    import('../emulator/sampleNetworkFile.ts'),
    import('../emulator/embeddedCredentials.ts'),
  ]);
  const state = loadEmulatorState(sampleNetworkFile.pathname, await readFile(sampleNetworkFile));
  if (state.state === 'refused') throw UnusableInput.problems(state.problems);
  const emulator = await startEmulator(state.emulatorState);
  const endpoint = parseEndpoint(emulator.endpoint);
  if (typeof endpoint === 'string') throw new Error(`the embedded API has no endpoint: ${endpoint}`);
  return {
    source: openApi({ endpoint, accessKey: embeddedCredentials, deadline }),
    kind: 'embedded',
    endpoint: null,
    patience: { ...patienceOf(args, world), firstDelay: 0, longestDelay: 0 },
    close: () => emulator.close(),
  };
}

function patienceOf({ verbose }: SourceArguments, world: World): Omit<Patience, 'firstDelay' | 'longestDelay'> {
  return {
    attempts: 6,
    passes: 5,
    pause: world.pause,
    random: world.random,
    onRetry: (what, milliseconds) => {
      if (verbose) log(world, `${what}: again in ${milliseconds} ms`);
    },
  };
}

/** A key in the environment comes first, as with the SDK; a line break that a secret store added is taken off. */
async function accessKeyOf(world: World): Promise<AccessKey | null> {
  const read = (name: string): string => {
    const value = world.env[`ALIBABA_CLOUD_${name}`] ?? '';
    if (value !== value.trim()) log(world, `ALIBABA_CLOUD_${name}: white space around the value is left out`);
    return value.trim();
  };
  const [id, secret, token] = [read('ACCESS_KEY_ID'), read('ACCESS_KEY_SECRET'), read('SECURITY_TOKEN')];
  if ((id === '') !== (secret === '')) {
    log(world, 'only one of ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET is set; neither is used');
  }
  if (id === '' || secret === '') return null;
  return { id, secret, securityToken: token === '' ? null : token };
}
