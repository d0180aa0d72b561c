import type { Finding } from '../audit/finding.ts';
import type { AuditResult } from '../audit/result.ts';
import { keyOf, type TableDestination } from '../routing/table.ts';
import { causesIn, describeWay, namesIn } from './forwardingWords.ts';
import { field } from './neutralise.ts';

/** Of each finding that moves traffic, by its name: where it should go and where it goes. */
export type Moves = ReadonlyMap<string, readonly string[]>;

/** Of a default route there may be thousands: `most` of them, and then where the others are. */
export function movesOf(result: AuditResult, most = 20, whereMore = 'the JSON report'): Moves {
  const [nameOf, causeOf] = [namesIn(result), causesIn(result)];
  const moves = new Map<string, string[]>();
  for (const change of result.forwarding) {
    const move = `${field(change.prefix)}: ${describeWay(change, nameOf)} (${causeOf(change)})`;
    for (const finding of change.because) {
      const name = moveName(finding.connectionId, finding);
      const others = moves.get(name);
      if (others === undefined) moves.set(name, [move]);
      else if (others.length < most) others.push(move);
      else if (others.length === most) others.push(`and more: see ${whereMore}`);
    }
  }
  return moves;
}

export function movesBy(finding: Finding, connectionId: string, moves: Moves): readonly string[] {
  return 'destination' in finding ? (moves.get(moveName(connectionId, finding)) ?? []) : [];
}

function moveName(connectionId: string, finding: TableDestination): string {
  return `${connectionId} ${keyOf(finding)}`;
}
