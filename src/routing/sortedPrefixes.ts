import { bitsOf, type Prefix } from './prefix.ts';
import { ipv4RankOf } from './prefixRank.ts';

/**
 * The prefixes of one family, each at its place among all entries, with zeros at the places of others. As small as can be: of a
 * million each is come to out of turn, and to wait for memory is what takes the time.
 */
export interface SortedPrefixes {
  /** Of `starts` one number is an address, or four are IPv6's. */
  readonly words: 1 | 4;
  readonly starts: Uint32Array;
  readonly lengths: Uint8Array;
  /** Which comes when: by address, then shorter before longer, so that a covering one stands before what it covers. */
  readonly order: Uint32Array;
}

export interface SortedFamilies {
  readonly ipv4: SortedPrefixes;
  readonly ipv6: SortedPrefixes;
  /** What `markOf` says of each entry. One more, which is of none, is 0. */
  readonly marks: Uint8Array;
}

/** For the same reason all that is asked of an entry is asked here, at once. */
export function sortPrefixes<Entry extends { readonly prefix: Prefix }>(
  entries: readonly Entry[],
  markOf: (entry: Entry) => number,
): SortedFamilies {
  const ipv4 = packed(1, entries.length);
  let ipv6 = packed(4, 0);
  const marks = new Uint8Array(entries.length + 1);
  // IPv4 from the front, IPv6 from the back.
  const order = new Uint32Array(entries.length);
  let [end, start] = [0, entries.length];
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    if (entry === undefined) continue;
    const rank = ipv4RankOf(entry.prefix);
    if (rank >= 0) {
      const address = Math.floor(rank / 64);
      ipv4.starts[i] = address;
      ipv4.lengths[i] = rank - 64 * address;
      order[end++] = i;
    } else {
      if (ipv6.lengths.length === 0) ipv6 = packed(4, entries.length);
      ipv6.lengths[i] = packIpv6(entry.prefix, ipv6.starts, 4 * i);
      order[--start] = i;
    }
    marks[i] = markOf(entry);
  }
  return {
    ipv4: { ...ipv4, order: sorted(order.subarray(0, end), ipv4) },
    ipv6: { ...ipv6, order: sorted(order.subarray(start), ipv6) },
    marks,
  };
}

type Packed = Omit<SortedPrefixes, 'order'>;

function packed(words: 1 | 4, count: number): Packed {
  return { words, starts: new Uint32Array(count * words), lengths: new Uint8Array(count) };
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

/** By digits, the last one first: linear, and no comparison is called a million times. */
function sorted(order: Uint32Array, { words, starts, lengths }: Packed): Uint32Array {
  let [from, to]: [Uint32Array, Uint32Array] = [order, new Uint32Array(order.length)];
  if (sortByDigit(from, to, lengths, 1, 0, 0)) [from, to] = [to, from];
  for (let word = words - 1; word >= 0; word--) {
    for (let shift = 0; shift < 32; shift += digitBits) {
      if (sortByDigit(from, to, starts, words, word, shift)) [from, to] = [to, from];
    }
  }
  return from;
}

/** So few that the places that are written to stay in the processor's cache. */
const digitBits = 11;
const digitMask = 2 ** digitBits - 1;

/** A stable counting sort by bits of one of the numbers that each has in `keys`; false, and nothing is done, where all are the same. */
function sortByDigit(
  from: Uint32Array,
  to: Uint32Array,
  keys: Uint32Array | Uint8Array,
  words: number,
  word: number,
  shift: number,
): boolean {
  const places = new Uint32Array(digitMask + 1);
  for (let at = word; at < keys.length; at += words) {
    const digit = ((keys[at] ?? 0) >>> shift) & digitMask;
    places[digit] = (places[digit] ?? 0) + 1;
  }
  // Those of the other family have zeros here, and are not sorted.
  places[0] = (places[0] ?? 0) - (keys.length / words - from.length);
  if (places.includes(from.length)) return false;
  let place = 0;
  for (let digit = 0; digit < places.length; digit++) {
    const count = places[digit] ?? 0;
    places[digit] = place;
    place += count;
  }
  for (let n = 0; n < from.length; n++) {
    const i = from[n] ?? 0;
    const digit = ((keys[i * words + word] ?? 0) >>> shift) & digitMask;
    const next = places[digit] ?? 0;
    to[next] = i;
    places[digit] = next + 1;
  }
  return true;
}
