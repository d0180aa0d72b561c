import { addressBits, bitsOf, covers, type Prefix } from './prefix.ts';

/**
 * An entry of a prefix list, as routers have it: every prefix inside `destination` whose length is from `ge` to `le`.
 */
export interface PrefixRange {
  readonly destination: Prefix;
  readonly ge: number;
  readonly le: number;
}

/**
 * Neither ge nor le: that destination exactly. Only `le`: from its own length to `le`. Only `ge`: from `ge` to the end.
 * Throws nothing and checks nothing: bounds that make no sense match nothing.
 */
export function prefixRange(destination: Prefix, ge: number | undefined, le: number | undefined): PrefixRange {
  const { family, length } = bitsOf(destination);
  return { destination, ge: ge ?? length, le: le ?? (ge === undefined ? length : addressBits[family]) };
}

export function rangeMatches(range: PrefixRange, destination: Prefix): boolean {
  const inner = bitsOf(destination);
  return inner.length >= range.ge && inner.length <= range.le && covers(bitsOf(range.destination), inner);
}

/** True where every prefix that `inner` matches is matched by `outer` too. */
export function rangeIncludes(outer: PrefixRange, inner: PrefixRange): boolean {
  return outer.ge <= inner.ge && outer.le >= inner.le && covers(bitsOf(outer.destination), bitsOf(inner.destination));
}

/** As the file writes it: `10.0.0.0/8`, or `10.0.0.0/8 ge 16 le 24`. */
export function formatRange({ destination, ge, le }: PrefixRange): string {
  const { length } = bitsOf(destination);
  return ge === length && le === length ? destination : `${destination} ge ${ge} le ${le}`;
}
