import type { Baseline } from '../baseline/baseline.ts';
import { joinTables, unreadable } from '../collect/collectConnection.ts';
import type { Exchange } from '../collect/exchange.ts';
import { SourceError } from '../collect/routeSource.ts';
import type { ConnectionSnapshot } from '../collect/snapshot.ts';
import type { RouteType } from '../routing/route.ts';
import { replayTable } from './replayTable.ts';

/**
 * What these calls may have shown of a connection: one thing where both tables are read again. Where one is not, it
 * ended the other one too, at a moment that no call tells; so where neither is, there are two.
 */
export async function replayConnection(
  baseline: Baseline,
  calls: Readonly<Record<RouteType, readonly Exchange[]>>,
  passes: number,
): Promise<readonly ConnectionSnapshot[]> {
  const [custom, bgp] = [
    await replayTable(baseline, 'custom', calls.custom, passes),
    await replayTable(baseline, 'bgp', calls.bgp, passes),
  ];
  if (!(custom instanceof SourceError) && !(bgp instanceof SourceError)) {
    return [joinTables(baseline, { custom, bgp })];
  }
  return [custom, bgp].flatMap((outcome) => (outcome instanceof SourceError ? [unreadable(baseline, outcome)] : []));
}
