import { bitsOf, type Prefix, parsePrefix } from '../routing/prefix.ts';
import type { PrefixRange } from '../routing/range.ts';

/**
 * The entries whose destination covers a prefix, shorter ones first. One map look-up for each prefix length in use, so
 * that thousands of routes against thousands of entries stay fast.
 */
export function coveringEntries<Entry extends { readonly range: PrefixRange }>(
  entries: readonly Entry[],
): (prefix: Prefix) => readonly Entry[] {
  const byDestination = new Map<Prefix, Entry[]>();
  for (const entry of entries) {
    const { destination } = entry.range;
    const same = byDestination.get(destination);
    if (same === undefined) byDestination.set(destination, [entry]);
    else same.push(entry);
  }
  const lengths = [...new Set([...byDestination.keys()].map((prefix) => bitsOf(prefix).length))].sort((a, b) => a - b);
  return (prefix) => {
    const address = prefix.slice(0, prefix.lastIndexOf('/'));
    const own = bitsOf(prefix).length;
    return lengths
      .filter((length) => length <= own)
      .flatMap((length) => {
        const parsed = parsePrefix(`${address}/${length}`);
        return parsed.state === 'malformed' ? [] : (byDestination.get(parsed.prefix) ?? []);
      });
  };
}
