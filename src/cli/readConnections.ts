import { confirm } from '../audit/confirm.ts';
import type { AccountList } from '../audit/coverageOf.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { collectConnection } from '../collect/collectConnection.ts';
import type { Decide } from '../collect/decision.ts';
import { slotsOf } from '../collect/slots.ts';
import type { ConnectionSnapshot, SnapshotSource } from '../collect/snapshot.ts';
import type { CollectionArguments } from './collectionArguments.ts';
import type { WantedList } from './fleetDiscovery.ts';
import { log } from './log.ts';
import { openSource, type Recording } from './openSource.ts';
import { progressOf } from './progress.ts';
import type { Accounts } from './readAccounts.ts';
import { readLists } from './readLists.ts';
import { type ConnectionSource, sourcesOf } from './sourcesOf.ts';
import type { World } from './world.ts';

export interface ReadConnections<T> {
  readonly source: SnapshotSource;
  /** In the order of the baselines. */
  readonly connections: readonly T[];
  /** Those that were wanted, in their order. */
  readonly lists: readonly AccountList[];
}

/** What a run may want beside the routes. */
export interface ReadAlso {
  readonly recording?: Recording | undefined;
  /** Lists of the connections that there are. */
  readonly lists?: readonly WantedList[];
}

/**
 * Reads the connection of each baseline, so many at once, and hands it to `use` as soon as it is read: the rows are held
 * no longer than that. One that can't be read is a value too.
 */
export async function readConnections<T>(
  baselines: readonly Baseline[],
  args: CollectionArguments,
  accounts: Accounts | null,
  outer: World,
  use: (baseline: Baseline, connection: ConnectionSnapshot) => T,
  { recording, lists: wanted = [] }: ReadAlso = {},
): Promise<ReadConnections<T>> {
  const progress = progressOf(outer, baselines.length);
  const { world } = progress;
  const collectedAt = world.now().toISOString();
  const opened = await openSource(args, world, recording);
  const { kind, endpoint, patience } = opened;
  // Each connection has two tables, which are read at once.
  const slots = slotsOf(2 * args.concurrency);
  const read = async (baseline: Baseline, source: ConnectionSource): Promise<T> => {
    const { confirmAfter, settle } = args;
    const decide: Decide = (type, scans) => confirm(baseline, type, scans);
    const rigour = { patience, confirmAfter, settle, decide };
    const connection = await collectConnection(baseline, source, rigour, slots, world.interruption);
    if (args.verbose) log(world, summaryOf(connection));
    progress.finished();
    return use(baseline, connection);
  };
  try {
    if (recording !== undefined) await opened.askCaller();
    const used = new Set([...baselines, ...wanted].map(({ account }) => account));
    const sourceFor = await sourcesOf(used, args, accounts, opened, world, progress.counting);
    const [connections, lists] = await Promise.all([
      Promise.all(baselines.map((baseline) => read(baseline, sourceFor(baseline.account)))),
      readLists(wanted, sourceFor, patience, world.interruption),
    ]);
    return { source: { kind, collectedFrom: kind, endpoint, collectedAt }, connections, lists };
  } finally {
    progress.end();
    await opened.close();
  }
}

/** One line about what was read of a connection, or why it could not be read. */
export function summaryOf(connection: ConnectionSnapshot): string {
  const name = `${connection.region} ${connection.connectionId}`;
  if (connection.state === 'unreadable') return `${name}: ${connection.reason.code}: ${connection.reason.message}`;
  const { custom, bgp } = connection.completeness;
  return `${name}: ${custom.received} custom and ${bgp.received} bgp routes in ${custom.pages + bgp.pages} requests`;
}
