import { type Address, alignmentOf, compareAddresses, lastOf, nextAfter, sharedBits } from './address.ts';
import { formatPrefix, type Prefix } from './prefix.ts';

/** A prefix and the address after its last one, which whoever goes through a range needs next. */
export interface PrefixInRange {
  readonly prefix: Prefix;
  readonly end: Address;
}

/** The fewest prefixes that are a range, in order; `first` and `last` are both in it. Each is as large as its place lets it be. */
export function prefixesOf(first: Address, last: Address): readonly PrefixInRange[] {
  const prefixes: PrefixInRange[] = [];
  const family = first.length === 1 ? 4 : 6;
  for (let start = first; compareAddresses(start, last) <= 0; ) {
    // One bit more than `start` shares with `last`, and it ends before the range does.
    let length = Math.max(alignmentOf(start), sharedBits(start, last));
    let own = lastOf(start, length);
    if (compareAddresses(own, last) > 0) {
      length += 1;
      own = lastOf(start, length);
    }
    const end = nextAfter(own);
    prefixes.push({ prefix: formatPrefix({ family, words: start, length }), end });
    start = end;
  }
  return prefixes;
}
