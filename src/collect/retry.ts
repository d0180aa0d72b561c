import { outcomeOf } from './callOutcome.ts';
import type { RetryBudget } from './retryBudget.ts';
import { SourceError } from './routeSource.ts';
import type { Aside } from './slots.ts';

/** How long to wait and how often; the clock comes with it, so that tests need not wait. */
export interface Patience {
  /** Attempts at one request, the first included; see `withRetry` for when there are twice as many. */
  readonly attempts: number;
  /** Readings of one table, the first included. */
  readonly passes: number;
  /** Milliseconds; doubles from attempt to attempt. */
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** Of the whole run. */
  readonly budget: RetryBudget;
  /** Resolves after so many milliseconds, rejects at once when the signal is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1: many readers that failed together must not come back together. */
  readonly random: () => number;
  /** Told of each retry, for `--verbose`. */
  readonly onRetry: (what: string, milliseconds: number) => void;
}

/** Milliseconds. A server that asks for an hour is asked again after the window that it counts calls in. */
const longestRetryAfter = 60_000;

/**
 * Calls again what failed in a transient way; `what` names it for the log. Full jitter: anywhere from nothing to the
 * doubled delay, and never less than the server asked for, up to a minute. While it waits it stands `aside`.
 *
 * A call fails after `attempts` failures of its own. Twice as many are borne where they are not its own: throttled calls,
 * which count apart, since the quota is shared; and failures between which the whole run got no answer, so that an outage
 * of half a minute costs no connection. The last error passes through, and so does every error that is not transient;
 * a call that was never sent has the error of the outage.
 */
export async function withRetry<T>(
  what: string,
  patience: Patience,
  signal: AbortSignal,
  call: () => Promise<T>,
  aside: Aside = (wait) => wait(),
): Promise<T> {
  const { attempts, budget } = patience;
  let [failures, throttles, answersBefore] = [0, 0, -1];
  let last: SourceError | null = null;
  for (;;) {
    signal.throwIfAborted();
    const outage = budget.outage();
    if (outage !== null) throw last ?? outage;
    try {
      const value = await call();
      budget.answered();
      return value;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      const { code, transient, retryAfter } = error.fault;
      if (code === 'Outage') throw last ?? error;
      const outcome = outcomeOf(error.fault);
      if (outcome === 'answered') budget.answered();
      else if (outcome !== 'nothing') budget.failed();
      if (outcome === 'throttled') throttles += 1;
      else failures += 1;
      const isOutage = budget.answers === answersBefore;
      answersBefore = budget.answers;
      if (!transient || failures >= (isOutage ? 2 : 1) * attempts || throttles >= 2 * attempts) throw error;
      last = error;
      await waitBefore(failures + throttles, patience, signal, `${what}: ${code}`, retryAfter ?? 0, aside);
    }
  }
}

/** Waits before attempt number `attempt + 1`; `atLeast` in milliseconds. */
export async function waitBefore(
  attempt: number,
  patience: Patience,
  signal: AbortSignal,
  what: string,
  atLeast = 0,
  aside: Aside = (wait) => wait(),
): Promise<void> {
  const ceiling = Math.min(patience.firstDelay * 2 ** (attempt - 1), patience.longestDelay);
  const delay = Math.max(Math.round(ceiling * patience.random()), Math.min(atLeast, longestRetryAfter));
  patience.onRetry(what, delay);
  await aside(() => patience.pause(delay, signal));
}
