import { fileURLToPath } from 'node:url';
import { mostYamlMebibytes } from '../document/yaml.ts';
import { embeddedCredentials } from '../emulator/embeddedCredentials.ts';
import { accessKeysOf } from '../emulator/emulatorState.ts';
import { loadEmulatorState } from '../emulator/loadEmulatorState.ts';
import { sampleNetworkFile } from '../emulator/sampleNetworkFile.ts';
import { startEmulator } from '../emulator/startEmulator.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { readInput } from './findBaselines.ts';
import { log } from './log.ts';
import { print } from './print.ts';
import { systemReason, UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

export interface EmulateArguments {
  readonly state: string | undefined;
  readonly port: number;
  readonly verbose: boolean;
}

/** Serves the embedded VPC API until it is interrupted. Its address is the first line on stdout. */
export async function runEmulate(args: EmulateArguments, world: World): Promise<ExitCode> {
  const input = await readInput(args.state ?? fileURLToPath(sampleNetworkFile), mostYamlMebibytes, world.files);
  if (typeof input === 'string') throw new UnusableInput([input]);
  const loaded = loadEmulatorState(input.file, input.bytes);
  if (loaded.state === 'refused') throw UnusableInput.problems(loaded.problems);
  const emulator = await startEmulator(loaded.emulatorState, {
    port: args.port,
    onRequest: ({ action, status, code, requestId }) => {
      if (args.verbose) log(world, `${status} ${code ?? action ?? 'unknown action'} ${requestId}`);
    },
  }).catch((error: unknown) => {
    throw new UnusableInput([`--port ${args.port}: ${systemReason(error)}`], { cause: error });
  });
  try {
    await print(world, `${emulator.endpoint}\n`);
    const [key] = accessKeysOf(loaded.emulatorState);
    if (key?.id === embeddedCredentials.id) {
      log(world, `keys: ALIBABA_CLOUD_ACCESS_KEY_ID=${key.id} ALIBABA_CLOUD_ACCESS_KEY_SECRET=${key.secret}`);
    }
    await new Promise<void>((done) => {
      if (world.interruption.aborted) done();
      world.interruption.addEventListener('abort', () => done(), { once: true });
    });
  } finally {
    await emulator.close();
  }
  return exitCodeOf('in-sync', world.interruption);
}
