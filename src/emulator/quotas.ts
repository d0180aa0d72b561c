import { type Quota, quotaOf, type RateLimit } from './rateLimit.ts';

/** Counts calls for each account and region by itself; ask once a call. Without a limit all are served. */
export function quotas(limit: RateLimit | undefined, now: () => number): (accountAndRegion: string) => boolean {
  if (limit === undefined) return () => true;
  const known = new Map<string, Quota>();
  return (accountAndRegion) => {
    const quota = known.get(accountAndRegion) ?? quotaOf(limit, now);
    known.set(accountAndRegion, quota);
    return quota();
  };
}
