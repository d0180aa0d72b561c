import { type RouteType, routeTypes } from '../routing/route.ts';
import { sortByDestination, sortRoutes } from '../routing/table.ts';
import { hintFor } from './hints.ts';
import { readPage } from './page.ts';
import { type Rigour, readTable, type TableReading } from './readTable.ts';
import { withRetry } from './retry.ts';
import { type RouteSource, SourceError } from './routeSource.ts';
import type { Slots } from './slots.ts';
import type { ConnectionSnapshot, ReadConnection, UnreadableConnection } from './snapshot.ts';

export interface ConnectionName {
  readonly connectionId: string;
  readonly region: string;
}

/**
 * Reads both tables of one connection, at once. A connection that can't be read, or whose tables are not shown to be
 * whole, is a value with a reason; a bug is still an exception. Aborting makes it unreadable, with the code
 * `Interrupted`.
 */
export async function collectConnection(
  connection: ConnectionName,
  source: RouteSource,
  rigour: Rigour,
  slots: Slots,
  signal: AbortSignal,
): Promise<ConnectionSnapshot> {
  // What one table ends with ends the other one too.
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const read = async (type: RouteType): Promise<TableReading> => {
    try {
      return await collectTable(connection, type, source, rigour, slots, either);
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };
  const [custom, bgp] = await Promise.allSettled(routeTypes.map(read));
  if (custom?.status === 'fulfilled' && bgp?.status === 'fulfilled') {
    return joinTables(connection, { custom: custom.value, bgp: bgp.value });
  }
  if (signal.aborted) {
    return unreadable(connection, new SourceError({ code: 'Interrupted', message: 'the run was interrupted' }));
  }
  const error: unknown = failed.signal.reason;
  if (error instanceof SourceError) return unreadable(connection, error);
  throw error;
}

/** A connection of which both tables are read. */
export function joinTables(
  { connectionId, region }: ConnectionName,
  { custom, bgp }: Readonly<Record<RouteType, TableReading>>,
): ReadConnection {
  return {
    state: 'read',
    connectionId,
    region,
    routes: sortRoutes([...custom.routes, ...bgp.routes]),
    flapping: sortByDestination([...custom.flapping, ...bgp.flapping]),
    completeness: { custom: custom.completeness, bgp: bgp.completeness },
  };
}

/** A connection with a table that can't be read. */
export function unreadable(connection: ConnectionName, { fault }: SourceError): UnreadableConnection {
  const { connectionId, region } = connection;
  const { code, message, requestId } = fault;
  const reason = { code, message, hint: hintFor(code, connection), requestId };
  return { state: 'unreadable', connectionId, region, reason };
}

/** Reads one table of a connection. Throws a SourceError where it can't be read or is not shown to be whole. */
export function collectTable(
  { connectionId, region }: ConnectionName,
  type: RouteType,
  source: RouteSource,
  rigour: Rigour,
  slots: Slots,
  signal: AbortSignal,
): Promise<TableReading> {
  const name = `${connectionId} ${type}`;
  return slots.run((aside) => {
    signal.throwIfAborted();
    const read = ({ page, size }: { readonly page: number; readonly size: number }) => {
      const request = { connectionId, region, type, pageNumber: page, pageSize: size };
      const once = async () => readPage(await source.readPage(request, signal), request);
      return withRetry(`${name} page ${page}`, rigour.patience, signal, once, aside);
    };
    return readTable(name, type, read, rigour, aside, signal);
  });
}
