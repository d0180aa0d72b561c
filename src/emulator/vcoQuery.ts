import { type RouteType, routeTypes } from '../routing/route.ts';
import type { ApiErrorCode } from './apiError.ts';
import { type ApiRequest, headerOf, type QueryPair } from './apiRequest.ts';

/** The parameters of DescribeVcoRouteEntries, with its defaults. */
export interface VcoQuery {
  readonly region: string;
  readonly connectionId: string;
  readonly type: RouteType;
  readonly pageNumber: number;
  readonly pageSize: number;
}

export type ParsedVcoQuery =
  | { readonly state: 'understood'; readonly query: VcoQuery }
  | { readonly state: 'refused'; readonly code: ApiErrorCode };

export const vcoAction = 'DescribeVcoRouteEntries';
export const vpcVersion = '2016-04-28';

const largestPageSize = 50;

/** In what a request is none for this API, whatever its action; null: in nothing. */
export function misaddressed(request: ApiRequest): ApiErrorCode | null {
  if (request.method !== 'POST' && request.method !== 'GET') return 'UnsupportedHTTPMethod';
  if (request.path !== '/') return 'InvalidAction.NotFound';
  return headerOf(request, 'x-acs-version') === vpcVersion ? null : 'InvalidVersion';
}

export function parseVcoQuery(request: ApiRequest): ParsedVcoQuery {
  if (headerOf(request, 'x-acs-action') !== vcoAction) return refused('InvalidAction.NotFound');
  const pairs = request.query ?? [];
  const region = parameter(pairs, 'RegionId');
  if (region === null) return refused('MissingRegionId');
  const connectionId = parameter(pairs, 'VpnConnectionId');
  if (connectionId === null) return refused('MissingVpnConnectionId');
  const typeName = parameter(pairs, 'RouteEntryType') ?? 'custom';
  const type = routeTypes.find((known) => known === typeName);
  if (type === undefined) return refused('IllegalParam.RouteEntryType');
  const pageNumber = wholeNumber(parameter(pairs, 'PageNumber') ?? '1', Number.MAX_SAFE_INTEGER);
  if (pageNumber === null) return refused('IllegalParam.PageNumber');
  const pageSize = wholeNumber(parameter(pairs, 'PageSize') ?? '10', largestPageSize);
  if (pageSize === null) return refused('IllegalParam.PageSize');
  return { state: 'understood', query: { region, connectionId, type, pageNumber, pageSize } };
}

/** An empty parameter is an absent one; of several, the first counts. */
export function parameter(pairs: readonly QueryPair[], wanted: string): string | null {
  const value = pairs.find(([name]) => name === wanted)?.[1];
  return value === undefined || value === '' ? null : value;
}

/** From 1 to `largest`. */
export function wholeNumber(text: string, largest: number): number | null {
  const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= largest ? value : null;
}

function refused(code: ApiErrorCode): ParsedVcoQuery {
  return { state: 'refused', code };
}
