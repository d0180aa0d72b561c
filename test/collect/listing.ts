import type { Page } from '../../src/collect/page.ts';
import { startOf, type Window } from '../../src/collect/window.ts';
import type { Route } from '../../src/routing/route.ts';
import { route } from '../audit/route.ts';

/** The row of this number: sorted by it, rows are sorted by CreateTime and by destination. */
export const rowOf = (number: number) =>
  route(`10.${Math.floor(number / 256)}.${number % 256}.0/24`, { createTime: number });

export const rows = (count: number, said: (i: number) => Partial<Route> = () => ({})): Route[] =>
  Array.from({ length: count }, (_, i) => ({ ...rowOf(i), ...said(i) }));

/** The page of this list that was asked for, as a server answers that says all it may. */
export function pageOf(list: readonly Route[], window: Window): Page {
  return {
    routes: list.slice(startOf(window), startOf(window) + window.size),
    pageSize: window.size,
    totalCount: list.length,
    counts: [],
    requestId: null,
    serverTime: null,
    sentAt: 0,
    receivedAt: 0,
    unknownFields: [],
  };
}
