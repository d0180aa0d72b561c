import { confirm } from '../audit/confirm.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { collectConnection } from '../collect/collectConnection.ts';
import type { Decide } from '../collect/decision.ts';
import { pacedSource } from '../collect/pacedSource.ts';
import { type RateLimiter, rateLimiter } from '../collect/rateLimiter.ts';
import { slotsOf } from '../collect/slots.ts';
import type { ConnectionSnapshot, SnapshotSource } from '../collect/snapshot.ts';
import type { CollectionArguments } from './collectionArguments.ts';
import { log } from './log.ts';
import { openSource, type Recording } from './openSource.ts';
import type { World } from './world.ts';

export interface ReadConnections<T> {
  readonly source: SnapshotSource;
  /** In the order of the baselines. */
  readonly connections: readonly T[];
}

/**
 * Reads the connection of each baseline, so many at once, and hands it to `use` as soon as it is read: the rows are held
 * no longer than that. One that can't be read is a value too.
 */
export async function readConnections<T>(
  baselines: readonly Baseline[],
  args: CollectionArguments,
  world: World,
  use: (baseline: Baseline, connection: ConnectionSnapshot) => T,
  recording?: Recording,
): Promise<ReadConnections<T>> {
  const collectedAt = world.now().toISOString();
  const { source, kind, endpoint, patience, askCaller, close } = await openSource(args, world, recording);
  const limiters = new Map<string, RateLimiter>();
  const limiterFor = (region: string): RateLimiter => {
    const { maxRate } = args;
    const limiter =
      limiters.get(region) ?? rateLimiter({ maxRate, now: world.elapsed, pause: world.pause, random: world.random });
    limiters.set(region, limiter);
    return limiter;
  };
  const paced = pacedSource(source, limiterFor);
  // Each connection has two tables, which are read at once.
  const slots = slotsOf(2 * args.concurrency);
  const read = async (baseline: Baseline): Promise<T> => {
    const { confirmAfter, settle } = args;
    const decide: Decide = (type, scans) => confirm(baseline, type, scans);
    const rigour = { patience, confirmAfter, settle, decide };
    const connection = await collectConnection(baseline, paced, rigour, slots, world.interruption);
    if (args.verbose) log(world, summaryOf(connection));
    return use(baseline, connection);
  };
  try {
    if (recording !== undefined) await askCaller();
    const connections = await Promise.all(baselines.map(read));
    return { source: { kind, collectedFrom: kind, endpoint, collectedAt }, connections };
  } finally {
    await close();
  }
}

/** One line about what was read of a connection, or why it could not be read. */
export function summaryOf(connection: ConnectionSnapshot): string {
  const name = `${connection.region} ${connection.connectionId}`;
  if (connection.state === 'unreadable') return `${name}: ${connection.reason.code}: ${connection.reason.message}`;
  const { custom, bgp } = connection.completeness;
  return `${name}: ${custom.received} custom and ${bgp.received} bgp routes in ${custom.pages + bgp.pages} requests`;
}
