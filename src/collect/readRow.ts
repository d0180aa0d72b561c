import { type ParsedPrefix, parsePrefix } from '../routing/prefix.ts';
import type { Route } from '../routing/route.ts';
import { integerOf, isRecord, isStated, textOf } from './jsonValue.ts';
import type { PageRequest, SourceError } from './routeSource.ts';

/** A row as a Route, every field that is not known kept; `refuse` makes the error for one that can't be believed. */
export function readRow(row: unknown, request: PageRequest, refuse: (what: string) => SourceError): Route {
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
  const weight = isStated(Weight) ? integerOf(Weight) : null;
  if (weight === undefined) throw refuse('its weight is not an integer');
  const createTime = isStated(CreateTime) ? integerOf(CreateTime) : null;
  const kept = createTime === undefined ? { ...more, CreateTime } : more;
  return {
    type: request.type,
    destination: parsed.prefix,
    source: request.type === 'bgp' ? textOf(Source) : null,
    nextHop: textOf(NextHop),
    weight,
    state: textOf(State),
    asPath: readAsPath(AsPath),
    community: textOf(Community),
    createTime: createTime ?? null,
    more: request.type === 'bgp' || !isStated(Source) ? kept : { ...kept, Source },
  };
}

/** RFC 6793: 32 bits. */
const largestAsNumber = 0xffffffff;

/** `[12000]`, `[65010,65020]`, `65010 65020`: AS numbers. Anything else (sets, confederations) stays text. */
function readAsPath(value: unknown): Route['asPath'] {
  const path = Array.isArray(value) ? JSON.stringify(value) : textOf(value);
  if (path === null) return null;
  const inner = /^\[?([\d\s,]*)\]?$/.exec(path)?.[1];
  if (inner === undefined) return path;
  const numbers = inner
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number);
  return numbers.every((number) => number <= largestAsNumber) ? numbers : path;
}
