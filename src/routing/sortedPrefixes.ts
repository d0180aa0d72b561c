import type { Address } from './address.ts';
import { bitsOf, type Prefix } from './prefix.ts';
import { rankOf } from './prefixRank.ts';

/** Prefixes of one family, packed: `starts` holds one word of each, or IPv6's four. */
export interface SortedPrefixes {
  readonly starts: Uint32Array;
  readonly lengths: Uint8Array;
  /** Which comes when: by address, then shorter before longer, so that a covering one stands before what it covers. */
  readonly order: Uint32Array;
  startOf(index: number): Address;
}

/** Sorts by digits of 16 bits, the last one first: linear, and no comparison is called a million times. */
export function sortPrefixes(prefixes: readonly Prefix[], words: 1 | 4): SortedPrefixes {
  const starts = new Uint32Array(prefixes.length * words);
  const lengths = new Uint8Array(prefixes.length);
  for (const [i, prefix] of prefixes.entries()) {
    const rank = rankOf(prefix);
    if (typeof rank === 'number') {
      starts[i] = Math.floor(rank / 64);
      lengths[i] = rank % 64;
    } else {
      const bits = bitsOf(prefix);
      starts.set(bits.words, i * words);
      lengths[i] = bits.length;
    }
  }
  let order = Uint32Array.from(prefixes.keys());
  order = sortBy(order, (i) => lengths[i] ?? 0);
  for (let word = words - 1; word >= 0; word--) {
    order = sortBy(order, (i) => (starts[i * words + word] ?? 0) & 0xffff);
    order = sortBy(order, (i) => (starts[i * words + word] ?? 0) >>> 16);
  }
  const startOf = (i: number) => (words === 1 ? [starts[i] ?? 0] : [...starts.subarray(i * words, (i + 1) * words)]);
  return { starts, lengths, order, startOf };
}

/** A stable counting sort; of a digit that all have, the order as it is. */
function sortBy(order: Uint32Array<ArrayBuffer>, digitOf: (index: number) => number): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(2 ** 16);
  for (const i of order) places[digitOf(i)] = (places[digitOf(i)] ?? 0) + 1;
  if (places.includes(order.length)) return order;
  let place = 0;
  for (let digit = 0; digit < places.length; digit++) {
    const count = places[digit] ?? 0;
    places[digit] = place;
    place += count;
  }
  const sorted = new Uint32Array(order.length);
  for (const i of order) {
    const digit = digitOf(i);
    sorted[places[digit] ?? 0] = i;
    places[digit] = (places[digit] ?? 0) + 1;
  }
  return sorted;
}
