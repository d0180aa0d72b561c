import type { Place } from '../document/place.ts';
import type { Prefix } from '../routing/prefix.ts';
import type { PrefixRange } from '../routing/range.ts';
import type { RouteClaim, RouteType, Source } from '../routing/route.ts';
import type { LintCode } from './lintNames.ts';

/** What should be on one IPsec-VPN connection: one YAML file, checked. */
export interface Baseline {
  readonly file: string;
  /** Of the file's bytes, in hexadecimal: which text was judged. */
  readonly sha256: string;
  readonly connectionId: string;
  readonly region: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly owner: string | null;
  readonly account: string | null;
  readonly accountAt: Place | null;
  readonly transitRouter: string | null;
  readonly policies: Readonly<Record<RouteType, RoutePolicy>>;
  readonly waivers: readonly Waiver[];
  /** Concerns `validate` alone: no audit reads it. */
  readonly lint: readonly TurnedOffLint[];
  /** The `connection:` entry, for what concerns the connection as a whole. */
  readonly at: Place;
}

/** What is expected of one route type; a section that the file does not have expects no routes at all. */
export interface RoutePolicy {
  readonly unexpected: 'fail' | 'allow';
  readonly routes: readonly ExpectedRoute[];
  readonly allow: readonly RouteMatch[];
  /** Beats `allow`. */
  readonly forbid: readonly RouteMatch[];
  readonly count: CountLimits | null;
  readonly at: Place;
}

export interface ExpectedRoute extends RouteClaim {
  readonly destination: Prefix;
  /** null in `custom`. */
  readonly source: Source | null;
  readonly description: string | null;
  readonly at: Place;
}

/** An entry of `allow` or `forbid`. */
export interface RouteMatch {
  readonly range: PrefixRange;
  /** null = from either source. */
  readonly source: Source | null;
  readonly at: Place;
}

/** Both ends inclusive; null = no limit. Rows of this route type are counted, from both sources. */
export interface CountLimits {
  readonly min: number | null;
  readonly max: number | null;
  readonly at: Place;
}

export const waivableKinds = ['missing-route', 'unexpected-route', 'changed-route', 'forbidden-route'] as const;
export type WaivableKind = (typeof waivableKinds)[number];

/** A drift accepted for now. */
export interface Waiver {
  readonly id: string;
  readonly range: PrefixRange;
  /** null = both types. */
  readonly type: RouteType | null;
  /** A forbidden route is waived only by a waiver that names the kind. */
  readonly kinds: readonly WaivableKind[];
  readonly reason: string;
  readonly owner: string;
  /** The last valid day, UTC, as `2026-12-31`. */
  readonly expires: string;
  readonly at: Place;
}

/** A warning of lint that this file does not want, and why. */
export interface TurnedOffLint {
  readonly code: LintCode;
  /** Exactly this one; null = in the whole file. */
  readonly destination: Prefix | null;
  readonly reason: string;
  readonly at: Place;
}
