import type { ConnectionSnapshot, SnapshotSource } from '../collect/snapshot.ts';

/**
 * A snapshot as `collect` saves it (schemas/snapshot.schema.json), but a connection a line, so that one of a large
 * network is written and compared without ever being held.
 */
export function snapshotStart(source: SnapshotSource): string {
  return `{"schemaVersion":1,"source":${JSON.stringify(source)},"connections":[\n`;
}

export function snapshotLine(connection: ConnectionSnapshot, isLast: boolean): string {
  return `${JSON.stringify(connection)}${isLast ? '' : ','}\n`;
}

export const snapshotEnd = ']}\n';
