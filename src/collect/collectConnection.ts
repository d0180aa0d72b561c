import type { Route, RouteType } from '../routing/route.ts';
import { sortRoutes } from '../routing/table.ts';
import { hintFor } from './hints.ts';
import { readPage } from './page.ts';
import { type Patience, waitBefore, withRetry } from './retry.ts';
import { largestPage, type RouteSource, SourceError, type SourceFault } from './routeSource.ts';
import { type Scan, scanTable } from './scan.ts';
import type { Completeness, ConnectionSnapshot, UnreadableReason } from './snapshot.ts';

export interface ConnectionName {
  readonly connectionId: string;
  readonly region: string;
}

/**
 * Reads both tables of one connection. A connection that can't be read, or whose table is not shown to be whole, is a
 * value with a reason; a bug is still an exception. Aborting makes it unreadable, with the code `Interrupted`.
 */
export async function collectConnection(
  connection: ConnectionName,
  source: RouteSource,
  patience: Patience,
  signal: AbortSignal,
): Promise<ConnectionSnapshot> {
  const { connectionId, region } = connection;
  try {
    const custom = await readTable(connection, 'custom', source, patience, signal);
    const bgp = await readTable(connection, 'bgp', source, patience, signal);
    return {
      state: 'read',
      connectionId,
      region,
      routes: sortRoutes([...custom.routes, ...bgp.routes]),
      completeness: { custom: custom.completeness, bgp: bgp.completeness },
    };
  } catch (error) {
    return { state: 'unreadable', connectionId, region, reason: reasonOf(error, connection, signal) };
  }
}

interface TableReading {
  readonly routes: readonly Route[];
  readonly completeness: Completeness;
}

/** Reads a table again until one reading holds together, or gives up. */
async function readTable(
  { connectionId, region }: ConnectionName,
  type: RouteType,
  source: RouteSource,
  patience: Patience,
  signal: AbortSignal,
): Promise<TableReading> {
  let scan: Scan;
  for (let pass = 1; ; pass++) {
    scan = await scanTable(
      type,
      ({ page, size }) => {
        const request = { connectionId, region, type, pageNumber: page, pageSize: size };
        return withRetry(`${connectionId} ${type} page ${page}`, patience, signal, async () =>
          readPage(await source.readPage(request, signal), request),
        );
      },
      largestPage,
    );
    if (scan.doubt === null) return { routes: scan.routes, completeness: completenessOf(scan, pass) };
    if (pass >= patience.passes) break;
    await waitBefore(pass, patience, signal, `${connectionId} ${type}: ${scan.doubt}`);
  }
  throw new SourceError({
    code: 'TableNotSettled',
    message: `in ${patience.passes} readings of the ${type} routes none held together; the last: ${scan.doubt}`,
    requestId: scan.requestIds.at(-1) ?? null,
  });
}

function completenessOf(scan: Scan, passes: number): Completeness {
  const { requests, totalCount, requestIds, routes } = scan;
  return { pages: requests, totalCount, received: routes.length, passes, requestIds };
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
