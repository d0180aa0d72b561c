/**
 * How fast calls follow one another, in calls per millisecond.
 *
 * A run begins with a burst, which is all that a small fleet needs. What comes after it is spread evenly: at the most
 * that is allowed where that was reached, or, where the server throttled before, at what can be learned of its own rate.
 *
 * A server that refills a bucket lets through, from one throttled call to the next, what it grants in that time: `served ÷
 * time` is its rate, or our share of it where others call too. That holds while the bucket does not run over, so if calls
 * were slower than that for a while it is only a lower bound; the pace at which the throttled call came is an upper one,
 * too high by what had been saved up. A server that counts calls in a window stays shut after a burst until the window
 * has passed: its rate is what it served from the beginning of the burst to the end of that break.
 *
 * So the first throttled call starts a search, which doubles the pace until the next one. From then on the pace holds
 * around a rate, as CUBIC TCP does: it begins just under it, comes near quickly, stays there for long, and then goes
 * beyond, faster and faster, until it is throttled again.
 */
export interface Pace {
  /** Infinity in a burst. */
  at(now: number): number;
  /** A call of this phase was served. */
  served(): void;
  /** The most that is allowed was reached. */
  spread(): void;
  /** The first throttled call of a phase. */
  lower(now: number): void;
  /** Calls are served again: the next phase begins. */
  resume(now: number): void;
}

type Phase =
  | { readonly kind: 'burst' }
  | { readonly kind: 'even' }
  | { readonly kind: 'search' }
  | { readonly kind: 'hold'; readonly around: number; readonly from: number };

/** Where a search begins, and what no throttled call goes below: a fifth of the documented rate. */
const slowest = 2 / 1000;
/** Milliseconds in which a search doubles. */
const doubling = 1000;
/** Milliseconds in which a hold goes from its rate to twice that. */
const stretch = 43_000;
/** Milliseconds. No bucket takes as long to fill. */
const longBreak = 10_000;

export function paceUpTo(most: number, start: number): Pace {
  let phase: Phase = { kind: 'burst' };
  let phaseStart = start;
  let lastThrottle: number | null = null;
  let served = 0;
  let servedBefore = 0;

  function rateAt(now: number): number {
    const age = now - phaseStart;
    switch (phase.kind) {
      case 'burst':
        return Number.POSITIVE_INFINITY;
      case 'even':
        return most;
      case 'search':
        return Math.min(most, slowest * 2 ** (age / doubling));
      case 'hold': {
        const { around, from } = phase;
        const level = stretch * Math.cbrt(1 - from / around);
        return Math.min(most, around * (1 + ((age - level) / stretch) ** 3));
      }
    }
  }

  function phaseAfter(now: number): Phase {
    const reached = rateAt(now);
    switch (phase.kind) {
      case 'burst':
        return { kind: 'search' };
      case 'even':
        return hold(reached);
      case 'search':
        return hold(reached, 0.5);
      case 'hold': {
        const measured = served / (now - (lastThrottle ?? phaseStart));
        const isLowerBound = rateAt(phaseStart) < 0.8 * measured;
        return hold(isLowerBound ? reached : Math.min(reached, Math.max(1.02 * measured, reached / 2)));
      }
    }
  }

  return {
    at: rateAt,
    served() {
      served += 1;
    },
    spread() {
      if (phase.kind === 'burst') phase = { kind: 'even' };
    },
    lower(now) {
      phase = phaseAfter(now);
      lastThrottle = now;
      servedBefore = served;
      served = 0;
    },
    resume(now) {
      if (lastThrottle !== null && now - lastThrottle >= longBreak) phase = hold(servedBefore / (now - phaseStart));
      phaseStart = now;
    },
  };
}

/** Begins at a share of the rate. */
function hold(rate: number, share = 0.9): Phase {
  const around = Math.max(rate, slowest);
  return { kind: 'hold', around, from: Math.max(share * around, slowest) };
}
