/** Milliseconds; the API counts calls over as many. */
export const windowLength = 60_000;

/** At most `limit` calls in any window, wherever it begins. Times are given in ascending order. */
export interface SlidingWindow {
  /** The earliest time, `now` or later, at which one more call fits. */
  freeAt(now: number): number;
  add(now: number): void;
}

export function slidingWindow(limit: number): SlidingWindow {
  const times: number[] = [];
  return {
    freeAt(now) {
      const oldest = times.at(-limit);
      return oldest === undefined ? now : Math.max(now, oldest + windowLength);
    },
    add(now) {
      while ((times[0] ?? now) <= now - windowLength) times.shift();
      times.push(now);
    },
  };
}
