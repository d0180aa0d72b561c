import { hasKeyTwice } from '../document/json.ts';
import type { Route } from '../routing/route.ts';
import { countOf, isDeep, isRecord, isStated, textOf } from './jsonValue.ts';
import { plainWord } from './plainWord.ts';
import { readRow } from './readRow.ts';
import { type PageRequest, type Reply, SourceError } from './routeSource.ts';

/**
 * An answer of `DescribeVcoRouteEntries` becomes a Page, or it is refused: an answer that is not what was asked for
 * must never pass for a shorter table. `?? []` anywhere here would be a wrong green.
 */
export interface Page {
  readonly routes: readonly Route[];
  /** What the server says of its page size; a smaller one than asked for means that it serves no more at once. */
  readonly pageSize: number | null;
  /** null where it is missing. Whether it counts the table or the page is not certain. */
  readonly totalCount: number | null;
  readonly counts: readonly RouteCount[];
  readonly requestId: string | null;
  readonly serverTime: number | null;
  /** Of the request and the answer, by the clock of this machine. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** Names of fields of its rows that nobody knows today: kept, and told. */
  readonly unknownFields: readonly string[];
}

/** An entry of VpnRouteCounts, which replies for dual-tunnel connections have. */
export interface RouteCount {
  readonly type: string;
  /** null: of all sources. */
  readonly source: string | null;
  readonly count: number;
}

/** Throws a SourceError for an answer that can't be what was asked for; it says which part is not. */
export function readPage(reply: Reply, request: PageRequest): Page {
  const body = parseBody(reply.text);
  const requestId = plainWord(body.RequestId);
  const refuse = (what: string) => broken(what, requestId);
  const rows = body.VcoRouteEntries;
  if (!Array.isArray(rows)) throw refuse('the answer has no list VcoRouteEntries');
  const token = Object.keys(body).find(
    (key) =>
      /token|marker|truncat|cursor|continu|evaluated|hasmore|next/i.test(key) &&
      isStated(body[key]) &&
      body[key] !== false,
  );
  if (token !== undefined) throw refuse(`the answer pages in an unknown way (it has ${plainWord(token) ?? 'a token'})`);
  if (rows.length > request.pageSize) throw refuse(`${rows.length} rows came where ${request.pageSize} were asked for`);
  for (const name of ['TotalCount', 'PageNumber', 'PageSize']) {
    if (isStated(body[name]) && countOf(body[name]) === null) throw refuse(`its ${name} is no number of rows or pages`);
  }
  const pageNumber = countOf(body.PageNumber);
  if (pageNumber !== null && pageNumber !== request.pageNumber) {
    throw refuse(`page ${pageNumber} came where page ${request.pageNumber} was asked for`);
  }
  const pageSize = countOf(body.PageSize);
  if (pageSize !== null && (pageSize > request.pageSize || pageSize < rows.length)) {
    throw refuse(`the answer states page size ${pageSize} where ${request.pageSize} was asked for`);
  }
  const routes = rows.map((row, i) => readRow(row, request, (what) => refuse(`row ${i + 1}: ${what}`)));
  if (new Set(rows.map((row) => JSON.stringify(row))).size < rows.length)
    throw refuse('a row stands twice on one page');
  return {
    routes,
    pageSize,
    totalCount: countOf(body.TotalCount),
    counts: readCounts(body.VpnRouteCounts, refuse),
    requestId,
    serverTime: reply.serverTime,
    sentAt: reply.sentAt,
    receivedAt: reply.receivedAt,
    unknownFields: [...new Set(routes.flatMap(({ more }) => Object.keys(more)))].filter(
      (name) => !knownFields.has(name),
    ),
  };
}

/** Of `Route.more`: known, and no part of the comparison. */
const knownFields = new Set(['NextHopTunnelIdList', 'Source', 'CreateTime']);

/** The answer's JSON object, if it can be believed to be one and is no error, whatever the status says. */
export function parseBody(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw broken('the answer is not JSON', null);
  }
  if (!isRecord(value)) throw broken('the answer is not a JSON object', null);
  if (isDeep(value)) throw broken('the answer nests deeper than any page', plainWord(value.RequestId));
  if (hasKeyTwice(body, value)) throw broken('an object in the answer has a key twice', plainWord(value.RequestId));
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

/** Whatever else such an answer holds, an empty list of routes too, it says that the call failed. In any spelling. */
function isError(body: Record<string, unknown>): boolean {
  return Object.entries(body).some(([name, value]) => {
    if (/^(error|err)?_?code$|^error$/i.test(name)) return isStated(value);
    return /^success$/i.test(name) && textOf(value)?.toLowerCase() !== 'true';
  });
}

/** None is stated, or all can be read: half a count would agree with half a table. */
function readCounts(value: unknown, refuse: (what: string) => SourceError): readonly RouteCount[] {
  if (!isStated(value)) return [];
  const unreadable = () => refuse('its VpnRouteCounts can not be read');
  if (!Array.isArray(value)) throw unreadable();
  return value.map((entry: unknown) => {
    const { RouteEntryType, Source, RouteCount } = isRecord(entry) ? entry : {};
    const [type, count] = [textOf(RouteEntryType), countOf(RouteCount)];
    if (type === null || count === null) throw unreadable();
    return { type, source: textOf(Source), count };
  });
}

/** A gateway or proxy may have made this answer, so the call is worth another attempt. */
function broken(message: string, requestId: string | null): SourceError {
  return new SourceError({ code: 'BrokenAnswer', message, requestId, transient: true });
}
