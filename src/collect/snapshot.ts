import type { Route, RouteType } from '../routing/route.ts';

/** What was there at one time, connection by connection, with the proof that each table is complete. */
export interface Snapshot {
  readonly source: SnapshotSource;
  readonly connections: readonly ConnectionSnapshot[];
}

/** Shown in every report, so that nobody takes a rehearsal for the real thing. Times are ISO 8601, UTC. */
export interface SnapshotSource {
  readonly kind: 'api' | 'embedded' | 'snapshot';
  /** Where a saved snapshot had its routes from; of the other kinds the kind itself. */
  readonly collectedFrom: 'api' | 'embedded';
  /** null: by the SDK's rule for each region. */
  readonly endpoint: string | null;
  readonly collectedAt: string;
}

export type ConnectionSnapshot = ReadConnection | UnreadableConnection;

export interface ReadConnection {
  readonly state: 'read';
  readonly connectionId: string;
  readonly region: string;
  /** Sorted by `sortRoutes`. */
  readonly routes: readonly Route[];
  readonly completeness: Readonly<Record<RouteType, Completeness>>;
}

export interface UnreadableConnection {
  readonly state: 'unreadable';
  readonly connectionId: string;
  readonly region: string;
  readonly reason: UnreadableReason;
}

/** Why a table is believed to be whole. */
export interface Completeness {
  /** Requests of the pass that was accepted. */
  readonly pages: number;
  /** As the last page stated it; null where it stated none. */
  readonly totalCount: number | null;
  readonly received: number;
  /** How often the table was read until one reading held together. */
  readonly passes: number;
  readonly requestIds: readonly string[];
}

/** Why a connection could not be read: the API's code or one of ours, what happened, what to do. */
export interface UnreadableReason {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly requestId: string | null;
}
