import { bitsOf, comparePrefixBits, type Prefix, type PrefixBits } from './prefix.ts';

/**
 * What prefixes are sorted by, worked out once for each: of an IPv4 prefix its address and length in one number; an
 * IPv6 prefix takes more than a number holds.
 */
export type PrefixRank = number | PrefixBits;

export function rankOf(prefix: Prefix): PrefixRank {
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
    } else return bitsOf(prefix);
  }
  return dots === 3 ? address * 64 + octet : bitsOf(prefix);
}

/** The same order as that of `comparePrefixBits`. */
export function compareRanks(a: PrefixRank, b: PrefixRank): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  return typeof b === 'number' ? 1 : comparePrefixBits(a, b);
}

const [zero, nine, dot, slash] = [0x30, 0x39, 0x2e, 0x2f];
