import type { Coverage } from '../audit/coverage.ts';
import { type AccountList, coverageOf } from '../audit/coverageOf.ts';
import type { ConnectionResult, Shard } from '../audit/result.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { RunFacts } from './manifest.ts';
import type { Rebuilding } from './rebuild.ts';

/** Which connections there were, by the replies; after all connections have been read again. */
export async function rebuildCoverage(
  rebuilding: Rebuilding,
  discovery: RunFacts['discovery'],
  baselines: readonly Baseline[],
  results: readonly ConnectionResult[],
  shard: Shard | null,
): Promise<Coverage | null> {
  if (discovery === null) return null;
  const { regions, tags } = discovery;
  const lists: AccountList[] = [];
  for (const region of regions) lists.push({ ...(await rebuilding.list(region)), account: null });
  // A bundle has one credential, whatever account a baseline names.
  const fleet = (shard?.fleet ?? baselines).map((baseline) => ({ ...baseline, account: null }));
  return coverageOf({ tags, lists }, fleet, results);
}
