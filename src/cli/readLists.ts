import type { AccountList } from '../audit/coverageOf.ts';
import { discoverConnections } from '../collect/listAttachments.ts';
import type { Patience } from '../collect/retry.ts';
import type { WantedList } from './fleetDiscovery.ts';
import type { ConnectionSource } from './sourcesOf.ts';

/** All at once; one that can't be read is a value. */
export async function readLists(
  wanted: readonly WantedList[],
  sourceFor: (account: string | null) => ConnectionSource,
  patience: Patience,
  signal: AbortSignal,
): Promise<readonly AccountList[]> {
  return await Promise.all(
    wanted.map(async ({ region, account }) => {
      return { ...(await discoverConnections(region, sourceFor(account), patience, signal)), account };
    }),
  );
}
