import type { Route, RouteType } from '../routing/route.ts';
import { identitiesOf, identityOf } from './identityOf.ts';
import { compareIn, isSorted, type ListingOrder, listingOrders } from './listingOrder.ts';
import type { Page } from './page.ts';
import { planOverlap } from './planOverlap.ts';
import { disagreement } from './routeCounts.ts';
import { SourceError } from './routeSource.ts';
import { startOf, type Window, windowFrom } from './window.ts';

/**
 * One reading of one table, by an overlap chain.
 *
 * Pages are offsets into a list that changes while it is read: a route withdrawn between two pages shifts the rest, so
 * that one is never seen. Hence each window starts before the end of what is covered, and is accepted only if its
 * first row was seen already; otherwise the chain steps back with a doubled overlap.
 *
 * Theorem. If rows that do not change keep their relative order, every row that is there, unchanged, from the first
 * request to the last is seen, however many others come and go.
 * Proof, by induction over the accepted windows: every such row that stands before the end of window k when it is read
 * is seen by then. The first window starts at the first row, so there it holds. Window k+1 starts with a row r that
 * was seen in an earlier window j. A row x that stands inside window k+1 is seen there. One that stands before r now
 * stood before r when window j was read, since neither changed (r's identity holds its CreateTime, so r is the same r),
 * hence before the end of window j, and was seen by then. The last window reaches the end of the list, so x is any.
 *
 * The premise is not documented, so it is earned: the rows must be seen to be sorted by something that a row keeps all
 * its life. Rows that tie in it may still change places, so more is asked of a window: its first row must come strictly
 * before the last row L of what is covered. Then the theorem holds however ties fall: by then every row strictly
 * before L is seen; a row at or before the first row of window k+1 is one of these, and any other that comes strictly
 * before the last row of window k+1 stands inside it. Where no such order is seen, the scan is `unproved`.
 *
 * The end is shown by a window that comes back short, and either TotalCount agrees or a request for exactly the next
 * row comes back empty. TotalCount never ends a scan by itself. Nor does a window that may be short because the server
 * makes pages of another size than it is asked for: see `maybeElsewhere`.
 */
export interface Scan {
  readonly routes: readonly Route[];
  /** How many rows the list had when its end was read; `routes` holds those too that went before, or came twice. */
  readonly length: number;
  readonly windows: readonly ScannedWindow[];
  /** The rows of each window, by identity. */
  readonly pages: readonly (readonly string[])[];
  readonly requests: number;
  readonly totalCount: number | null;
  readonly requestIds: readonly string[];
  readonly unknownFields: readonly string[];
  readonly proof: 'atomic' | 'proved' | 'proved-under-churn' | 'unproved';
  /** What every window was sorted by; null: by nothing that we know, or its rows all tie. */
  readonly order: ListingOrder | null;
  /** As many different rows came as the list had at any time: none is known to have slipped through by moving. */
  readonly whole: boolean;
  /** No sign of a change: one TotalCount throughout, no step back, and exactly as many different rows as the list has. */
  readonly quiet: boolean;
  /** null: the reading holds together. Otherwise why it does not, so that the table must be read again. */
  readonly doubt: string | null;
}

/** Rows `[start, start + rows)` of the list as it was when they were asked for. */
export interface ScannedWindow {
  readonly start: number;
  readonly rows: number;
  /** How many of them stood before the end of what was covered by then. */
  readonly overlap: number;
  readonly totalCount: number | null;
}

/**
 * Reads until the end is shown, or until there is doubt. Errors of `read` pass through. `largest` is the page size to
 * ask for; a server that states or shows that it gives fewer rows at once is asked for fewer. `leastOverlap`, 2 or
 * more rows: another one in another scan cuts the list in other places.
 */
