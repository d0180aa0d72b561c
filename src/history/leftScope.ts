import { compareText } from '../routing/table.ts';
import type { LeftScope } from './historyResult.ts';
import { namedBy } from './keys.ts';
import type { Look } from './look.ts';

/**
 * What runs had in their scope, and the last of them had not: of all that each run checks everything in its scope says
 * nothing. `looks`: in order. Sorted by region; connections, then lists.
 */
export function leftScope(looks: readonly Look[]): readonly LeftScope[] {
  const last = looks.at(-1);
  const lastLookedAt = new Map<string, string | null>();
  for (const { run, audited, unchecked } of looks) {
    for (const key of audited.keys()) lastLookedAt.set(key, run.lookedAt);
    for (const key of unchecked) lastLookedAt.set(key, lastLookedAt.get(key) ?? null);
  }
  return [...lastLookedAt]
    .filter(([key]) => last?.audited.has(key) === false && !last.unchecked.has(key))
    .map(([key, lookedAt]) => ({ ...namedBy(key), lastLookedAt: lookedAt }))
    .sort((a, b) => compareText(a.region, b.region) || compareText(orderOf(a), orderOf(b)));
}

function orderOf({ what, connectionId, account }: LeftScope): string {
  return `${what} ${connectionId ?? ''} ${account ?? ''}`;
}
