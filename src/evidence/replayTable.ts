import { confirm } from '../audit/confirm.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { collectTable } from '../collect/collectConnection.ts';
import { type Exchange, parametersOf } from '../collect/exchange.ts';
import type { TableReading } from '../collect/readTable.ts';
import { SourceError } from '../collect/routeSource.ts';
import { slotsOf } from '../collect/slots.ts';
import type { RouteType } from '../routing/route.ts';
import { replayCalls, replayPatience } from './replayCalls.ts';

/**
 * Reads a table again, by the code that read it then, from the calls that were made for it, in their order. The
 * SourceError is the one that the table ends with if nothing more is answered. Throws NotReproduced where this code asks
 * for other pages than were asked for, or for fewer.
 */
export async function replayTable(
  baseline: Baseline,
  type: RouteType,
  exchanges: readonly Exchange[],
  passes: number,
): Promise<TableReading | SourceError> {
  const calls = replayCalls(`${baseline.region}/${baseline.connectionId} ${type}`, exchanges);
  const rigour = {
    patience: replayPatience(passes),
    confirmAfter: 0,
    settle: 0,
    decide: (of: RouteType, scans: Parameters<typeof confirm>[2]) => confirm(baseline, of, scans),
  };
  const source = {
    readPage: async (request: Parameters<typeof parametersOf>[0]) => calls.answer(parametersOf(request)),
  };
  const signal = new AbortController().signal;
  const outcome = await collectTable(baseline, type, source, rigour, slotsOf(1), signal).catch((error: unknown) => {
    if (error instanceof SourceError) return error;
    throw error;
  });
  calls.end();
  return outcome;
}
