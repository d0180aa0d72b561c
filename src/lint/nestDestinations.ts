import { bitsOf, comparePrefixBits, covers, type Prefix, type PrefixBits } from '../routing/prefix.ts';
import type { DeclaredRoute } from './declaredRoute.ts';

/** One destination, all routes for it, and the next less specific destination that covers it. */
export interface NestedDestination {
  readonly destination: Prefix;
  /** In the order in which they came; never empty. */
  readonly routes: readonly DeclaredRoute[];
  /** Where a longest-prefix match goes without this destination; null = nowhere. */
  readonly covering: NestedDestination | null;
}

/**
 * The destinations in the order of prefixes, each with its covering one. Sorted, a covering prefix stands before all
 * that it covers, so the destinations that still cover what comes next are a stack: one pass after the sort.
 */
export function nestDestinations(routes: readonly DeclaredRoute[]): readonly NestedDestination[] {
  const open: { readonly bits: PrefixBits; readonly nested: NestedDestination }[] = [];
  return sortedDestinations(routes).map(({ bits, ...entry }) => {
    let last = open.at(-1);
    while (last !== undefined && !covers(last.bits, bits)) {
      open.pop();
      last = open.at(-1);
    }
    const nested = { ...entry, covering: last?.nested ?? null };
    open.push({ bits, nested });
    return nested;
  });
}

/** Nearest first. */
export function* coveringDestinations({ covering }: NestedDestination): Generator<NestedDestination> {
  for (let next = covering; next !== null; next = next.covering) yield next;
}

function sortedDestinations(routes: readonly DeclaredRoute[]) {
  const byDestination = new Map<Prefix, DeclaredRoute[]>();
  for (const declared of routes) {
    const { destination } = declared.route;
    const same = byDestination.get(destination);
    if (same === undefined) byDestination.set(destination, [declared]);
    else same.push(declared);
  }
  return [...byDestination]
    .map(([destination, same]) => ({ destination, routes: same, bits: bitsOf(destination) }))
    .sort((a, b) => comparePrefixBits(a.bits, b.bits));
}
