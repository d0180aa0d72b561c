import { SourceError } from './routeSource.ts';

/** How long to wait and how often; the clock comes with it, so that tests need not wait. */
export interface Patience {
  /** Attempts at one request, the first included. */
  readonly attempts: number;
  /** Readings of one table, the first included. */
  readonly passes: number;
  /** Milliseconds; doubles from attempt to attempt. */
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** Resolves after so many milliseconds, rejects at once when the signal is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1: many readers that failed together must not come back together. */
  readonly random: () => number;
  /** Told of each retry, for `--verbose`. */
  readonly onRetry: (what: string, milliseconds: number) => void;
}

/**
 * Calls again what failed in a transient way; `what` names it for the log. Full jitter: anywhere from nothing to the doubled delay, and never less
 * than the server asked for. The last error passes through; so does every error that is not transient.
 */
export async function withRetry<T>(
  what: string,
  patience: Patience,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof SourceError) || !error.fault.transient || attempt >= patience.attempts) throw error;
      await waitBefore(attempt, patience, signal, `${what}: ${error.fault.code}`, error.fault.retryAfter ?? 0);
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
): Promise<void> {
  const ceiling = Math.min(patience.firstDelay * 2 ** (attempt - 1), patience.longestDelay);
  const delay = Math.max(Math.round(ceiling * patience.random()), Math.min(atLeast, patience.longestDelay));
  patience.onRetry(what, delay);
  await patience.pause(delay, signal);
}
