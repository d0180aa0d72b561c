import { compareText } from '../routing/table.ts';
import { type ConnectionName, collectConnection } from './collectConnection.ts';
import type { Patience } from './retry.ts';
import type { RouteSource } from './routeSource.ts';
import type { ConnectionSnapshot } from './snapshot.ts';

/**
 * Reads connection after connection, sorted by region and id. One that can't be read is a value, and the next is read
 * all the same. After an abort those that remain are unreadable, at once, with the code `Interrupted`.
 */
export async function collectConnections(
  connections: readonly ConnectionName[],
  source: RouteSource,
  patience: Patience,
  signal: AbortSignal,
  onRead: (connection: ConnectionSnapshot) => void = () => {},
): Promise<readonly ConnectionSnapshot[]> {
  const order = [...connections].sort(
    (a, b) => compareText(a.region, b.region) || compareText(a.connectionId, b.connectionId),
  );
  const snapshots: ConnectionSnapshot[] = [];
  for (const connection of order) {
    const snapshot = await collectConnection(connection, source, patience, signal);
    onRead(snapshot);
    snapshots.push(snapshot);
  }
  return snapshots;
}
