import type { WaivableKind } from '../baseline/baseline.ts';
import type { Completeness, SnapshotSource, UnreadableReason } from '../collect/snapshot.ts';
import type { Place } from '../document/place.ts';
import type { Prefix } from '../routing/prefix.ts';
import type { RouteClaim, RouteType } from '../routing/route.ts';
import type { TableDestination } from '../routing/table.ts';
import type { Coverage } from './coverage.ts';
import type { ActualRoute, Finding, Severity } from './finding.ts';

export type { TableDestination };

export const verdicts = ['in-sync', 'drifted', 'incomplete'] as const;
export type Verdict = (typeof verdicts)[number];

/** What the whole product is about: what the audit found, and nothing about how it is shown. */
export interface AuditResult {
  readonly verdict: Verdict;
  /** Unwaived findings of this severity or graver make the verdict `drifted`. */
  readonly failOn: Severity;
  readonly source: SnapshotSource;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** null: all connections that have a baseline were in scope. */
  readonly shard: Shard | null;
  readonly baselines: readonly { readonly file: string; readonly sha256: string }[];
  readonly totals: Totals;
  /** Sorted by region, then id. */
  readonly connections: readonly ConnectionResult[];
  /** By domain, then direction, then prefix; disjoint within a direction of a domain, and as few as can be. */
  readonly forwarding: readonly ForwardingChange[];
  /** Forwarding domains of which nothing is said, because one of their connections is unchecked. Sorted. */
  readonly domainsNotEvaluated: readonly string[];
  /** null: nobody asked which connections there are. */
  readonly coverage: Coverage | null;
}

/** To the data centre: custom routes, and BGP routes from VPN_BGP. To the cloud: BGP routes from CLOUD. */
export const directions = ['to-data-centre', 'to-cloud'] as const;
export type Direction = (typeof directions)[number];

/** What the drift does: the traffic of this prefix should go one way, and goes another. */
export interface ForwardingChange {
  /** The transit router that its connections name, else the connection. */
  readonly domain: string;
  readonly direction: Direction;
  readonly prefix: Prefix;
  /** Next hops, sorted; none: unrouted; several: nobody documents which of them it is. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The destinations that decide, as expected and as there is, in order. */
  readonly fromBy: readonly Prefix[];
  readonly toBy: readonly Prefix[];
  /** The findings that make the difference, waived ones too: one at least. */
  readonly because: readonly FindingReference[];
}

export interface FindingReference extends TableDestination {
  readonly connectionId: string;
  readonly kind: WaivableKind;
}

/** The share of a run that is one of several: its connections are those that `shardNumberOf` gives this number. */
export interface Shard extends ShardName {
  /** What CI calls the run whose shards these are; null: it says nothing. */
  readonly run: string | null;
  /** Every connection that has a baseline, whichever shard it falls into; sorted as `connections`. */
  readonly fleet: readonly FleetConnection[];
}

/** As `3/8`: from 1 to `of`. */
export interface ShardName {
  readonly number: number;
  readonly of: number;
}

/** Enough to say of a connection that nobody looked at it, and by which text it would have been judged. */
export interface FleetConnection {
  readonly connectionId: string;
  readonly region: string;
  readonly account: string | null;
  readonly name: string | null;
  readonly transitRouter: string | null;
  readonly at: Place;
  readonly sha256: string;
}

/** `inSync` and `allowed` count destinations; the rest count findings, waived ones under `waived` alone. */
export interface Totals {
  readonly connections: number;
  readonly inSync: number;
  readonly allowed: number;
  readonly missing: number;
  /** Forbidden routes included. */
  readonly unexpected: number;
  readonly changed: number;
  /** Roles of connections that are not as they should be; the route findings that are part of one are not counted. */
  readonly roles: number;
  readonly countOutOfBounds: number;
  readonly waived: number;
  /** Mass changes, flapping destinations, expired and unused waivers. */
  readonly notices: number;
  /** Connections with a table whose completeness is likely, not proved. */
  readonly likely: number;
  /** Connections. */
  readonly unchecked: number;
}

export type ConnectionResult = AuditedConnection | UncheckedConnection;

interface ConnectionHead {
  readonly connectionId: string;
  readonly region: string;
  /** As its baseline names it; without --accounts nobody asked whether it is that one. */
  readonly account: string | null;
  readonly name: string | null;
  /** Connections that name the same one are one forwarding domain. */
  readonly transitRouter: string | null;
  /** Of the `connection:` entry of its baseline. */
  readonly at: Place;
}

export interface AuditedConnection extends ConnectionHead {
  readonly state: 'audited';
  readonly completeness: Readonly<Record<RouteType, Completeness>>;
  /** Sorted by `sortByDestination`, as all lists here; of the findings those of no destination come last. */
  readonly inSync: readonly InSync[];
  /** Neither expected nor a finding: the baseline permits it. */
  readonly allowed: readonly Allowed[];
  readonly findings: readonly Finding[];
}

export interface UncheckedConnection extends ConnectionHead {
  readonly state: 'unchecked';
  readonly reason: UnreadableReason;
  /** What would have been judged. */
  readonly notEvaluated: readonly ExpectedDestination[];
}

export interface ExpectedDestination extends TableDestination {
  readonly expected: readonly RouteClaim[];
  /** From the baseline, of the first of them that has one. */
  readonly description: string | null;
  readonly at: Place;
}

export interface InSync extends ExpectedDestination {
  readonly actual: readonly ActualRoute[];
}

export interface Allowed extends TableDestination {
  readonly actual: readonly ActualRoute[];
  /** The `allow` entry, or the section whose `unexpected: allow` permits it. */
  readonly at: Place;
}
