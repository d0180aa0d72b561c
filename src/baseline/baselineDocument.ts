import type { RouteType, Source } from '../routing/route.ts';
import type { WaivableKind } from './baseline.ts';
import type { LintCode } from './lintNames.ts';

/**
 * A baseline file as schemas/baseline.schema.json guarantees it: the right shape, nothing compared with anything yet.
 */
export interface BaselineDocument {
  readonly connection: string;
  readonly region: string;
  readonly name?: string;
  readonly description?: string;
  readonly owner?: string;
  readonly account?: string;
  readonly transitRouter?: string;
  readonly custom?: SectionDocument;
  readonly bgp?: SectionDocument;
  readonly waivers?: readonly WaiverDocument[];
  readonly lint?: readonly TurnedOffLintDocument[];
}

export interface SectionDocument {
  readonly unexpected?: 'fail' | 'allow';
  readonly routes?: readonly RouteDocument[];
  readonly allow?: readonly MatchDocument[];
  readonly forbid?: readonly MatchDocument[];
  readonly count?: { readonly min?: number; readonly max?: number };
}

/** The keys of both route types; the schema sees to it that `source` stands in every BGP route and `weight` in others. */
export interface RouteDocument {
  readonly destination: string;
  readonly nextHop?: string;
  readonly weight?: 0 | 100 | 'any';
  readonly state?: string;
  readonly source?: Source;
  readonly asPath?: readonly number[];
  readonly community?: string;
  readonly description?: string;
}

export interface RangeDocument {
  readonly destination: string;
  readonly ge?: number;
  readonly le?: number;
}

export interface MatchDocument extends RangeDocument {
  readonly source?: Source;
}

export interface WaiverDocument extends RangeDocument {
  readonly id: string;
  readonly type?: RouteType;
  readonly kinds?: readonly WaivableKind[];
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

export interface TurnedOffLintDocument {
  readonly code: LintCode;
  readonly destination?: string;
  readonly reason: string;
}
