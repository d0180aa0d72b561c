import type { Baseline } from '../baseline/baseline.ts';
import { collectConnections } from '../collect/collectConnections.ts';
import type { ConnectionSnapshot, Snapshot } from '../collect/snapshot.ts';
import { log } from './log.ts';
import { openSource, type SourceArguments } from './openSource.ts';
import type { World } from './world.ts';

/** Reads the connections of these baselines; those that can't be read are in the snapshot as such. */
export async function collectSnapshot(
  baselines: readonly Baseline[],
  args: SourceArguments,
  world: World,
): Promise<Snapshot> {
  const collectedAt = world.now().toISOString();
  const { source, kind, endpoint, patience, close } = await openSource(args, world);
  try {
    const tell = (connection: ConnectionSnapshot) => {
      if (args.verbose) log(world, summaryOf(connection));
    };
    const connections = await collectConnections(baselines, source, patience, world.interruption, tell);
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
