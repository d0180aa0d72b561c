import { type Exchange, replyOf } from '../collect/exchange.ts';
import type { Patience } from '../collect/retry.ts';
import { outageError } from '../collect/retryBudget.ts';
import { type Reply, SourceError } from '../collect/routeSource.ts';
import { NotReproduced } from './notReproduced.ts';

/** Answers once more what was asked, in the order in which it was asked. */
export interface ReplayedCalls {
  /** Throws NotReproduced where something else was asked then, and SourceErrors as they came. */
  answer(parameters: Exchange['parameters']): Reply;
  /** Throws NotReproduced where more was asked then. */
  end(): void;
}

/** `name` is for people. */
export function replayCalls(name: string, exchanges: readonly Exchange[]): ReplayedCalls {
  let next = 0;
  return {
    answer(parameters) {
      const exchange = exchanges[next];
      if (exchange === undefined) throw outageError();
      next += 1;
      const [asked, recorded] = [parameters, exchange.parameters].map((said) => JSON.stringify(said));
      if (asked !== recorded) {
        throw new NotReproduced(`${name}: call ${next} should ask for ${asked}, and asked for ${recorded}`);
      }
      try {
        return replyOf(exchange);
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        throw new SourceError({ ...error.fault, transient: next < exchanges.length });
      }
    },
    end() {
      if (next === exchanges.length) return;
      throw new NotReproduced(`${name}: its reading ends after call ${next}, and ${exchanges.length} were made`);
    },
  };
}

/**
 * How often a call was made again depended on clocks, on chance and on other calls; now it is made again as long as there
 * are calls. That decides nothing else. `passes`: how often the same could be read, then.
 */
export function replayPatience(passes: number): Patience {
  return {
    passes,
    attempts: Number.POSITIVE_INFINITY,
    firstDelay: 0,
    longestDelay: 0,
    budget: { answers: 0, answered: () => {}, failed: () => {}, outage: () => null },
    pause: async () => {},
    random: () => 0,
    onRetry: () => {},
  };
}
