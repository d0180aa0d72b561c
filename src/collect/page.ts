import { type ParsedPrefix, parsePrefix } from '../routing/prefix.ts';
import type { Route } from '../routing/route.ts';
import { type PageRequest, type Reply, SourceError } from './routeSource.ts';
import { plainWord } from './sdkFault.ts';

/**
 * An answer of `DescribeVcoRouteEntries` becomes a Page, or it is refused: an answer that is not what was asked for
 * must never pass for a shorter table. `?? []` anywhere here would be a wrong green.
 */
export interface Page {
  readonly routes: readonly Route[];
  /** What the server says of its page size; a smaller one than asked for means that it serves no more at once. */
  readonly pageSize: number | null;
  /** null where it is missing or no number. Whether it counts the table or the page is not certain. */
  readonly totalCount: number | null;
  readonly counts: readonly RouteCount[];
  readonly requestId: string | null;
  readonly serverTime: number | null;
  /** Names of fields of its rows that nobody knows today: kept, and told. */
  readonly unknownFields: readonly string[];
}

/** An entry of VpnRouteCounts, which replies for dual-tunnel connections have. */
export interface RouteCount {
  readonly type: string | null;
  readonly source: string | null;
  readonly count: number | null;
}

/** Throws a SourceError for an answer that can't be what was asked for; it says which part is not. */
export function readPage(reply: Reply, request: PageRequest): Page {
  const body = parseBody(reply.text);
  const requestId = text(body.RequestId);
  const refuse = (what: string) => broken(what, requestId);
  const rows = body.VcoRouteEntries;
  if (!Array.isArray(rows)) throw refuse('the answer has no list VcoRouteEntries');
  const token = Object.keys(body).find((key) => /token|marker|truncated|hasmore/i.test(key) && isSet(body[key]));
  if (token !== undefined)
    throw refuse(`the answer pages in an unknown way (it has ${JSON.stringify(token.slice(0, 40))})`);
  if (rows.length > request.pageSize) throw refuse(`${rows.length} rows came where ${request.pageSize} were asked for`);
  const pageNumber = count(body.PageNumber);
  if (pageNumber !== null && pageNumber !== request.pageNumber) {
    throw refuse(`page ${pageNumber} came where page ${request.pageNumber} was asked for`);
  }
  const pageSize = count(body.PageSize);
  if (pageSize !== null && (pageSize > request.pageSize || pageSize < rows.length)) {
    throw refuse(`the answer states page size ${pageSize} where ${request.pageSize} was asked for`);
  }
  const routes = rows.map((row, i) => readRow(row, request, (what) => refuse(`row ${i + 1}: ${what}`)));
  if (new Set(routes.map(identityOf)).size < routes.length) throw refuse('a row stands twice on one page');
  return {
    routes,
    pageSize,
    totalCount: count(body.TotalCount),
    counts: readCounts(body.VpnRouteCounts),
    requestId,
    serverTime: reply.serverTime,
    unknownFields: [...new Set(routes.flatMap(({ more }) => Object.keys(more)))].filter(
      (name) => !knownFields.has(name),
    ),
  };
}

/** Of `Route.more`: known, and no part of the comparison. */
const knownFields = new Set(['NextHopTunnelIdList', 'Source', 'CreateTime']);

function parseBody(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw broken('the answer is not JSON', null);
  }
  if (!isRecord(value)) throw broken('the answer is not a JSON object', null);
  if (isError(value)) {
    throw new SourceError({
      code: plainWord(value.Code) ?? 'BrokenAnswer',
      message: 'the API answered with an error under HTTP status 200',
      requestId: plainWord(value.RequestId),
      transient: true,
    });
  }
  return value;
}

/** Whatever else such an answer holds, an empty list of routes too, it says that the call failed. */
function isError({ Code = '', Success = true }: Record<string, unknown>): boolean {
  return (Code ?? '') !== '' || String(Success ?? '').toLowerCase() !== 'true';
}

/**
 * What makes a row the same row when it is seen again: everything that is stated of it. CreateTime tells a route that
 * was withdrawn and put back, which may stand elsewhere in the list; AS paths may be all that tells two rows apart.
 */
export function identityOf(route: Route): string {
  return JSON.stringify(route);
}

function readRow(row: unknown, request: PageRequest, refuse: (what: string) => SourceError): Route {
  if (!isRecord(row)) throw refuse('not an object');
  const {
    VpnConnectionId,
    RouteEntryType,
    RouteDest,
    Source,
    NextHop,
    Weight,
    State,
    AsPath,
    Community,
    CreateTime,
    ...more
  } = row;
  if (VpnConnectionId !== request.connectionId) throw refuse('it is not of the connection that was asked for');
  if (RouteEntryType !== request.type) throw refuse('it is not of the route type that was asked for');
  const parsed: ParsedPrefix =
    typeof RouteDest === 'string'
      ? parsePrefix(RouteDest)
      : { state: 'malformed', reason: 'no text', suggestion: null };
  if (parsed.state === 'malformed') throw refuse(`its destination can't be read (${parsed.reason})`);
  const weight = isSet(Weight) ? integer(Weight) : null;
  if (weight === undefined) throw refuse('its weight is not an integer');
  const createTime = isSet(CreateTime) ? integer(CreateTime) : null;
  const kept = createTime === undefined ? { ...more, CreateTime } : more;
  return {
    type: request.type,
    destination: parsed.prefix,
    source: request.type === 'bgp' ? text(Source) : null,
    nextHop: text(NextHop),
    weight,
    state: text(State),
    asPath: readAsPath(AsPath),
    community: text(Community),
    createTime: createTime ?? null,
    more: request.type === 'bgp' || !isSet(Source) ? kept : { ...kept, Source },
  };
}

/** RFC 6793: 32 bits. */
const largestAsNumber = 0xffffffff;

/** `[12000]`, `[65010,65020]`, `65010 65020`: AS numbers. Anything else (sets, confederations) stays text. */
function readAsPath(value: unknown): Route['asPath'] {
  const path = Array.isArray(value) ? JSON.stringify(value) : text(value);
  if (path === null) return null;
  const inner = /^\[?([\d\s,]*)\]?$/.exec(path)?.[1];
  if (inner === undefined) return path;
  const numbers = inner
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number);
  return numbers.every((number) => number <= largestAsNumber) ? numbers : path;
}

function readCounts(value: unknown): readonly RouteCount[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((entry) => ({
    type: text(entry.RouteEntryType),
    source: text(entry.Source),
    count: count(entry.RouteCount),
  }));
}

/** A gateway or proxy may have made this answer, so the call is worth another attempt. */
function broken(message: string, requestId: string | null): SourceError {
  return new SourceError({ code: 'BrokenAnswer', message, requestId, transient: true });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Absent, null and "" all say nothing. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false;
}

function text(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** undefined where it is no integer that a double holds exactly. */
function integer(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

function count(value: unknown): number | null {
  const number = integer(value);
  return number === undefined || number < 0 ? null : number;
}
