import type { Route } from '../../src/routing/route.ts';
import { compareText } from '../../src/routing/table.ts';

/** A row as the server holds it; `created` and `modified` are there even where the API states no CreateTime. */
export interface Row {
  readonly route: Route;
  /** The destination as a number, in the order of addresses. */
  readonly address: number;
  readonly created: number;
  readonly modified: number;
}

/** What servers may list by; the API documents nothing. */
export const listings = [
  'destination',
  'created-ascending',
  'created-descending',
  'modified-descending',
  'unstable-ties',
  'lagging-replica',
] as const;
export type Listing = (typeof listings)[number];

export type SortKey =
  | 'address'
  | 'destination-text'
  | 'created-ascending'
  | 'created-descending'
  | 'modified-descending';

/** Where the keys are equal the list is sorted by address, unless the server shuffles its ties. */
export function compareRows(key: SortKey, a: Row, b: Row): number {
  return compareKeys(key, a, b) || a.address - b.address;
}

export function compareKeys(key: SortKey, a: Row, b: Row): number {
  switch (key) {
    case 'address':
      return a.address - b.address;
    case 'destination-text':
      return compareText(a.route.destination, b.route.destination);
    case 'created-ascending':
      return a.created - b.created;
    case 'created-descending':
      return b.created - a.created;
    case 'modified-descending':
      return b.modified - a.modified;
  }
}
