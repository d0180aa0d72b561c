import type { CallOutcome } from '../../src/collect/callOutcome.ts';
import { pacedSource } from '../../src/collect/pacedSource.ts';
import { rateLimiter } from '../../src/collect/rateLimiter.ts';
import { type Patience, withRetry } from '../../src/collect/retry.ts';
import { retryBudget } from '../../src/collect/retryBudget.ts';
import { type PageRequest, type RouteSource, SourceError } from '../../src/collect/routeSource.ts';
import { slotsOf } from '../../src/collect/slots.ts';
import type { VirtualTime } from './virtualTime.ts';

export const request: PageRequest = {
  connectionId: 'vco-test',
  region: 'cn-hangzhou',
  type: 'custom',
  pageNumber: 1,
  pageSize: 50,
};

export const faults = {
  throttled: { code: 'Throttling.User', message: 'too fast', transient: true },
  failed: { code: 'NoAnswer', message: 'the connection failed', transient: true },
  nothing: { code: 'Interrupted', message: 'the run was interrupted' },
} as const;

/** A source whose answers take `latency` milliseconds; what they are is decided half-way, as on a wire. */
export function distantSource({ pause }: VirtualTime, latency: number, decide: () => CallOutcome): RouteSource {
  return {
    async readPage(_, signal) {
      await pause(latency / 2, signal);
      const outcome = decide();
      await pause(latency / 2, signal);
      if (outcome !== 'answered') throw new SourceError(faults[outcome]);
      return { text: '{}', serverTime: null, sentAt: 0, receivedAt: 0 };
    },
  };
}

/** As the command line has it against the real API. */
export function patienceIn({ now, pause }: VirtualTime, random: () => number = () => 1): Patience {
  const times = { attempts: 6, passes: 5, firstDelay: 500, longestDelay: 20_000 };
  return { ...times, budget: retryBudget(now), pause, random, onRetry: () => {} };
}

/** Chance that repeats itself: a linear congruential generator. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

export interface Journey {
  readonly calls: number;
  readonly maxRate: number;
  readonly slots?: number;
  readonly seed?: number;
}

export interface Arrival {
  /** Until the last call was served or given up. */
  readonly seconds: number;
  /** The codes of those that were given up. */
  readonly lost: readonly string[];
}

/** So many calls in one region as a run makes them: slots above retries above the limiter. */
export async function travel(time: VirtualTime, source: RouteSource, journey: Journey): Promise<Arrival> {
  const { calls, maxRate, slots: count = 32, seed = 1 } = journey;
  const random = chance(seed);
  const limiter = rateLimiter({ maxRate, now: time.now, pause: time.pause, random });
  const paced = pacedSource(source, () => limiter);
  const patience = patienceIn(time, random);
  const slots = slotsOf(count);
  const start = time.now();
  const lost: string[] = [];
  const call = async () => {
    const { signal } = new AbortController();
    const read = () => paced.readPage(request, signal);
    await slots
      .run((aside) => withRetry('', patience, signal, read, aside))
      .catch((error: unknown) => {
        if (!(error instanceof SourceError)) throw error;
        lost.push(error.fault.code);
      });
  };
  await Promise.all(Array.from({ length: calls }, call));
  return { seconds: (time.now() - start) / 1000, lost };
}
