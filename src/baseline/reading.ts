import { formatPlace, type Place, type Problem } from '../document/place.ts';
import type { Places } from '../document/places.ts';

/** What the parts of one file's reading share: where its values stand, and the list that problems go to. */
export interface Reading {
  readonly places: Places;
  readonly problems: Problem[];
  /** False where the schema refused parts, which are left out: what counts entries would count wrong. */
  readonly isWhole: boolean;
}

/** Notes a problem with the value at the pointer. */
export function report(reading: Reading, pointer: string, message: string): void {
  reading.problems.push({ at: reading.places.at(pointer), message });
}

/** Reports each item whose key an earlier item has, with the place of the first; says what is twice. */
export function reportTwice<Item extends { readonly at: Place }>(
  reading: Reading,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  describe: (item: Item) => string,
): void {
  const first = new Map<string, Item>();
  for (const item of items) {
    const earlier = first.get(keyOf(item));
    if (earlier === undefined) first.set(keyOf(item), item);
    else {
      const message = `${describe(item)} is here twice; the first is at ${formatPlace(earlier.at)}`;
      reading.problems.push({ at: item.at, message });
    }
  }
}
