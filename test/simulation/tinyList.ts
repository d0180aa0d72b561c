import type { Page } from '../../src/collect/page.ts';
import { startOf, type Window } from '../../src/collect/window.ts';
import { type Prefix, parsePrefix } from '../../src/routing/prefix.ts';
import type { Route } from '../../src/routing/route.ts';
import type { Pick } from './explore.ts';

/**
 * How a tiny list is sorted. `hidden`: by something that no field of a row shows. `tied-pairs`: by creation, ascending,
 * which two rows each have in common; they stand in either order in every answer.
 */
export const tinyListings = [
  'destination',
  'created-ascending',
  'created-descending',
  'modified-descending',
  'hidden',
  'tied-pairs',
] as const;
export type TinyListing = (typeof tinyListings)[number];

interface TinyRow {
  /** Even ones are there at the start, odd ones come in between. */
  readonly place: number;
  readonly weight: number;
  readonly created: number;
  readonly modified: number;
}

/**
 * A list of very few rows. Before every request but the first, `pick` decides on changes, as long as any are left: a row
 * is withdrawn, modified, or put back (also one that was withdrawn before), or a new one comes in at any place.
 */
export function tinyList(listing: TinyListing, length: number, changes: number, pick: Pick) {
  const initial = (i: number): TinyRow => ({
    place: 2 * i,
    weight: 100,
    created: firstCreated(listing, i),
    modified: 100 - i,
  });
  let rows = Array.from({ length }, (_, i) => initial(i));
  const touched = new Set<number>();
  let [left, clock, requests] = [changes, 1000, 0];

  const put = (place: number, weight: number, since: number | null): void => {
    clock += 1;
    const row = { place, weight, created: since ?? clock, modified: clock };
    rows = [...rows.filter((other) => other.place !== place), row].sort((a, b) => compare(listing, a, b));
    touched.add(place);
  };
  const change = (): void => {
    const options = Array.from({ length }, (_, i) => rowChanges(2 * i)).flat();
    const places = comesInAnywhere(listing) ? length + 1 : 1;
    for (let i = 0; i < places; i++) options.push(() => put(2 * i - 1, 100, null));
    options[pick(options.length)]?.();
  };
  /** All that can happen to one of the first rows. Where a row keeps its place, to be put back is to be modified. */
  const rowChanges = (place: number): (() => void)[] => {
    const row = rows.find((other) => other.place === place);
    if (row === undefined) return [() => put(place, 100, null)];
    const withdraw = () => {
      rows = rows.filter((other) => other !== row);
      touched.add(place);
    };
    const modify = () => put(place, 100 - row.weight, row.created);
    const putBack = () => put(place, row.weight, null);
    return comesInAnywhere(listing) ? [withdraw, modify] : [withdraw, modify, putBack];
  };
  const read = async (window: Window): Promise<Page> => {
    for (; requests > 0 && left > 0 && pick(2) === 1; left--) change();
    requests += 1;
    const start = startOf(window);
    const shown = listing === 'tied-pairs' ? swapTies(rows, start, start + window.size, pick) : rows;
    return {
      routes: shown.slice(start, start + window.size).map((row) => routeOf(listing, row)),
      pageSize: window.size,
      totalCount: rows.length,
      counts: [],
      requestId: null,
      serverTime: null,
      sentAt: 0,
      receivedAt: 0,
      unknownFields: [],
    };
  };
  /** Which of the first rows nobody touched: theirs are the destinations that a scan must see. */
  const untouched = (): readonly Prefix[] => {
    const places = Array.from({ length }, (_, i) => 2 * i).filter((place) => !touched.has(place));
    return places.map((place) => destinationOf(listing, place));
  };
  return { read, untouched };
}

function comesInAnywhere(listing: TinyListing): boolean {
  return listing === 'destination' || listing === 'hidden';
}

function firstCreated(listing: TinyListing, i: number): number {
  switch (listing) {
    case 'created-ascending':
      return i;
    case 'created-descending':
      return 100 - i;
    case 'tied-pairs':
      return i >> 1;
    case 'destination':
    case 'modified-descending':
    case 'hidden':
      return (i * 5) % 7;
  }
}

/** Each pair that ties, and reaches into the window, in either order. */
function swapTies(rows: readonly TinyRow[], start: number, end: number, pick: Pick): readonly TinyRow[] {
  const shown = [...rows];
  for (let i = Math.max(start - 1, 0); i < end; i++) {
    const [a, b] = [rows[i], rows[i + 1]];
    if (a !== undefined && b !== undefined && a.created === b.created && pick(2) === 1) shown.splice(i, 2, b, a);
  }
  return shown;
}

function compare(listing: TinyListing, a: TinyRow, b: TinyRow): number {
  switch (listing) {
    case 'destination':
    case 'hidden':
      return a.place - b.place;
    case 'created-ascending':
      return a.created - b.created;
    case 'created-descending':
      return b.created - a.created;
    case 'modified-descending':
      return b.modified - a.modified;
    case 'tied-pairs':
      return a.created - b.created || a.place - b.place;
  }
}

function routeOf(listing: TinyListing, { place, weight, created }: TinyRow): Route {
  return {
    type: 'custom',
    destination: destinationOf(listing, place),
    source: null,
    nextHop: 'vco-tiny',
    weight,
    state: 'published',
    asPath: null,
    community: null,
    createTime: created,
    more: {},
  };
}

const destinations = Array.from({ length: 64 }, (_, i): Prefix => {
  const parsed = parsePrefix(`10.0.${i}.0/24`);
  if (parsed.state !== 'canonical') throw new Error('not canonical');
  return parsed.prefix;
});

/** By place where the list is sorted by destination; elsewhere scattered. */
function destinationOf(listing: TinyListing, place: number): Prefix {
  const number = listing === 'destination' ? place + 1 : ((place + 1) * 11) % 64;
  const destination = destinations[number];
  if (destination === undefined) throw new Error(`no place ${place}`);
  return destination;
}
