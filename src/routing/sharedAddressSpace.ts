import { bitsOf, covers, type Prefix, type PrefixBits } from './prefix.ts';

/** 100.64.0.0/10 (RFC 6598), which the cloud uses itself. */
const sharedAddressSpace: PrefixBits = { family: 4, words: [0x64400000], length: 10 };

/**
 * How a prefix lies to 100.64.0.0/10; null: apart. A destination-based route that does not lie apart can make the
 * negotiation fail, or the console blind (documented for CreateVcoRouteEntry).
 */
export function relationToSharedAddressSpace(prefix: Prefix): 'is inside' | 'covers' | null {
  const bits = bitsOf(prefix);
  if (covers(sharedAddressSpace, bits)) return 'is inside';
  return covers(bits, sharedAddressSpace) ? 'covers' : null;
}
