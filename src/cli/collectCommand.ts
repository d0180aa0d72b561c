import { resolve } from 'node:path';
import { snapshotDocument } from '../collect/snapshotDocument.ts';
import { collectSnapshot, summaryOf } from './collectSnapshot.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { log } from './log.ts';
import type { SourceArguments } from './openSource.ts';
import { prepareFile } from './outputs.ts';
import { type BaselineArguments, readBaselines } from './readBaselines.ts';
import { systemReason, UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

export interface CollectArguments extends BaselineArguments, SourceArguments {
  readonly embedded: boolean;
  readonly to: string;
}

/** Saves a snapshot for an audit elsewhere. It is saved, and says so, where connections could not be read. */
export async function runCollect(args: CollectArguments, world: World): Promise<ExitCode> {
  const baselines = await readBaselines(args, world);
  if (baselines.some(({ file }) => resolve(world.cwd, file) === resolve(world.cwd, args.to))) {
    throw new UnusableInput([`--to ${args.to}: this is a baseline`]);
  }
  if (args.to === '-') throw new UnusableInput(['--to -: a snapshot is saved in a file']);
  await prepareFile(`--to ${args.to}`, args.to, world);
  const snapshot = await collectSnapshot(baselines, args, world);
  try {
    await world.files.writeWhole(args.to, snapshotDocument(snapshot));
  } catch (error) {
    throw new UnusableInput([`${args.to}: the snapshot could not be written: ${systemReason(error)}`], {
      cause: error,
    });
  }
  const unread = snapshot.connections.filter(({ state }) => state === 'unreadable');
  for (const connection of args.verbose ? [] : unread) log(world, summaryOf(connection));
  const all = snapshot.connections.length;
  log(world, `${args.to}: ${all - unread.length} of ${all} connections were read`);
  return exitCodeOf(unread.length > 0 ? 'incomplete' : 'in-sync', world.interruption);
}
