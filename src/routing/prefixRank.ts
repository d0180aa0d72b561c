import { bitsOf, comparePrefixBits, type Prefix, type PrefixBits } from './prefix.ts';

/**
 * What prefixes are sorted by, worked out once for each: of an IPv4 prefix its address and length in one number; an
 * IPv6 prefix takes more than a number holds.
 */
export type PrefixRank = number | PrefixBits;

export function rankOf(prefix: Prefix): PrefixRank {
  const rank = ipv4RankOf(prefix);
  return rank < 0 ? bitsOf(prefix) : rank;
}

/** -1 where it is not IPv4, which the first colon tells. */
export function ipv4RankOf(prefix: Prefix): number {
  let address = 0;
  let octet = 0;
  let dots = 0;
  for (let i = 0; i < prefix.length; i++) {
    const code = prefix.charCodeAt(i);
    if (code >= zero && code <= nine) {
      octet = octet * 10 + code - zero;
    } else if (code === dot || code === slash) {
      address = address * 256 + octet;
      octet = 0;
      if (code === dot) dots += 1;
    } else return -1;
  }
  return dots === 3 ? address * 64 + octet : -1;
}

/** The same order as that of `comparePrefixBits`. */
export function compareRanks(a: PrefixRank, b: PrefixRank): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  return typeof b === 'number' ? 1 : comparePrefixBits(a, b);
}

const [zero, nine, dot, slash] = [0x30, 0x39, 0x2e, 0x2f];
