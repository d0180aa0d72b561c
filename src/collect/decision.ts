import type { Route, RouteType } from '../routing/route.ts';
import type { FlappingDestination } from './snapshot.ts';

/**
 * Says whether the scans of one table so far decide what is there, each scan a list of its rows. Whoever compares with
 * a baseline knows which differences are worth another look; the collector does not.
 */
export type Decide = (type: RouteType, scans: readonly ScannedRows[]) => Decision;

export interface ScannedRows {
  readonly routes: readonly Route[];
  /** How many rows the list had at one moment: under churn more or fewer may have come. */
  readonly length: number;
  /** As many rows came as were ever listed while it was read, so none is known to be lacking. */
  readonly whole: boolean;
}

export type Decision =
  | { readonly state: 'decided'; readonly routes: readonly Route[]; readonly flapping: readonly FlappingDestination[] }
  | {
      readonly state: 'read-again';
      /** Follows the name of the table, for the log. */
      readonly because: string;
      /** The rows that are in question; where one is very young, the next scan waits until it has settled. */
      readonly inQuestion: readonly Route[];
    };
