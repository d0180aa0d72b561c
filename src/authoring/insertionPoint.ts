import { isBefore, type TableDestination } from '../routing/table.ts';

/**
 * Where new entries go in a list: the index of the entry that one goes behind; -1: it goes first. Behind the last one of
 * the same or an earlier destination where the list is in order, else at the end.
 */
export function insertionPoint(entries: readonly TableDestination[]): (added: TableDestination) => number {
  const isSorted = entries.every((entry, i) => {
    const before = entries[i - 1];
    return before === undefined || !isBefore(entry, before);
  });
  return (added) => {
    let [low, high] = [isSorted ? 0 : entries.length, entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = entries[middle];
      if (entry === undefined || isBefore(added, entry)) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  };
}
