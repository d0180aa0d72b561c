import type { CountLimits, WaivableKind } from '../baseline/baseline.ts';
import type { Completeness, FlappingDestination, SnapshotSource, UnreadableReason } from '../collect/snapshot.ts';
import type { Place } from '../document/place.ts';
import type { Prefix } from '../routing/prefix.ts';
import type { Attribute, Route, RouteClaim, RouteType } from '../routing/route.ts';
import type { TableDestination } from '../routing/table.ts';
import type { MassChange } from './massChange.ts';

export type { TableDestination };

export const verdicts = ['in-sync', 'drifted', 'incomplete'] as const;
export type Verdict = (typeof verdicts)[number];

/** Gravest first. */
export const severities = ['error', 'warning', 'notice'] as const;
export type Severity = (typeof severities)[number];

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

/** What the cloud states about a destination's route, less what names the table and the destination. */
export type ActualRoute = Pick<Route, Attribute | 'createTime'>;

/** What can become of an active and a standby connection. */
export const roleKinds = ['failover-flipped', 'two-active', 'no-active', 'standby-missing'] as const;
export type RoleKind = (typeof roleKinds)[number];

export const findingKinds = [
  'missing-route',
  'unexpected-route',
  'changed-route',
  'forbidden-route',
  ...roleKinds,
  'count-out-of-bounds',
  'mass-change',
  'flapping',
  'expired-waiver',
  'unused-waiver',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/**
 * What a finding does to traffic. Nothing is known of it where a connection of its domain is unchecked, or where a weight
 * differs and the baseline names no transit router, so that others may be there that it decides between.
 */
export const impacts = ['traffic-changes', 'no-forwarding-change', 'not-evaluated'] as const;
export type Impact = (typeof impacts)[number];

/** Of all findings of one kind, but for those that do nothing to traffic: see `severityFor`. */
export const severityOf = {
  'missing-route': 'error',
  'unexpected-route': 'error',
  'changed-route': 'error',
  'forbidden-route': 'error',
  'failover-flipped': 'error',
  'two-active': 'error',
  'no-active': 'error',
  'standby-missing': 'error',
  'count-out-of-bounds': 'error',
  'mass-change': 'notice',
  flapping: 'notice',
  'expired-waiver': 'notice',
  'unused-waiver': 'notice',
} as const satisfies Record<FindingKind, Severity>;

/** A difference without consequence is a warning. What is forbidden is an error whatever it does. */
export function severityFor(kind: WaivableKind | RoleKind, impact: Impact): Severity {
  return impact === 'no-forwarding-change' && kind !== 'forbidden-route' ? 'warning' : severityOf[kind];
}

export type Finding = RouteFinding | RoleFinding | CountFinding | MassChangeFinding | FlappingFinding | WaiverFinding;

interface FindingHead {
  readonly severity: Severity;
  /** The line of the baseline to look at. */
  readonly at: Place;
}

export interface RouteFinding extends FindingHead, TableDestination {
  readonly kind: WaivableKind;
  /** null: none was expected. */
  readonly expected: readonly RouteClaim[] | null;
  /** null: there is none. */
  readonly actual: readonly ActualRoute[] | null;
  /** Only of a changed route; in the order of `attributes`. */
  readonly changes: readonly Change[];
  readonly description: string | null;
  readonly impact: Impact;
  /** The role finding that tells of it, so that nobody counts one change twice; null: it stands for itself. */
  readonly partOf: RoleReference | null;
  /** The waiver in force, or null: none covers it. */
  readonly waiver: WaiverReference | null;
}

export interface RoleReference {
  readonly kind: RoleKind;
  /** The connection in whose findings it is. */
  readonly connectionId: string;
}

/** What the weights of one destination make of the connections of a transit router, told once for all of them. */
export interface RoleFinding extends FindingHead, TableDestination {
  readonly kind: RoleKind;
  readonly impact: Impact;
  /** Sorted by region, then id. */
  readonly members: readonly RoleMember[];
}

/** 100 is active, 0 stands by; null: no such route. */
export interface RoleMember {
  readonly connectionId: string;
  readonly name: string | null;
  readonly expected: number | null;
  readonly actual: number | null;
}

/** One attribute that differs. Next hops are sets, so each side may have several values, or none. */
export interface Change {
  readonly attribute: Attribute;
  readonly expected: readonly AttributeValue[];
  readonly actual: readonly AttributeValue[];
}

/** null = not stated. */
export type AttributeValue = string | number | readonly number[] | null;

export interface CountFinding extends FindingHead {
  readonly kind: 'count-out-of-bounds';
  readonly type: RouteType;
  readonly limits: Pick<CountLimits, 'min' | 'max'>;
  readonly count: number;
}

/** Named because it is usually the collector's fault. */
export interface MassChangeFinding extends FindingHead, MassChange {
  readonly kind: 'mass-change';
  readonly type: RouteType;
}

/** It differed from the baseline in one scan and not in another, so it is no drift. */
export interface FlappingFinding extends FindingHead, FlappingDestination {
  readonly kind: 'flapping';
}

export interface WaiverFinding extends FindingHead {
  readonly kind: 'expired-waiver' | 'unused-waiver';
  readonly waiver: WaiverReference;
}

/** What a reader of the result must know about a waiver. */
export interface WaiverReference {
  readonly id: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}
