import type { CallOutcome } from './callOutcome.ts';
import { openInRounds } from './opening.ts';
import { paceUpTo } from './pace.ts';
import { retryBudget } from './retryBudget.ts';
import { slidingWindow, windowLength } from './slidingWindow.ts';
import { steadyClock } from './steadyClock.ts';

/**
 * When calls of one account may be made in one region. Four things hold a call back, in the order of arrival:
 *
 * - the window: never more than `maxRate` calls in any 60 seconds, as the API itself counts;
 * - the opening: see opening.ts;
 * - the pace: see pace.ts;
 * - the gate: one throttled call closes it for all, since all share the quota. After a pause one call goes first, and
 *   only when that is served do the others follow, slower than before. What was under way when the gate closed may be
 *   throttled too, and says nothing new.
 */
export interface RateLimiter {
  /**
   * Resolves when the call may be made. Rejects at once when the signal is aborted, which costs nobody a turn, and with
   * `Outage` where this region has served nothing for too long.
   */
  take(signal: AbortSignal): Promise<Turn>;
}

export interface Turn {
  /** Once, whatever came of the call; `retryAfter` in milliseconds, where the server asked for it. */
  end(outcome: CallOutcome, retryAfter?: number | null): void;
}

export interface RateLimiterOptions {
  /** Requests per minute; a positive integer. */
  readonly maxRate: number;
  /** Milliseconds. */
  readonly now: () => number;
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1: runs that were throttled together must not come back together. */
  readonly random?: () => number;
}

/** Milliseconds that the gate is closed for; doubles from one failed probe to the next. */
const firstPause = 250;
const longestPause = 16_000;
/** Milliseconds of turns that come late, by a timer, and may be made up for. */
const slack = 50;

type Gate =
  | { readonly state: 'open' }
  | { readonly state: 'closed'; readonly until: number; readonly failures: number }
  | { readonly state: 'probing'; readonly failures: number };

interface Waiter {
  readonly grant: (turn: Turn) => void;
  readonly refuse: (error: unknown) => void;
}

export function rateLimiter({ maxRate, now, pause, random = () => 0 }: RateLimiterOptions): RateLimiter {
  const time = steadyClock(now);
  const window = slidingWindow(maxRate);
  const pace = paceUpTo(maxRate / windowLength, time.now());
  const opening = openInRounds();
  const budget = retryBudget(time.now);
  const waiters: Waiter[] = [];
  let gate: Gate = { state: 'open' };
  let episode = 0;
  let due = Number.NEGATIVE_INFINITY;
  let sleep: AbortController | null = null;

  /** Until the next turn; null where only an answer will tell. */
  function delay(at: number): number | null {
    if (gate.state === 'probing' || !opening.hasRoom()) return null;
    const free = window.freeAt(at);
    if (free > at) pace.spread();
    return Math.max(free, gate.state === 'closed' ? gate.until : due) - at;
  }

  function serve(): void {
    while (waiters.length > 0) {
      const at = time.now();
      const wait = delay(at);
      if (wait === null) return;
      if (wait > 0) {
        wakeIn(Math.ceil(wait));
        return;
      }
      waiters.shift()?.grant(turnAt(at));
    }
    sleep?.abort();
    sleep = null;
  }

  function wakeIn(milliseconds: number): void {
    if (sleep !== null) return;
    const mine = new AbortController();
    sleep = mine;
    const until = time.now() + milliseconds;
    pause(milliseconds, mine.signal).then(
      () => {
        if (sleep !== mine) return;
        sleep = null;
        time.reached(until);
        serve();
      },
      (error: unknown) => {
        if (sleep === mine) refuseAll(error);
      },
    );
  }

  function refuseAll(error: unknown): void {
    for (const { refuse } of waiters.splice(0)) refuse(error);
    serve();
  }

  function turnAt(at: number): Turn {
    const isProbe = gate.state === 'closed';
    if (gate.state === 'closed') gate = { state: 'probing', failures: gate.failures };
    const mine = episode;
    window.add(at);
    opening.began();
    due = Math.max(due, at - slack) + 1 / pace.at(at);
    return { end: (outcome, retryAfter = null) => end(outcome, { isProbe, isStale: mine < episode }, retryAfter) };
  }

  function end(outcome: CallOutcome, turn: { isProbe: boolean; isStale: boolean }, retryAfter: number | null): void {
    const at = time.now();
    opening.ended();
    if (outcome === 'answered') {
      budget.answered();
      if (!turn.isStale) pace.served();
      if (turn.isProbe) open(at);
    } else if (outcome === 'nothing') {
      // The next one in the line asks instead.
      if (turn.isProbe && gate.state === 'probing') gate = { state: 'closed', until: at, failures: gate.failures };
    } else {
      budget.failed();
      if (turn.isProbe && gate.state === 'probing') close(at, gate.failures + 1, retryAfter);
      else if (outcome === 'throttled') throttled(at, turn.isStale, retryAfter);
      const outage = budget.outage();
      if (outage !== null) refuseAll(outage);
    }
    serve();
  }

  function open(at: number): void {
    gate = { state: 'open' };
    due = at;
    pace.resume(at);
  }

  function throttled(at: number, isStale: boolean, retryAfter: number | null): void {
    if (!isStale) {
      episode += 1;
      opening.over();
      pace.lower(at);
      close(at, 0, retryAfter);
    } else if (gate.state === 'closed') {
      gate = { ...gate, until: Math.max(gate.until, at + bounded(retryAfter)) };
    }
  }

  function close(at: number, failures: number, retryAfter: number | null): void {
    const own = Math.min(firstPause * 2 ** failures, longestPause) * (1 + random() / 2);
    gate = { state: 'closed', until: at + Math.max(own, bounded(retryAfter)), failures };
  }

  return {
    take(signal) {
      return new Promise((resolve, reject) => {
        const outage = budget.outage();
        if (signal.aborted || outage !== null) return reject(signal.aborted ? signal.reason : outage);
        const leave = () => {
          waiters.splice(waiters.indexOf(waiter), 1);
          reject(signal.reason);
          serve();
        };
        const settle =
          <T>(how: (value: T) => void) =>
          (value: T) => {
            signal.removeEventListener('abort', leave);
            how(value);
          };
        const waiter: Waiter = { grant: settle(resolve), refuse: settle(reject) };
        signal.addEventListener('abort', leave, { once: true });
        waiters.push(waiter);
        serve();
      });
    },
  };
}

/** An hour's Retry-After is tried sooner: a whole window has passed by then. */
function bounded(retryAfter: number | null): number {
  return Math.min(retryAfter ?? 0, windowLength);
}
