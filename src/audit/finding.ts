import type { CountLimits, WaivableKind } from '../baseline/baseline.ts';
import type { FlappingDestination } from '../collect/snapshot.ts';
import type { Place } from '../document/place.ts';
import type { Attribute, Route, RouteClaim, RouteType } from '../routing/route.ts';
import type { TableDestination } from '../routing/table.ts';
import type { MassChange } from './massChange.ts';

/** Gravest first. */
export const severities = ['error', 'warning', 'notice'] as const;
export type Severity = (typeof severities)[number];

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
 * differs and the baseline names no transit router, so that others may be there that it decides between; or where the
 * route states a state that nobody knows.
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
