import type { Route, RouteType } from '../routing/route.ts';
import { identityOf, type Page } from './page.ts';
import { SourceError } from './routeSource.ts';
import { startOf, type Window, windowFrom } from './window.ts';

/**
 * One reading of one table, by an overlap chain.
 *
 * Pages are offsets into a list that changes while it is read: a route withdrawn between two pages shifts the rest, so
 * that one is never seen. Hence each window starts before the end of what is covered, and is accepted only if its
 * first row was seen already; otherwise the chain steps back with a doubled overlap.
 *
 * Theorem: if rows that do not change keep their relative order, every row that is there, unchanged, from the first
 * request to the last is seen, however many others come and go.
 * Proof: by induction over the accepted windows, every such row that stands before the end of window k when it is read
 * is seen by then. The first window starts at the first row, so there it holds. Window k+1 starts with a row r that
 * was seen in an earlier window j. A row x that stands inside window k+1 is seen there. One that stands before r now
 * stood before r when window j was read, since neither changed (r's identity holds its CreateTime, so r is the same r),
 * hence before the end of window j, and was seen by then. The last window reaches the end of the list, so x is any.
 *
 * The end is shown by a window that comes back short, and either TotalCount agrees or a request for exactly the next
 * row comes back empty. TotalCount never ends a scan by itself.
 */
export interface Scan {
  readonly routes: readonly Route[];
  readonly requests: number;
  readonly totalCount: number | null;
  readonly requestIds: readonly string[];
  /** null: the reading holds together. Otherwise why it does not, so that the table must be read again. */
  readonly doubt: string | null;
}

/**
 * Reads until the end is shown, or until there is doubt. Errors of `read` pass through. `largest` is the page size to
 * ask for; a server that states or shows that it gives fewer rows at once is asked for fewer.
 */
export async function scanTable(
  type: RouteType,
  read: (window: Window) => Promise<Page>,
  largest: number,
): Promise<Scan> {
  const seen = new Map<string, Route>();
  const requestIds: string[] = [];
  const tableCounts = new Set<number>();
  let requests = 0;
  const request = async (window: Window): Promise<Page> => {
    requests += 1;
    const page = await read(window);
    if (page.requestId !== null) requestIds.push(page.requestId);
    if (page.totalCount !== null && page.totalCount !== page.routes.length) tableCounts.add(page.totalCount);
    return page;
  };
  const close = (totalCount: number | null, doubt: string | null): Scan => {
    return { routes: [...seen.values()], requests, totalCount, requestIds, doubt };
  };

  let [size, end, overlap, lastShort] = [largest, 0, 1, 0];
  for (;;) {
    if (requests > 10 + 4 * Math.ceil(seen.size / (size - 1)) || seen.size > mostRows) {
      return close(null, 'it never came to an end');
    }
    const window = windowFrom(Math.max(end - overlap, 0), size);
    const page = await request(window);
    const start = startOf(window);
    const [first] = page.routes;
    if (start > 0 && (first === undefined || !seen.has(identityOf(first)))) {
      overlap *= 2;
      continue;
    }
    const known = seen.size;
    for (const route of page.routes) seen.set(identityOf(route), route);
    end = start + page.routes.length;
    overlap = 1;
    if (page.routes.length === window.size) {
      if (seen.size === known) return close(page.totalCount, 'a full page brought nothing new');
      continue;
    }
    if (page.totalCount !== end) {
      const next = await request({ page: end + 1, size: 1 });
      if (next.routes.length > 0) {
        // The table has just grown; or the server gives fewer rows at once, as it states, or as two pages alike show.
        const shown = page.routes.length;
        if (shown === page.pageSize || shown === lastShort) size = overlapping(shown);
        lastShort = shown;
        continue;
      }
      if (page.totalCount !== null && page.totalCount !== page.routes.length) {
        return close(page.totalCount, `TotalCount says ${page.totalCount} where the list ends after ${end}`);
      }
    }
    if (tableCounts.size > 1) {
      return close(page.totalCount, `TotalCount went from ${[...tableCounts].join(' to ')} while the table was read`);
    }
    if (seen.size !== end) return close(page.totalCount, `${seen.size} different rows were seen in a list of ${end}`);
    return close(page.totalCount, disagreement(type, page, [...seen.values()]));
  }
}

/** Far beyond what one connection may have: a server that always has one more full page must not be read for ever. */
const mostRows = 100_000;

/** A window of one row can't overlap and move on at once. */
function overlapping(size: number): number {
  if (size >= 2) return size;
  throw new SourceError({
    code: 'PageTooSmall',
    message: `the server gives ${size} rows a page; two at least are needed`,
  });
}

/** VpnRouteCounts is an independent count of the table, where replies have it. */
function disagreement(type: RouteType, page: Page, routes: readonly Route[]): string | null {
  for (const entry of page.counts) {
    if (entry.type !== type || entry.count === null) continue;
    const received = routes.filter(
      ({ source }) => type === 'custom' || entry.source === null || source === entry.source,
    );
    if (received.length !== entry.count) return `VpnRouteCounts says ${entry.count} where ${received.length} rows came`;
  }
  return null;
}
