import type { Coverage, TagFilter } from '../audit/coverage.ts';
import { type AccountList, coverageOf } from '../audit/coverageOf.ts';
import type { ConnectionResult } from '../audit/result.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { DiscoveryArguments } from './discoveryArguments.ts';
import { notFinished } from './placeholder.ts';
import type { Accounts } from './readAccounts.ts';

/** What `--discover` asks of a run, and what is to be made of the answers. */
export interface FleetDiscovery {
  readonly wanted: readonly WantedList[];
  readonly tags: readonly TagFilter[];
  readonly judge: (lists: readonly AccountList[], results: readonly ConnectionResult[]) => Coverage;
  readonly notFinished: Coverage;
}

/** A list of connections; `account` null: by the default credential. */
export type WantedList = Pick<AccountList, 'region' | 'account'>;

/** Of each account the regions that its baselines name, and of all of them those of `--region`. */
export function fleetDiscovery(
  args: DiscoveryArguments | null,
  fleet: readonly Baseline[],
  accounts: Accounts | null,
): FleetDiscovery | null {
  if (args === null) return null;
  const { regions, tags } = args;
  // Without a file of accounts everything is read with one credential, whatever account a baseline names.
  const covered = accounts === null ? fleet.map((baseline) => ({ ...baseline, account: null })) : fleet;
  const inAll = regions.flatMap((region) => covered.map(({ account }) => ({ region, account })));
  const once = new Map([...covered, ...inAll].map((list) => [`${list.region} ${list.account}`, list]));
  const wanted = [...once.values()].map(({ region, account }) => ({ region, account }));
  const judge: FleetDiscovery['judge'] = (lists, results) => coverageOf({ tags, lists }, covered, results);
  const none = wanted.map((list) => ({ ...list, state: 'unreadable', reason: notFinished }) as const);
  return { wanted, tags, judge, notFinished: judge(none, []) };
}
