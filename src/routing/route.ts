import type { Prefix } from './prefix.ts';

/** The two lists that one IPsec-VPN connection has; the API shows `custom` alone unless asked for both. */
export const routeTypes = ['custom', 'bgp'] as const;
export type RouteType = (typeof routeTypes)[number];

/** Where a BGP route was learned: from the transit router, or from the data centre. */
export const sources = ['CLOUD', 'VPN_BGP'] as const;
export type Source = (typeof sources)[number];

/**
 * A route as the cloud states it. null = not stated. Values outside the documented ones are kept as they are: the
 * audit shows them, nothing crashes on them.
 */
export interface Route {
  readonly type: RouteType;
  readonly destination: Prefix;
  /** `CLOUD` or `VPN_BGP` of a BGP route. A string, because new values will come. Not stated for custom routes. */
  readonly source: string | null;
  readonly nextHop: string | null;
  /** 0 is a weight (standby); null is "not stated" and never 0. BGP routes have none. */
  readonly weight: number | null;
  readonly state: string | null;
  /** AS numbers, nearest first; the text as received where it is not a plain list of numbers. */
  readonly asPath: readonly number[] | string | null;
  readonly community: string | null;
  /** Milliseconds since 1970, as the API states it. */
  readonly createTime: number | null;
  /** Every other field as received: tunnel ids, which follow tunnel health, and fields unknown today. */
  readonly more: Readonly<Record<string, unknown>>;
}

/** Stands in an expected route for "whatever it is". */
export const anyValue = 'any';

/** A route as a baseline wants it; `any` where the baseline does not say. */
export interface RouteClaim {
  readonly nextHop: string;
  readonly weight: number | typeof anyValue;
  readonly state: string;
  readonly asPath: readonly number[] | typeof anyValue;
  readonly community: string;
}

/** What a route may differ in within its destination. */
export const attributes = ['nextHop', 'weight', 'state', 'asPath', 'community'] as const;
export type Attribute = (typeof attributes)[number];
