import type { CoverageList } from '../audit/coverage.ts';
import type { Drift } from './historyResult.ts';

/** What was looked at, by names that are the same in every run. */
export function connectionKey({ region, connectionId }: Drift['connection']): string {
  return `${region} ${connectionId}`;
}

/** No connection has a name like it. */
export function listKeyOf({ region, account }: Pick<CoverageList, 'region' | 'account'>): string {
  return `list of ${region} ${account ?? ''}`;
}
