import type { CoverageFinding, TagFilter } from '../audit/coverage.ts';
import type { Finding, Severity } from '../audit/finding.ts';
import type { AuditResult, Verdict } from '../audit/result.ts';
import type { Standing } from '../audit/standing.ts';

/** What became of each drift over a period, by the runs that looked; and when nobody did. Times are ISO 8601, UTC. */
export interface HistoryResult {
  /** `drifted`: drift that fails a run is open at the end. `incomplete`: for some of the period nobody knows. */
  readonly verdict: Verdict;
  /** From the first moment to the last; what began later is left out. */
  readonly period: Period;
  /** How often a run was due, in milliseconds; null: nobody said. */
  readonly every: number | null;
  /** null: no run finished. */
  readonly source: HistorySource | null;
  readonly tool: AuditResult['tool'];
  /** What lay among the results and is none, sorted. */
  readonly passedOver: readonly string[];
  /** In the period, in order. */
  readonly runs: readonly Run[];
  /** How many runs were before the period: they say since when a drift was there, and no more. */
  readonly runsBefore: number;
  readonly runsAfter: number;
  /** It changes no verdict: a review may have removed a baseline on purpose. But no report is silent about it. */
  readonly leftScope: readonly LeftScope[];
  readonly gaps: readonly Gap[];
  /** Those that were there at some time of the period, sorted by region, connection and finding. */
  readonly drifts: readonly Drift[];
}

export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Where the routes of all runs came from; `local`: an API on this machine, an emulator perhaps. */
export type HistorySource = 'api' | 'local' | 'embedded';

export type Run = FinishedRun | UnfinishedRun;

export interface FinishedRun {
  readonly state: 'finished';
  readonly file: string;
  /** When it began to look: with a saved snapshot that is when the snapshot was collected, not when it was judged. */
  readonly lookedAt: string;
  readonly verdict: Verdict;
  readonly connections: number;
  /** Connections; more than none make the run an incomplete one, whatever its verdict. */
  readonly unchecked: number;
  /** Lists of connections that could not be read; more than none likewise. */
  readonly unlisted: number;
  /** Findings that failed it. */
  readonly failing: number;
}

/** A bundle that was begun and never named: nobody knows what that run saw. */
export interface UnfinishedRun {
  readonly state: 'unfinished';
  readonly file: string;
  readonly lookedAt: string;
}

/** What a run of the period had in its scope, and the last one that finished had not: a connection, or a list of them. */
export interface LeftScope {
  readonly what: 'connection' | 'list';
  readonly region: string;
  /** null: of a list. */
  readonly connectionId: string | null;
  /** Of a list, as the baselines name it; null: that of the default credential. Of a connection null. */
  readonly account: string | null;
  /** Of a list that the last run asked for with other tags, those that it no longer does; none: all. null: it is gone. */
  readonly tags: readonly TagFilter[] | null;
  /** By the last run of the period that read all of it; null: none did. */
  readonly lastLookedAt: string | null;
}

/** Between these times runs were due that did not happen. */
export interface Gap {
  readonly after: string;
  readonly before: string;
  readonly missed: number;
}

/**
 * One drift: the same kind of finding about the same subject of the same connection. It is one entry however often it
 * came back, with a spell for each time, so that an auditor sees that it recurs.
 */
export interface Drift {
  readonly connection: { readonly connectionId: string; readonly region: string; readonly name: string | null };
  /** As it was last seen, with the waiver of then. */
  readonly finding: DriftFinding;
  /** What a run makes of it that fails on this severity: that of the run that saw it last. */
  readonly failOn: Severity;
  /** As it was last seen; of one that is open, and whose waiver is over since, as without the waiver. */
  readonly standing: Standing;
  readonly outlook: Outlook;
  /** In order, one at least. Only the last may be open. */
  readonly spells: readonly Spell[];
}

/** Where it stands after the last run of the period that finished. */
export type Outlook =
  | { readonly state: 'new' | 'still-there' | 'resolved' | 'resolved-before' }
  /** It stays open: that nobody looked resolves nothing. */
  | { readonly state: 'not-looked-at'; readonly because: NotLooked };

/**
 * Why a run can't tell whether a drift is still there: a connection of it was unchecked, or had no baseline any more, or
 * its destination came and went while it was read. Of which connections there are: a list of its region could not be read
 * (`unchecked`), or nobody asked for it, or for connections with other tags alone.
 */
export type NotLooked = 'unchecked' | 'out-of-scope' | 'flapping' | 'not-listed' | 'other-tags';

/** Of a connection's routes, or of which connections there are. */
export type DriftFinding = Finding | CoverageFinding;

export interface Spell {
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** How many runs saw it. */
  readonly seen: number;
  /** By the first run after `lastSeen` that looked at all of it and did not find it; null: open. */
  readonly resolved: Resolution | null;
  /** Milliseconds from `firstSeen` until it was resolved, or to the end of the period. */
  readonly age: number;
}

export interface Resolution {
  readonly at: string;
  /** Whether a baseline of it was another than when it was last seen: then that may be what changed, not the network. */
  readonly baselineChanged: boolean;
}
