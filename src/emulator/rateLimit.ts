/** How many calls a region serves: a token bucket, or a sliding window as the real API documents it. */
export type RateLimit =
  | { readonly perSecond: number; readonly burst: number }
  | { readonly calls: number; readonly seconds: number };

/** Whether one more call is served now. One that is not costs nothing. */
export type Quota = () => boolean;

/** `now` in milliseconds. */
export function quotaOf(limit: RateLimit, now: () => number): Quota {
  return 'perSecond' in limit ? tokenBucket(limit.perSecond, limit.burst, now) : slidingWindow(limit, now);
}

function tokenBucket(perSecond: number, burst: number, now: () => number): Quota {
  let [tokens, since] = [burst, now()];
  return () => {
    const at = now();
    tokens = Math.min(burst, tokens + (Math.max(0, at - since) / 1000) * perSecond);
    since = at;
    // A call that comes on the dot is served, whatever binary fractions make of it.
    if (tokens < 1 - 1e-6) return false;
    tokens -= 1;
    return true;
  };
}

function slidingWindow({ calls, seconds }: { calls: number; seconds: number }, now: () => number): Quota {
  const served: number[] = [];
  return () => {
    const at = now();
    while ((served[0] ?? at) <= at - seconds * 1000) served.shift();
    if (served.length >= calls) return false;
    served.push(at);
    return true;
  };
}
