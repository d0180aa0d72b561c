import { SourceError } from './routeSource.ts';

/**
 * How long a run bears with an API of which nothing is heard. While something is answered now and then, the attempts of
 * each call are the only limit. From the first failure on after which nothing was answered for `longestOutage`, nothing
 * more is sent: everything left is unreadable at once, with the code `Outage`. An answer to a call that is still under
 * way ends that. A shorter outage costs nothing but time.
 */
export interface RetryBudget {
  /** Answers so far: who sees none between two failures of its own knows that it is not alone. */
  readonly answers: number;
  answered(): void;
  /** Nothing was answered, or a refusal to serve anybody. */
  failed(): void;
  /** What to say instead of sending anything more; null while there is hope. */
  outage(): SourceError | null;
}

/**
 * Milliseconds. Twice the window of the API's rate limit, so that a quota that others have used up comes back in time.
 */
export const longestOutage = 120_000;

export function retryBudget(now: () => number): RetryBudget {
  let answers = 0;
  let failing: { readonly since: number; readonly until: number } | null = null;
  return {
    get answers() {
      return answers;
    },
    answered() {
      answers += 1;
      failing = null;
    },
    failed() {
      failing = { since: failing?.since ?? now(), until: now() };
    },
    outage() {
      // Not until now: a run that only waits hears nothing either.
      if (failing === null || failing.until - failing.since < longestOutage) return null;
      return outageError();
    },
  };
}

/** Nothing more was asked of the API. */
export function outageError(): SourceError {
  const message = `the API has served nothing for ${longestOutage / 1000} s, so nothing more was asked of it`;
  return new SourceError({ code: 'Outage', message });
}
