import { readFile } from 'node:fs/promises';
import { type AccessKey, type Api, openApi } from '../collect/alibabaCloud.ts';
import { type Endpoint, parseEndpoint, worldwideSts } from '../collect/endpoint.ts';
import type { Exchange } from '../collect/exchange.ts';
import type { Patience } from '../collect/retry.ts';
import { retryBudget } from '../collect/retryBudget.ts';
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

/** For evidence. */
export interface Recording {
  /** Is told of every call, and waited for. */
  readonly onExchange: (exchange: Exchange) => Promise<void>;
  /** Where STS may be asked whose keys these are, as the command line has it; null: where it is asked by default. */
  readonly stsEndpoint: Endpoint | null;
}

/** The API to read from, and how long to bear with it. */
export interface OpenSource {
  readonly source: Api;
  readonly kind: Exclude<SnapshotSource['kind'], 'snapshot'>;
  readonly endpoint: string | null;
  readonly patience: Patience;
  /** Asks STS whose keys these are, if it may be asked; what came of it is for the recording. */
  askCaller(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds for one call. */
const deadline = 15_000;

/** Readings of one table, at most. */
export const passes = 5;

/** Nothing is sent yet. Only the command line names an endpoint: a baseline has no say in where requests go. */
export async function openSource(args: SourceArguments, world: World, recording?: Recording): Promise<OpenSource> {
  if (args.embedded) return await openEmbedded(args, world, recording);
  const endpoint = args.endpoint === undefined ? null : parseEndpoint(args.endpoint);
  if (typeof endpoint === 'string') throw new UnusableInput([`--endpoint: ${endpoint}`]);
  const ecsRole = args.ecsRole ?? null;
  if (ecsRole !== null && !/^[\w.-]{1,64}$/.test(ecsRole)) {
    throw new UnusableInput(['--ecs-role: it is not the name of a role']);
  }
  const accessKey = ecsRole === null ? await accessKeyOf(world) : null;
  const places = { env: world.env, ecsRole };
  const api = openApi({ endpoint, accessKey, places, proxies: proxiesOf(world), ...callsOf(world, recording) });
  // Who names an endpoint may be somewhere that the worldwide one must not be asked from.
  const sts = recording?.stsEndpoint ?? (endpoint === null ? worldwideSts : null);
  return {
    source: api,
    kind: 'api',
    endpoint: endpoint === null ? null : `${endpoint.protocol}://${endpoint.host}`,
    patience: { ...patienceOf(args, world), firstDelay: 500, longestDelay: 20_000 },
    askCaller: async () => {
      if (sts !== null) await api.askCaller(sts, world.interruption);
    },
    close: async () => {},
  };
}

/** The same client and protocol against a server of our own, on a free loopback port, with its sample network. */
async function openEmbedded(args: SourceArguments, world: World, recording?: Recording): Promise<OpenSource> {
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
  const api = openApi({ endpoint, accessKey: embeddedCredentials, ...callsOf(world, recording) });
  return {
    source: api,
    kind: 'embedded',
    endpoint: null,
    patience: { ...patienceOf(args, world), firstDelay: 0, longestDelay: 0 },
    askCaller: async () => {
      await api.askCaller(endpoint, world.interruption);
    },
    close: () => emulator.close(),
  };
}

function callsOf(world: World, recording: Recording | undefined) {
  return { deadline, now: () => world.now().getTime(), onExchange: recording?.onExchange };
}

/** Milliseconds. Who sits at a terminal before a run that waits longer is told so, once. */
const noticeableWait = 5000;

function patienceOf({ verbose }: SourceArguments, world: World): Omit<Patience, 'firstDelay' | 'longestDelay'> {
  let told = !world.stderr.isTerminal;
  return {
    attempts: 6,
    passes,
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
