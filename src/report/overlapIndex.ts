import { bitsOf, type Prefix, parsePrefix } from '../routing/prefix.ts';

/**
 * Answers for a destination: an item whose destination covers it (the longest first) or is covered by it (the first),
 * or null. By look-ups, since thousands may be asked about thousands. What is no prefix overlaps nothing.
 */
export function overlapIndex<T extends { readonly destination: string }>(
  items: readonly T[],
): (destination: string) => T | null {
  if (items.length === 0) return () => null;
  const own = new Map<Prefix, T>();
  const inside = new Map<Prefix, T>();
  for (const item of items) {
    for (const [i, prefix] of coveringPrefixes(item.destination).entries()) {
      const index = i === 0 ? own : inside;
      if (!index.has(prefix)) index.set(prefix, item);
    }
  }
  return (destination) => {
    const covering = coveringPrefixes(destination);
    const [self] = covering;
    const outer = covering.find((prefix) => own.has(prefix));
    if (outer !== undefined) return own.get(outer) ?? null;
    return self === undefined ? null : (inside.get(self) ?? null);
  };
}

/** The prefix itself and all that cover it, the longest first. */
function coveringPrefixes(text: string): readonly Prefix[] {
  const parsed = parsePrefix(text);
  if (parsed.state === 'malformed') return [];
  const [address] = parsed.prefix.split('/');
  const { length } = bitsOf(parsed.prefix);
  return Array.from({ length: length + 1 }, (_, i) => parsePrefix(`${address}/${length - i}`)).flatMap((outer) =>
    outer.state === 'malformed' ? [] : [outer.prefix],
  );
}
