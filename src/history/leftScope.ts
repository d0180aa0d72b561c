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
  if (last === undefined) return [];
  const gone = lastLooks(looks, ({ audited, unchecked }) => [[...audited.keys()], [...unchecked]]);
  const left = [...gone]
    .filter(([key]) => !last.audited.has(key) && !last.unchecked.has(key))
    .map(([key, lastLookedAt]): LeftScope => ({ ...namedBy(key), tags: null, lastLookedAt }));
  return [...left, ...narrowedLists(looks, last)].sort(
    (a, b) => compareText(a.region, b.region) || compareText(orderOf(a), orderOf(b)),
  );
}

/** Lists that the last run asked for with tags, and others for all connections, or for those with other tags. */
function narrowedLists(looks: readonly Look[], last: Look): readonly LeftScope[] {
  if (last.tags === '[]') return [];
  const lists = [...last.audited.keys(), ...last.unchecked].filter((key) => namedBy(key).what === 'list');
  const others = looks.filter(({ tags }) => tags !== null && tags !== last.tags);
  return lists.flatMap((list) => {
    const tagsOf = ({ tags }: Look, keys: Pick<Look['unchecked'], 'has'>) =>
      tags !== null && keys.has(list) ? [tags] : [];
    const wider = lastLooks(others, (look) => [tagsOf(look, look.audited), tagsOf(look, look.unchecked)]);
    return [...wider].map(([tags, lastLookedAt]) => ({ ...namedBy(list), tags: JSON.parse(tags), lastLookedAt }));
  });
}

/** When each was last read; null: it was asked for, and never read. */
function lastLooks(
  looks: readonly Look[],
  namesIn: (look: Look) => readonly [read: readonly string[], unread: readonly string[]],
): ReadonlyMap<string, string | null> {
  const last = new Map<string, string | null>();
  for (const look of looks) {
    const [read, unread] = namesIn(look);
    for (const name of read) last.set(name, look.run.lookedAt);
    for (const name of unread) last.set(name, last.get(name) ?? null);
  }
  return last;
}

function orderOf({ what, connectionId, account, tags }: LeftScope): string {
  return [what, connectionId ?? '', account ?? '', JSON.stringify(tags)].join(' ');
}
