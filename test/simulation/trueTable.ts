import type { Prefix } from '../../src/routing/prefix.ts';
import type { Route } from '../../src/routing/route.ts';
import { compareRows, type Row, type SortKey } from './order.ts';

/**
 * The table as it really is, in its listing's order, and all that it was since the run began. One route a destination.
 * A route that is put back was gone for a moment: that is two entries in the history, also where no request came between.
 */
export class TrueTable {
  readonly #key: SortKey;
  readonly #kept: number;
  #versions: (readonly Row[])[];
  readonly #rows: Map<Prefix, Row>;
  readonly #history: Map<Prefix, (Route | null)[]>;
  #fewest: number;
  #most: number;

  /** `kept` is how many earlier lists a replica may still show. */
  constructor(key: SortKey, rows: readonly Row[], kept: number) {
    this.#key = key;
    this.#kept = kept;
    this.#versions = [[...rows].sort((a, b) => compareRows(key, a, b))];
    this.#rows = new Map(rows.map((row) => [row.route.destination, row]));
    this.#history = new Map(rows.map(({ route }) => [route.destination, [route]]));
    this.#fewest = rows.length;
    this.#most = rows.length;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** The fewest and the most routes that it ever had. */
  get sizes(): { readonly fewest: number; readonly most: number } {
    return { fewest: this.#fewest, most: this.#most };
  }

  get(destination: Prefix): Row | undefined {
    return this.#rows.get(destination);
  }

  /** Everything that a destination was, in turn; null: not there. */
  historyOf(destination: Prefix): readonly (Route | null)[] {
    return this.#history.get(destination) ?? [null];
  }

  get destinations(): Iterable<Prefix> {
    return this.#history.keys();
  }

  /** The list as it was so many changes ago, or the oldest that is kept. */
  list(changesAgo = 0): readonly Row[] {
    return this.#versions[Math.min(changesAgo, this.#versions.length - 1)] ?? [];
  }

  /** Puts a row in the place of the one with its destination, if there is one. */
  put(row: Row): void {
    const list = this.#without(row.route.destination);
    const at = placeFor(list, (other) => compareRows(this.#key, other, row) < 0);
    this.#change(row.route.destination, row, list.toSpliced(at, 0, row));
  }

  withdraw(destination: Prefix): void {
    this.#change(destination, null, this.#without(destination));
  }

  #without(destination: Prefix): readonly Row[] {
    const row = this.#rows.get(destination);
    const list = this.list();
    return row === undefined ? list : list.toSpliced(list.indexOf(row), 1);
  }

  #change(destination: Prefix, row: Row | null, list: readonly Row[]): void {
    if (row === null) this.#rows.delete(destination);
    else this.#rows.set(destination, row);
    const history = this.#history.get(destination) ?? [null];
    history.push(row?.route ?? null);
    this.#history.set(destination, history);
    this.#versions = [list, ...this.#versions.slice(0, this.#kept)];
    this.#fewest = Math.min(this.#fewest, list.length);
    this.#most = Math.max(this.#most, list.length);
  }
}

/** How many rows at the beginning of a sorted list come before. */
function placeFor(list: readonly Row[], isBefore: (row: Row) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = list[middle];
    if (row !== undefined && isBefore(row)) low = middle + 1;
    else high = middle;
  }
  return low;
}
