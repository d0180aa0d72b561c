import type { Route, RouteType } from '../routing/route.ts';
import type { Page } from './page.ts';

/**
 * VpnRouteCounts is an independent count of the table at the time of the last page, where replies have it. By source it
 * can be compared only where the rows are those of one moment, as many as the list then had.
 */
export function disagreement(type: RouteType, { counts }: Page, end: number, routes: readonly Route[]): string | null {
  const stated = counts.filter((one) => one.type === type);
  const total = stated.reduce((sum, { count }) => sum + count, 0);
  if (stated.length > 0 && total !== end) return `VpnRouteCounts says ${total} where the list has ${end} rows`;
  if (routes.length !== end || type === 'custom') return null;
  const wrong = stated.find(({ source, count }) => {
    return source !== null && routes.filter((route) => route.source === source).length !== count;
  });
  return wrong === undefined
    ? null
    : `VpnRouteCounts says ${wrong.count} rows of source ${wrong.source}, but others came`;
}
