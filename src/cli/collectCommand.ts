import type { Baseline } from '../baseline/baseline.ts';
import type { Snapshot, SnapshotSource } from '../collect/snapshot.ts';
import { snapshotDocument } from '../collect/snapshotDocument.ts';
import type { CollectionArguments } from './collectionArguments.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { log } from './log.ts';
import { notFinished, plannedSource } from './placeholder.ts';
import { readAccounts } from './readAccounts.ts';
import { type BaselineArguments, readBaselines } from './readBaselines.ts';
import { readConnections, summaryOf } from './readConnections.ts';
import { prepareFile, saveFile, whyNotAsMeant } from './savedFile.ts';
import { systemReason, UnusableInput } from './unusableInput.ts';
import { whileSdkLoads } from './whileSdkLoads.ts';
import type { World } from './world.ts';

export interface CollectArguments extends BaselineArguments, CollectionArguments {
  readonly embedded: boolean;
  readonly to: string;
}

/** Saves a snapshot for an audit elsewhere. It is saved, and says so, where connections could not be read. */
export async function runCollect(args: CollectArguments, world: World): Promise<ExitCode> {
  const baselines = await whileSdkLoads(() => readBaselines(args, world));
  if (args.to === '-') throw new UnusableInput(['--to -: a snapshot is saved in a file']);
  const accounts = await readAccounts(args, baselines, world);
  const inputs = [...baselines.map(({ file }) => file), ...(args.accounts === null ? [] : [args.accounts.file])];
  await prepareFile(`--to ${args.to}`, args.to, inputs, world);
  await save(unfinishedSnapshot(baselines, plannedSource(args, world.now())), args.to, world);
  const { source, connections } = await readConnections(
    baselines,
    args,
    accounts,
    world,
    (_, connection) => connection,
  );
  await save({ source, connections }, args.to, world);
  const unread = connections.filter(({ state }) => state === 'unreadable');
  for (const connection of args.verbose ? [] : unread) log(world, summaryOf(connection));
  const all = connections.length;
  log(world, `${args.to}: ${all - unread.length} of ${all} connections were read`);
  return exitCodeOf(unread.length > 0 ? 'incomplete' : 'in-sync', world.interruption);
}

/** What the file holds until the run has finished: last night's snapshot must not be audited as tonight's. */
function unfinishedSnapshot(baselines: readonly Baseline[], source: SnapshotSource): Snapshot {
  const connections = baselines.map(
    ({ connectionId, region }) => ({ state: 'unreadable', connectionId, region, reason: notFinished }) as const,
  );
  return { source, connections };
}

/** Written whole, and read back. */
async function save(snapshot: Snapshot, path: string, { files }: World): Promise<void> {
  const refuse = (reason: string, cause?: unknown) =>
    new UnusableInput([`${path}: the snapshot could not be written: ${reason}`], { cause });
  const saved = await saveFile(path, [snapshotDocument(snapshot)], files).catch((error: unknown) => {
    throw refuse(systemReason(error), error);
  });
  const reason = await whyNotAsMeant(saved, files);
  if (reason !== null) throw refuse(reason);
}
