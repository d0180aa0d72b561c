import { type CallOutcome, outcomeOf } from './callOutcome.ts';
import type { RateLimiter, Turn } from './rateLimiter.ts';
import { type RouteSource, SourceError } from './routeSource.ts';

/**
 * Lets each call wait for its turn in the limiter of its region, and tells the limiter what came of it. The limit is per
 * account and region, and a source has one account. Retries come from above, so a call that waits to be made again holds no
 * turn.
 */
export function pacedSource(source: RouteSource, limiterFor: (region: string) => RateLimiter): RouteSource {
  return {
    async readPage(request, signal) {
      const turn = await limiterFor(request.region).take(signal);
      try {
        const reply = await source.readPage(request, signal);
        turn.end('answered');
        return reply;
      } catch (error) {
        endBadly(turn, error);
        throw error;
      }
    },
  };
}

function endBadly(turn: Turn, error: unknown): void {
  const fault = error instanceof SourceError ? error.fault : null;
  const outcome: CallOutcome = fault === null ? 'failed' : outcomeOf(fault);
  turn.end(outcome, fault?.retryAfter ?? null);
}
