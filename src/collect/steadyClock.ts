/** A clock that never goes back, whatever the machine's does, and that believes a pause which has ended. */
export interface SteadyClock {
  readonly now: () => number;
  readonly reached: (time: number) => void;
}

export function steadyClock(now: () => number): SteadyClock {
  let latest = Number.NEGATIVE_INFINITY;
  const reached = (time: number) => {
    latest = Math.max(latest, time);
  };
  return {
    now() {
      reached(now());
      return latest;
    },
    reached,
  };
}
