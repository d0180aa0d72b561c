import type { Waiver } from '../baseline/baseline.ts';
import { rangeIncludes } from '../routing/range.ts';
import type { ConnectionName, Loosening } from './reviewResult.ts';

/**
 * Waivers in force of the head that accept more, or for longer, than some waiver of the base does. Another id, owner or
 * reason for the same is no loosening; a waiver that has expired accepts nothing.
 */
export function waiverLoosenings(
  connection: ConnectionName,
  base: readonly Waiver[],
  head: readonly Waiver[],
  now: Date,
): readonly Loosening[] {
  const today = now.toISOString().slice(0, 'yyyy-mm-dd'.length);
  return head.flatMap((waiver): Loosening[] => {
    if (waiver.expires < today || base.some((wider) => includes(wider, waiver))) return [];
    const before = base.find(({ id }) => id === waiver.id);
    if (before === undefined) return [{ kind: 'new-waiver', connection, waiver, at: waiver.at }];
    return [{ kind: 'wider-waiver', connection, base: before, waiver, at: waiver.at }];
  });
}

function includes(outer: Waiver, inner: Waiver): boolean {
  return (
    rangeIncludes(outer.range, inner.range) &&
    (outer.type === null || outer.type === inner.type) &&
    inner.kinds.every((kind) => outer.kinds.includes(kind)) &&
    outer.expires >= inner.expires
  );
}
