import { type RouteType, routeTypes } from '../routing/route.ts';
import { sortByDestination, sortRoutes } from '../routing/table.ts';
import { hintFor } from './hints.ts';
import { readPage } from './page.ts';
import { type Rigour, readTable, type TableReading } from './readTable.ts';
import { withRetry } from './retry.ts';
import { type RouteSource, SourceError, type SourceFault } from './routeSource.ts';
import type { Slots } from './slots.ts';
import type { ConnectionSnapshot, UnreadableReason } from './snapshot.ts';

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
  const { connectionId, region } = connection;
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
    return {
      state: 'read',
      connectionId,
      region,
      routes: sortRoutes([...custom.value.routes, ...bgp.value.routes]),
      flapping: sortByDestination([...custom.value.flapping, ...bgp.value.flapping]),
      completeness: { custom: custom.value.completeness, bgp: bgp.value.completeness },
    };
  }
  const error: unknown = failed.signal.reason;
  return { state: 'unreadable', connectionId, region, reason: reasonOf(error, connection, signal) };
}

function collectTable(
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

function reasonOf(error: unknown, connection: ConnectionName, signal: AbortSignal): UnreadableReason {
  if (signal.aborted)
    return describe({ code: 'Interrupted', message: 'the run was interrupted', requestId: null }, connection);
  if (error instanceof SourceError) return describe(error.fault, connection);
  throw error;
}

function describe(
  fault: Pick<SourceFault, 'code' | 'message' | 'requestId'>,
  connection: ConnectionName,
): UnreadableReason {
  return {
    code: fault.code,
    message: fault.message,
    hint: hintFor(fault.code, connection),
    requestId: fault.requestId,
  };
}
