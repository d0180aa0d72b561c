import { routeTypes } from '../routing/route.ts';
import type { ConnectionTable } from './connectionTable.ts';
import type { PagingFault } from './fault.ts';
import type { Row } from './row.ts';
import type { VcoQuery } from './vcoQuery.ts';

/** A reply on its way out; `fields` is everything but the list, and wins over it. */
export interface VcoReply {
  readonly rows: readonly Row[];
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Which rows are cut from the table, and what the reply says of it. */
export interface Paging {
  readonly pageNumber: number;
  readonly pageSize: number;
  readonly stated: { readonly PageNumber: number; readonly PageSize: number };
}

export function pagingOf(
  { pageNumber, pageSize }: Pick<VcoQuery, 'pageNumber' | 'pageSize'>,
  faults: readonly PagingFault[],
): Paging {
  const asked = { pageNumber, pageSize, stated: { PageNumber: pageNumber, PageSize: pageSize } };
  return faults.reduce<Paging>(misread, asked);
}

export function vcoReply(table: ConnectionTable, query: VcoQuery, paging: Paging, requestId: string): VcoReply {
  const rows = table.rows(query.type);
  const start = (paging.pageNumber - 1) * paging.pageSize;
  const counts = table.connection.vpnRouteCounts === true ? { VpnRouteCounts: routeCounts(table) } : {};
  return {
    rows: rows.slice(start, start + paging.pageSize),
    fields: { RequestId: requestId, TotalCount: rows.length, ...paging.stated, ...counts },
  };
}

function misread(paging: Paging, fault: PagingFault): Paging {
  switch (fault.kind) {
    case 'clamped-page-size': {
      const pageSize = Math.min(fault.size, paging.pageSize);
      const stated = fault.echo === true ? { ...paging.stated, PageSize: pageSize } : paging.stated;
      return { ...paging, pageSize, stated };
    }
    case 'page-number-ignored':
      return { ...paging, pageNumber: 1 };
  }
}

/** Of the whole connection, by type and source; a group without routes is not listed. */
function routeCounts(table: ConnectionTable): readonly Row[] {
  return routeTypes.flatMap((type) => {
    const counts = new Map<unknown, number>();
    for (const { Source } of table.rows(type)) counts.set(Source, (counts.get(Source) ?? 0) + 1);
    return [...counts].map(([source, count]) => ({ RouteEntryType: type, Source: source, RouteCount: count }));
  });
}
