import type { WaivableKind } from '../baseline/baseline.ts';
import type { Route, RouteType } from '../routing/route.ts';
import type { TableDestination } from '../routing/table.ts';
import type { ListingOrder } from './listingOrder.ts';
import type { ScannedWindow } from './scan.ts';

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
  /** Sorted by `sortByDestination`. */
  readonly flapping: readonly FlappingDestination[];
  readonly completeness: Readonly<Record<RouteType, Completeness>>;
}

export interface UnreadableConnection {
  readonly state: 'unreadable';
  readonly connectionId: string;
  readonly region: string;
  readonly reason: UnreadableReason;
}

/** A destination that differed from the baseline in some scan of the run, but not in the way, or as often, as drift does. */
export interface FlappingDestination extends TableDestination {
  /** Of each scan, in order. */
  readonly outcomes: readonly ScanOutcome[];
}

export const scanOutcomes = [
  'no-drift',
  'missing-route',
  'unexpected-route',
  'changed-route',
  'forbidden-route',
] as const satisfies readonly ('no-drift' | WaivableKind)[];
export type ScanOutcome = (typeof scanOutcomes)[number];

/**
 * How sure it is that a table was read whole. `atomic`: all of it came on one page. `proved`: the pages overlap, the
 * listing was seen to be sorted, and nothing changed meanwhile. `proved-under-churn`: the same, but rows came or went; every
 * row that stayed was read. `likely`: the listing was in no order that could be verified, and was read twice or more.
 */
export const proofs = ['atomic', 'proved', 'proved-under-churn', 'likely'] as const;
export type Proof = (typeof proofs)[number];

/**
 * The certificate of one table. It can't say that the whole table was ever, at one instant, as it was read (with two
 * pages or more), nor tell of routes that came and went between two requests, of rows that the server withholds, or of
 * anything after the last request.
 */
export interface Completeness {
  readonly proof: Proof;
  /** What the rows were seen to be sorted by; null: by nothing that we know, or they all tie. */
  readonly order: ListingOrder | null;
  /** Requests of the last scan. */
  readonly pages: number;
  /** As the last page stated it; null where it stated none. */
  readonly totalCount: number | null;
  readonly received: number;
  /** How many rows the list had when its end was read. */
  readonly listed: number;
  /** How often the table was read, until a reading held together and what differs was seen again. */
  readonly passes: number;
  /** Of the last scan. */
  readonly windows: readonly ScannedWindow[];
  /** Of all scans, in order. */
  readonly requestIds: readonly string[];
  /** ISO 8601, UTC, by the clock of this machine: when the first page was asked for, and the last one was there. */
  readonly firstRequestAt: string;
  readonly lastRequestAt: string;
  /** Fields of rows that this version does not know; they are in the snapshot, and not compared. */
  readonly unknownFields: readonly string[];
}

/** Why a connection could not be read: the API's code or one of ours, what happened, what to do. */
export interface UnreadableReason {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly requestId: string | null;
}
