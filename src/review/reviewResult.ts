import type { CountFinding, RouteFinding } from '../audit/finding.ts';
import type { Direction, ExpectedDestination } from '../audit/result.ts';
import type { Baseline, CountLimits, RouteMatch, Waiver } from '../baseline/baseline.ts';
import type { SnapshotSource, UnreadableReason } from '../collect/snapshot.ts';
import type { Place } from '../document/place.ts';
import type { LintFinding } from '../lint/finding.ts';
import type { Prefix } from '../routing/prefix.ts';
import type { Attribute, RouteType } from '../routing/route.ts';
import type { TableDestination } from '../routing/table.ts';

/** What a change of baselines does: found, not judged by the change itself, and without a sentence. */
export interface ReviewResult {
  readonly verdict: ReviewVerdict;
  readonly base: Side;
  readonly head: Side;
  /** False where the base has commits that the head lacks, which then show reversed; null where nobody can tell. */
  readonly headContainsBase: boolean | null;
  /** What a reviewer must see first, gravest first. */
  readonly loosenings: readonly Loosening[];
  /** Only those that differ; sorted by region, then id. */
  readonly connections: readonly ConnectionChange[];
  /** What a plan of Terraform's leaves open; none of any other head. */
  readonly unresolved: readonly Unresolved[];
  /** How many have the same baseline on both sides. */
  readonly unchanged: number;
  /** What it does to traffic. */
  readonly forwarding: readonly ForwardingImpact[];
  /** What lint says of the head and does not say of the base. */
  readonly lint: readonly LintFinding[];
  /** null: two-way, nobody looked at what is there. */
  readonly today: Today | null;
}

/** What a report holds until the review has finished: last run's must not pass for this one's. */
export interface UnfinishedReview {
  readonly verdict: 'unfinished';
  readonly base: Side;
  readonly head: Side;
}

/**
 * `unexplained`: a difference of today is there on both sides. `loosened`: the audit is, and that was to fail. Both win
 * over `incomplete`: something could not be looked at. Nothing here says that a change is safe.
 */
export type ReviewVerdict = 'reviewed' | 'unexplained' | 'loosened' | 'incomplete';

/** Why a part of what Terraform plans is not compared. */
export type Unresolved =
  | { readonly kind: 'known-after-apply'; readonly address: string; readonly names: readonly string[] }
  | { readonly kind: 'no-baseline'; readonly address: string; readonly connectionId: string }
  | { readonly kind: 'unfinished-plan' };

/** One of the two sets of baselines that are compared. */
export interface Side {
  /** As the command line has it; null = the working tree. */
  readonly name: string | null;
  /** null: no revision. */
  readonly commit: string | null;
  /** How many baselines it has. */
  readonly baselines: number;
}

export interface ConnectionName {
  readonly connectionId: string;
  readonly region: string;
  readonly name: string | null;
}

/** The kinds of loosening, gravest first. */
export const looseningKinds = [
  'withdrawn-baseline',
  'unexpected-allowed',
  'wider-allow',
  'narrower-forbid',
  'wider-count',
  'new-waiver',
  'wider-waiver',
  'dropped-expectation',
  'opened-claim',
  'other-transit-router',
] as const;
export type LooseningKind = (typeof looseningKinds)[number];

/** One way in which the head lets pass what the base would report. `at` is in the head, or in the base where it is gone. */
export type Loosening = LooseningHead &
  (
    | { readonly kind: 'withdrawn-baseline' }
    | { readonly kind: 'unexpected-allowed'; readonly type: RouteType }
    | { readonly kind: 'wider-allow' | 'narrower-forbid'; readonly type: RouteType; readonly match: RouteMatch }
    | {
        readonly kind: 'wider-count';
        readonly type: RouteType;
        readonly base: CountLimits;
        readonly head: CountLimits | null;
      }
    | { readonly kind: 'new-waiver'; readonly waiver: Waiver }
    | { readonly kind: 'wider-waiver'; readonly base: Waiver; readonly waiver: Waiver }
    | ({ readonly kind: 'dropped-expectation' } & TableDestination)
    | ({ readonly kind: 'opened-claim'; readonly attribute: Attribute } & TableDestination)
    | { readonly kind: 'other-transit-router'; readonly base: string; readonly head: string | null }
  );

interface LooseningHead {
  readonly connection: ConnectionName;
  readonly at: Place;
}

/** How the baseline of one connection differs; null on the side where it has none. */
export interface ConnectionChange {
  readonly connection: ConnectionName;
  readonly base: Baseline | null;
  readonly head: Baseline | null;
  /** Sorted by `sortByDestination`. */
  readonly routes: readonly RouteChange[];
}

export type RouteChangeKind = 'adds' | 'withdraws' | 'changes';

/** One destination whose expected routes differ. */
export interface RouteChange extends TableDestination {
  readonly kind: RouteChangeKind;
  readonly base: ExpectedDestination | null;
  readonly head: ExpectedDestination | null;
  /** What differs where both sides expect it, in the order of `attributes`. */
  readonly attributes: readonly Attribute[];
}

/** Traffic of this prefix goes another way once the change is in and the network follows. */
export interface ForwardingImpact {
  /** The transit router, or `<region>/<connection>` of a connection that names none. */
  readonly domain: string;
  readonly direction: Direction;
  /** Disjoint from the others of its domain and direction. */
  readonly prefix: Prefix;
  /** Next hops, sorted. None: unrouted. Several: nobody documents which of them it is. */
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** The change against what is there, by the policies and waivers of the base. */
export interface Today {
  readonly source: SnapshotSource;
  /** Of both sides; sorted by region, then id. */
  readonly connections: readonly ConnectionToday[];
}

export type ConnectionToday = ComparedConnection | UncheckedToday;

interface TodayHead {
  readonly connection: ConnectionName;
  readonly at: Place;
}

/** Each difference is in one list; which are waived, the findings say. */
export interface ComparedConnection extends TodayHead {
  readonly state: 'compared';
  /** Differences of today that are none any more once the change is in. */
  readonly explained: readonly Difference[];
  /** None today; there once the change is in, until the network follows. */
  readonly caused: readonly Difference[];
  /** There today and there still. */
  readonly neither: readonly Difference[];
}

export interface UncheckedToday extends TodayHead {
  readonly state: 'unchecked';
  readonly reason: UnreadableReason;
}

export type Difference = RouteFinding | CountFinding;
