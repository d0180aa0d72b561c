import type { UnreadableReason } from '../collect/snapshot.ts';
import type { Place } from '../document/place.ts';
import type { Finding, Severity } from './finding.ts';

/** Which connections there are, held against those that have a baseline: what `audit --discover` adds to a result. */
export interface Coverage {
  /** Only connections that carry all of them need a baseline; whether one is missing is asked of all. */
  readonly tags: readonly TagFilter[];
  /** Sorted by region, then account. */
  readonly lists: readonly CoverageList[];
  /** Sorted by region, then id. */
  readonly findings: readonly CoverageFinding[];
}

export interface TagFilter {
  readonly key: string;
  /** null: any. */
  readonly value: string | null;
}

/** What was listed: the connections of a region that are attached to a transit router, seen with one credential. */
export type CoverageList = ListedConnections | UnreadableList;

interface ListHead {
  readonly region: string;
  /** As the baselines name it; null: that of the default credential. */
  readonly account: string | null;
}

export interface ListedConnections extends ListHead {
  readonly state: 'listed';
  readonly listed: number;
  /** Of them those that carry the tags. */
  readonly inScope: number;
}

/** Nobody knows which connections are there. */
export interface UnreadableList extends ListHead {
  readonly state: 'unreadable';
  readonly reason: UnreadableReason;
}

export const coverageKinds = ['unmanaged-connection', 'missing-connection'] as const;
export type CoverageKind = (typeof coverageKinds)[number];

/** What an unmanaged connection does nobody has said it should or should not; a missing one carries nothing. */
export const coverageSeverityOf = {
  'unmanaged-connection': 'warning',
  'missing-connection': 'error',
} as const satisfies Record<CoverageKind, Severity>;

export function isCoverageFinding(finding: Finding | CoverageFinding): finding is CoverageFinding {
  return coverageKinds.some((kind) => kind === finding.kind);
}

/** A connection without a baseline, or a baseline without its connection. */
export interface CoverageFinding {
  readonly kind: CoverageKind;
  readonly severity: Severity;
  readonly connectionId: string;
  readonly region: string;
  /** Of the list that has it or lacks it. */
  readonly account: string | null;
  readonly name: string | null;
  readonly transitRouter: string | null;
  /** The `connection:` entry of the baseline whose connection is missing; null: of an unmanaged one there is none. */
  readonly at: Place | null;
}