export async function scanTable(
  type: RouteType,
  read: (window: Window) => Promise<Page>,
  largest: number,
  leastOverlap: number,
): Promise<Scan> {
  const seen = new Map<string, Route>();
  const [windows, requestIds]: [ScannedWindow[], string[]] = [[], []];
  const pages: (readonly string[])[] = [];
  const [tableCounts, unknownFields] = [new Set<number>(), new Set<string>()];
  let orders: readonly ListingOrder[] = listingOrders;
  let [requests, longest, steppedBack, back] = [0, 0, false, false];
  const request = async (window: Window): Promise<Page> => {
    requests += 1;
    const page = await read(window);
    if (page.requestId !== null) requestIds.push(page.requestId);
    if (page.totalCount !== null && page.totalCount !== page.routes.length) tableCounts.add(page.totalCount);
    for (const name of page.unknownFields) unknownFields.add(name);
    return page;
  };

  let [size, end, overlap, firstShort, last] = [largest, 0, leastOverlap, -1, undefined as Route | undefined];
  let [endSeen, sizeStated] = [-1, -1];
  /** Where the next window is to start; false where none that overlaps brings anything. */
  const plan = (rows: readonly Route[]): boolean => {
    const least = Math.max(1, Math.min(leastOverlap, Math.floor(size / 2)));
    const planned = planOverlap(rows, end, orders, least, size);
    if (planned !== null) ({ overlap, orders } = planned);
    return planned !== null;
  };
  const close = (totalCount: number | null, doubt: string | null): Scan => {
    const routes = [...seen.values()];
    const whole = seen.size >= Math.max(end, ...tableCounts);
    const quiet = tableCounts.size <= 1 && !steppedBack && seen.size === end;
    const ordered = orders.length > 0 && routes.every(({ createTime }) => createTime !== null);
    const many = ordered ? (quiet ? 'proved' : 'proved-under-churn') : 'unproved';
    const proof = windows.length === 1 ? 'atomic' : many;
    const [first] = routes;
    // Of rows that all tie nothing is seen.
    const order = orders.find((one) => first && last && compareIn(one, first, last) < 0) ?? null;
    const facts = { requests, totalCount, requestIds, unknownFields: [...unknownFields].sort() };
    return { routes, length: end, windows, pages, ...facts, proof, order, whole, quiet, doubt };
  };
  /** Whether a window carries on from what is covered; it may cost an order that ties too long. */
  const joins = (start: number, first: Route | undefined): boolean => {
    if (start === 0 || last === undefined) return true;
    if (first === undefined || !seen.has(identityOf(first))) return false;
    const [row, covered] = [first, last];
    const strict = orders.filter((order) => compareIn(order, row, covered) < 0);
    if (strict.length < orders.length && overlap < size / 2) return false;
    orders = strict;
    return true;
  };

  for (;;) {
    if (requests + 2 > 10 + 4 * Math.ceil(longest / (size - 1)) || longest > mostRows) {
      return close(null, endSeen < 0 ? 'it never came to an end' : 'its end was never twice at the same row');
    }
    const window = windowFrom(Math.max(end - overlap, 0), size);
    const page = await request(window);
    const start = startOf(window);
    if (!joins(start, page.routes[0])) {
      overlap *= 2;
      [steppedBack, back] = [true, true];
      continue;
    }
    const rows = page.routes.length;
    const identities = identitiesOf(page.routes);
    const known = identities.filter((identity) => seen.has(identity)).length;
    const isElsewhere = start + rows !== endSeen && maybeElsewhere(window, rows, known, end - start);
    const stated = page.pageSize ?? window.size;
    if (start > 0 && stated < window.size && (rows < stated || (isElsewhere && stated === sizeStated))) {
      size = atLeastTwo(stated);
      [overlap, back] = [Math.min(overlap, Math.floor(size / 2)), true];
      continue;
    }
    if (isElsewhere) {
      [endSeen, sizeStated, overlap, back] = [start + rows, stated, end - start + 1, true];
      continue;
    }
    [endSeen, sizeStated] = [-1, -1];
    // The first one stays: of two rows that differ in their tunnels alone, another page may show only the second.
    for (const [i, route] of page.routes.entries())
      seen.set(identities[i] ?? '', seen.get(identities[i] ?? '') ?? route);
    windows.push({ start, rows, overlap: Math.max(end - start, 0), totalCount: page.totalCount });
    pages.push(identities);
    orders = orders.filter((order) => isSorted(order, page.routes));
    [end, last] = [start + rows, page.routes.at(-1) ?? last];
    longest = Math.max(longest, end);
    if (rows === window.size && known === rows && !back) {
      return close(page.totalCount, 'a full page brought nothing new');
    }
    back = false;
    if (rows === window.size) {
      if (!plan(page.routes)) return close(page.totalCount, tooSmall(size));
      continue;
    }
    // A first page as long as it states that pages are is not short, whatever else it counts.
    const isStated = start === 0 && rows === page.pageSize;
    // One answer that contradicts itself: it lists more rows than it lets end here.
    if (start > 0 && page.totalCount !== null && page.totalCount !== rows && page.totalCount > end) {
      return close(page.totalCount, endsElsewhere(page.totalCount, end));
    }
    if (page.totalCount !== end || isStated) {
      const next = await request({ page: end + 1, size: 1 });
      if (next.routes.length > 0) {
        // The table has just grown; or the server gives fewer rows at once, as it states, or as the first page twice shows.
        if (isStated) size = atLeastTwo(rows);
        else if (start === 0 && rows === firstShort) size = rows;
        if (start === 0 && rows < size) [firstShort, overlap] = [rows, end];
        else if (size < 2 || !plan(page.routes)) return close(page.totalCount, tooSmall(size));
        continue;
      }
      if (page.totalCount !== null && page.totalCount !== rows && page.totalCount !== end) {
        return close(page.totalCount, endsElsewhere(page.totalCount, end));
      }
    }
    return close(page.totalCount, disagreement(type, page, end, [...seen.values()]));
  }
}

function atLeastTwo(size: number): number {
  if (size < 2) throw new SourceError({ code: 'PageTooSmall', message: tooSmall(size) });
  return size;
}

/**
 * Whether a short window may be a page from elsewhere: the server made it of `rows` rows, fewer than it was asked for,
 * and so began it as many pages of so many rows into the list, before the place where it was asked to begin. Then all of
 * its rows are `known`, or by at least what it lacks more of them than the `overlap`, the rows that should be. Rows that
 * came or went look the same; so the end is believed only when another window, with another start, shows it too.
 */
function maybeElsewhere(window: Window, rows: number, known: number, overlap: number): boolean {
  if (startOf(window) === 0 || rows === window.size || known === overlap) return false;
  return known === rows || known - overlap >= window.size - rows;
}

function endsElsewhere(totalCount: number, end: number): string {
  return `TotalCount says ${totalCount} where the list ends after ${end}`;
}

/** Windows of one row can't overlap, and of a few not everywhere. */
function tooSmall(size: number): string {
  return `the server gives ${size} rows a page, which is too few for pages that overlap`;
}

/** Far beyond what one connection may have: a server that always has one more full page must not be read for ever. */
const mostRows = 100_000;
