import type { CoverageList } from '../audit/coverage.ts';
import type { Drift, LeftScope } from './historyResult.ts';

/** What was looked at, by names that are the same in every run, and that can be read again. */
export function connectionKey({ region, connectionId }: Drift['connection']): string {
  return JSON.stringify([region, connectionId]);
}

/** No connection has a name like it. */
export function listKeyOf({ region, account }: Pick<CoverageList, 'region' | 'account'>): string {
  return JSON.stringify([region, null, account]);
}

export function namedBy(key: string): Omit<LeftScope, 'tags' | 'lastLookedAt'> {
  const [region, connectionId, account = null] = JSON.parse(key) as [string, string | null, string | null | undefined];
  return { what: connectionId === null ? 'list' : 'connection', region, connectionId, account };
}
