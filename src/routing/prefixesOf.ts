import { type Address, alignmentOf, compareAddresses, lastOf, nextAfter } from './address.ts';
import { formatPrefix, type Prefix } from './prefix.ts';

/** A prefix with its last address, which whoever goes through a range needs next. */
export interface PrefixInRange {
  readonly prefix: Prefix;
  readonly last: Address;
}

/** The fewest prefixes that are a range, in order; `first` and `last` are both in it. Each is as large as its place lets it be. */
export function prefixesOf(first: Address, last: Address): readonly PrefixInRange[] {
  const prefixes: PrefixInRange[] = [];
  for (let start = first; compareAddresses(start, last) <= 0; ) {
    let length = alignmentOf(start);
    while (compareAddresses(lastOf(start, length), last) > 0) length += 1;
    const end = lastOf(start, length);
    const family = start.length === 1 ? 4 : 6;
    prefixes.push({ prefix: formatPrefix({ family, words: start, length }), last: end });
    start = nextAfter(end);
  }
  return prefixes;
}
