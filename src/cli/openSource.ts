import { readFile } from 'node:fs/promises';
import { type AccessKey, openApi } from '../collect/alibabaCloud.ts';
import { parseEndpoint } from '../collect/endpoint.ts';
import type { Patience } from '../collect/retry.ts';
import { retryBudget } from '../collect/retryBudget.ts';
import type { RouteSource } from '../collect/routeSource.ts';
import type { SnapshotSource } from '../collect/snapshot.ts';
import type { Proxies } from '../collect/transport.ts';
import { log } from './log.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

export interface SourceArguments {
  readonly embedded: boolean;
  readonly endpoint: string | undefined;
  readonly ecsRole: string | undefined;
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
  const ecsRole = args.ecsRole ?? null;
  if (ecsRole !== null && !/^[\w.-]{1,64}$/.test(ecsRole)) {
    throw new UnusableInput(['--ecs-role: it is not the name of a role']);
  }
  const accessKey = ecsRole === null ? await accessKeyOf(world) : null;
  return {
    source: openApi({ endpoint, accessKey, deadline, places: { env: world.env, ecsRole }, proxies: proxiesOf(world) }),
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

/** Milliseconds. Who sits at a terminal before a run that waits longer is told so, once. */
const noticeableWait = 5000;

function patienceOf({ verbose }: SourceArguments, world: World): Omit<Patience, 'firstDelay' | 'longestDelay'> {
  let told = !world.stderr.isTerminal;
  return {
    attempts: 6,
    passes: 5,
    budget: retryBudget(world.elapsed),
    pause: world.pause,
    random: world.random,
    onRetry: (what, milliseconds) => {
      if (verbose) log(world, `${what}: again in ${milliseconds} ms`);
      else if (!told && milliseconds >= noticeableWait) {
        told = true;
        log(world, `${what}: again in ${Math.round(milliseconds / 1000)} s (--verbose tells of every wait)`);
      }
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
  if (id === '' || secret === '') return null;
  return { id, secret, securityToken: token === '' ? null : token };
}

/** Lower case wins, as everywhere. */
function proxiesOf({ env }: World): Proxies {
  const read = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? '';
  return { httpsProxy: read('HTTPS_PROXY'), httpProxy: read('HTTP_PROXY'), noProxy: read('NO_PROXY') };
}
