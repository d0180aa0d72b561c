import { bitsOf, type Prefix } from './prefix.ts';
import { rankOf } from './prefixRank.ts';

/** Prefixes of one family, packed: `starts` holds one word of each, or IPv6's four. */
export interface SortedPrefixes {
  readonly starts: Uint32Array;
  readonly lengths: Uint8Array;
  /** Which comes when: by address, then shorter before longer, so that a covering one stands before what it covers. */
  readonly order: Uint32Array;
}

/** Sorts by digits of 16 bits, the last one first: linear, and no comparison is called a million times. */
export function sortPrefixes(entries: readonly { readonly prefix: Prefix }[], words: 1 | 4): SortedPrefixes {
  const starts = new Uint32Array(entries.length * words);
  const lengths = new Uint8Array(entries.length);
  for (let i = 0; i < entries.length; i++) {
    const prefix = entries[i]?.prefix;
    if (prefix !== undefined)
      lengths[i] = words === 1 ? packIpv4(prefix, starts, i) : packIpv6(prefix, starts, i * words);
  }
  let order = new Uint32Array(entries.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  order = sortBy(order, lengths, 1, 0, 0);
  for (let word = words - 1; word >= 0; word--) {
    order = sortBy(order, starts, words, word, 0);
    order = sortBy(order, starts, words, word, 16);
  }
  return { starts, lengths, order };
}

/** Its address goes to `starts`; its length is returned. */
function packIpv4(prefix: Prefix, starts: Uint32Array, at: number): number {
  const rank = rankOf(prefix);
  if (typeof rank !== 'number') throw new Error(`not IPv4: ${prefix}`);
  starts[at] = Math.floor(rank / 64);
  return rank % 64;
}

/** Canonical text only, so nothing needs to be checked. The groups after `::` go to the end. */
function packIpv6(prefix: Prefix, starts: Uint32Array, at: number): number {
  const groups = [0, 0, 0, 0, 0, 0, 0, 0];
  let [count, group, gap] = [0, 0, -1];
  let i = 0;
  for (; i < prefix.length; i++) {
    const code = prefix.charCodeAt(i);
    if (code === dot) return packBits(prefix, starts, at);
    if (code === slash) break;
    if (code !== colon) group = group * 16 + (code <= nine ? code - zero : code - letterA + 10);
    else if (prefix.charCodeAt(i + 1) === colon) {
      if (i > 0) groups[count++] = group;
      [gap, group] = [count, 0];
      i += 1;
    } else {
      groups[count++] = group;
      group = 0;
    }
  }
  if (gap !== count || prefix.charCodeAt(i - 1) !== colon) groups[count++] = group;
  if (gap >= 0) {
    groups.copyWithin(8 - count + gap, gap, count);
    groups.fill(0, gap, 8 - count + gap);
  }
  for (let word = 0; word < 4; word++)
    starts[at + word] = (groups[2 * word] ?? 0) * 0x10000 + (groups[2 * word + 1] ?? 0);
  let length = 0;
  for (i += 1; i < prefix.length; i++) length = length * 10 + prefix.charCodeAt(i) - zero;
  return length;
}

/** One that ends with an IPv4 address. */
function packBits(prefix: Prefix, starts: Uint32Array, at: number): number {
  const { words, length } = bitsOf(prefix);
  starts.set(words, at);
  return length;
}

const [zero, nine, colon, dot, slash, letterA] = [0x30, 0x39, 0x3a, 0x2e, 0x2f, 0x61];

/**
 * A stable counting sort by 16 bits, `shift` from the right, of one of the `words` numbers that each index has in `keys`; of
 * a digit that all have, the order as it is.
 */
function sortBy(
  order: Uint32Array<ArrayBuffer>,
  keys: Uint32Array | Uint8Array,
  words: number,
  word: number,
  shift: 0 | 16,
): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(2 ** 16);
  for (let at = word; at < keys.length; at += words) {
    const digit = ((keys[at] ?? 0) >>> shift) & 0xffff;
    places[digit] = (places[digit] ?? 0) + 1;
  }
  if (places.includes(order.length)) return order;
  let place = 0;
  for (let digit = 0; digit < places.length; digit++) {
    const count = places[digit] ?? 0;
    places[digit] = place;
    place += count;
  }
  const sorted = new Uint32Array(order.length);
  for (let n = 0; n < order.length; n++) {
    const i = order[n] ?? 0;
    const digit = ((keys[i * words + word] ?? 0) >>> shift) & 0xffff;
    const to = places[digit] ?? 0;
    sorted[to] = i;
    places[digit] = to + 1;
  }
  return sorted;
}
