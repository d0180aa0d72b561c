/** One address, or with IPv6's four words: unsigned 32-bit numbers, the most significant first. */
export type Address = readonly number[];

/** Negative where `a` comes first. */
export function compareAddresses(a: Address, b: Address): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The last address of the prefix of this length that begins here. */
export function lastOf(first: Address, length: number): Address {
  return first.map((word, i) => {
    const kept = Math.min(Math.max(length - 32 * i, 0), 32);
    return kept === 32 ? word : (word | (0xffffffff >>> kept)) >>> 0;
  });
}

/** One more. After the last address of all comes one whose first word is 2^32: after all others, and no address. */
export function nextAfter(address: Address): Address {
  const next = [...address];
  for (let i = next.length - 1; i >= 0; i--) {
    const word = (next[i] ?? 0) + 1;
    next[i] = word;
    if (word < 2 ** 32 || i === 0) break;
    next[i] = 0;
  }
  return next;
}

/** One less; never asked of the first address of all. */
export function previousOf(address: Address): Address {
  const previous = [...address];
  for (let i = previous.length - 1; i >= 0; i--) {
    const word = previous[i] ?? 0;
    previous[i] = word === 0 && i > 0 ? 0xffffffff : word - 1;
    if (word !== 0) break;
  }
  return previous;
}

/** The length of the largest prefix that begins here. */
export function alignmentOf(address: Address): number {
  for (let i = address.length - 1; i >= 0; i--) {
    const word = address[i] ?? 0;
    if (word !== 0) return 32 * (i + 1) - (31 - Math.clz32(word & -word));
  }
  return 0;
}

/** How many bits two addresses begin with that are the same. */
export function sharedBits(a: Address, b: Address): number {
  for (let i = 0; i < a.length; i++) {
    const differing = (a[i] ?? 0) ^ (b[i] ?? 0);
    if (differing !== 0) return 32 * i + Math.clz32(differing);
  }
  return 32 * a.length;
}
