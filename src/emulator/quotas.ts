import { type Quota, quotaOf, type RateLimit } from './rateLimit.ts';

/** Counts calls for each region by itself; ask once a call. Without a limit all are served. */
export function quotas(limit: RateLimit | undefined, now: () => number): (region: string) => boolean {
  if (limit === undefined) return () => true;
  const regions = new Map<string, Quota>();
  return (region) => {
    const quota = regions.get(region) ?? quotaOf(limit, now);
    regions.set(region, quota);
    return quota();
  };
}
