import { bitsOf, covers, type Prefix } from '../../src/routing/prefix.ts';
import type { Route } from '../../src/routing/route.ts';

/** The next hops of one address, asked of every route: the obvious way, to compare with. */
export function forwardSlowly(
  routes: readonly Route[],
  address: Prefix,
  direction: 'to-data-centre' | 'to-cloud',
): readonly string[] {
  const candidates = routes.filter(
    (one) => covers(bitsOf(one.destination), bitsOf(address)) && goes(one, direction) && isUsed(one),
  );
  const longest = Math.max(...candidates.map(lengthOf));
  const best = candidates.filter((one) => lengthOf(one) === longest);
  const highest = Math.max(...best.map(({ weight }) => weight ?? 0));
  const active = best.filter(({ weight }) => weight === null || weight === highest);
  return [...new Set(active.map(({ nextHop }) => nextHop ?? ''))].sort();
}

function goes({ type, source }: Route, direction: string): boolean {
  if (type === 'custom') return direction === 'to-data-centre';
  return direction === (source === 'CLOUD' ? 'to-cloud' : 'to-data-centre');
}

function isUsed({ type, state }: Route): boolean {
  return state === (type === 'custom' ? 'published' : 'Active');
}

function lengthOf({ destination }: Route): number {
  return Number(destination.split('/')[1]);
}
