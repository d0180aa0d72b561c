import type { HistoryResult, LeftScope } from '../history/historyResult.ts';
import { listName, tagText } from './coverageWords.ts';
import { field } from './neutralise.ts';
import { plural } from './words.ts';

/** The sentences about what a run had in its scope and the last one had not. */
export const leftScopeTitle = 'No longer in scope';

/** `cn-hangzhou/vco-…`, `list of connections of cn-hangzhou tagged env=prod`. */
export function leftName({ region, connectionId, account, tags }: LeftScope): string {
  if (connectionId !== null) return `${field(region)}/${field(connectionId)}`;
  const list = `connections of ${listName({ region, account })}`;
  if (tags === null) return `list of ${list}`;
  return tags.length === 0 ? `list of all ${list}` : `list of ${list} tagged ${tags.map(tagText).join(' and ')}`;
}

/** `not looked at since 2026-11-20 02:00`. */
export function describeLeft({ lastLookedAt }: LeftScope, timeWords: (time: string) => string): string {
  return lastLookedAt === null
    ? 'no run of the period could read it'
    : `not looked at since ${timeWords(lastLookedAt)}`;
}

/** Of all of it, in the sentence of the verdict; nothing where it is nothing. */
export function describeLeftScope({ leftScope }: HistoryResult): readonly string[] {
  const count = (what: LeftScope['what']) => leftScope.filter((left) => left.what === what).length;
  const [connections, lists] = [count('connection'), count('list')];
  const counts = [
    ...(connections === 0 ? [] : [plural(connections, 'connection')]),
    ...(lists === 0 ? [] : [`${plural(lists, 'list')} of connections`]),
  ];
  if (counts.length === 0) return [];
  return [
    `${counts.join(' and ')} that a run had in its scope ${leftScope.length === 1 ? 'is' : 'are'} in it no longer`,
  ];
}
