import { confirm } from '../audit/confirm.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { collectTable } from '../collect/collectConnection.ts';
import type { Exchange } from '../collect/exchange.ts';
import { parametersOf, replyOf } from '../collect/exchange.ts';
import type { TableReading } from '../collect/readTable.ts';
import type { Patience } from '../collect/retry.ts';
import { outageError } from '../collect/retryBudget.ts';
import { type RouteSource, SourceError } from '../collect/routeSource.ts';
import { slotsOf } from '../collect/slots.ts';
import type { RouteType } from '../routing/route.ts';
import { NotReproduced } from './notReproduced.ts';

/**
 * Reads a table again, by the code that read it then, from the calls that were made for it, in their order. The
 * SourceError is the one that the table ends with if nothing more is answered. Throws NotReproduced where this code asks
 * for other pages than were asked for, or for fewer.
 *
 * How often a call was made again depended on clocks, on chance and on the calls of other tables; now it is made again as
 * long as there are calls. That decides nothing else.
 */
export async function replayTable(
  baseline: Baseline,
  type: RouteType,
  exchanges: readonly Exchange[],
  passes: number,
): Promise<TableReading | SourceError> {
  const name = `${baseline.region}/${baseline.connectionId} ${type}`;
  let next = 0;
  const source: RouteSource = {
    async readPage(request) {
      const exchange = exchanges[next];
      if (exchange === undefined) throw outageError();
      next += 1;
      const [asked, recorded] = [parametersOf(request), exchange.parameters].map((said) => JSON.stringify(said));
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
  };
  const rigour = {
    patience: { ...patience, passes },
    confirmAfter: 0,
    settle: 0,
    decide: (of: RouteType, scans: Parameters<typeof confirm>[2]) => confirm(baseline, of, scans),
  };
  const signal = new AbortController().signal;
  const outcome = await collectTable(baseline, type, source, rigour, slotsOf(1), signal).catch((error: unknown) => {
    if (error instanceof SourceError) return error;
    throw error;
  });
  if (next < exchanges.length) {
    throw new NotReproduced(`${name}: its reading ends after call ${next}, and ${exchanges.length} were made`);
  }
  return outcome;
}

const patience: Omit<Patience, 'passes'> = {
  attempts: Number.POSITIVE_INFINITY,
  firstDelay: 0,
  longestDelay: 0,
  budget: { answers: 0, answered: () => {}, failed: () => {}, outage: () => null },
  pause: async () => {},
  random: () => 0,
  onRetry: () => {},
};
