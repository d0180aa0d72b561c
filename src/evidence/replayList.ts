import { type Exchange, listParametersOf } from '../collect/exchange.ts';
import { discoverConnections, type ListedAttachments } from '../collect/listAttachments.ts';
import { replayCalls, replayPatience } from './replayCalls.ts';

/** Lists the connections of a region again, as `replayTable` reads a table. */
export async function replayList(
  region: string,
  exchanges: readonly Exchange[],
  passes: number,
): Promise<ListedAttachments> {
  const calls = replayCalls(`the connections of ${region}`, exchanges);
  const readAttachments = async (request: Parameters<typeof listParametersOf>[0]) =>
    calls.answer(listParametersOf(request));
  const list = await discoverConnections(
    region,
    { readAttachments },
    replayPatience(passes),
    new AbortController().signal,
  );
  calls.end();
  return list;
}
