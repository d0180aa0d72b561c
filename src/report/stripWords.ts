import type { AuditResult, ConnectionResult, ForwardingChange } from '../audit/result.ts';
import { type AddressStrip, addressStrips, type Cell, cellKinds } from './addressStrip.ts';
import { directionWords } from './forwardingWords.ts';
import { field } from './neutralise.ts';

/** How an address strip is drawn: in characters that differ without colour. */
export const stripTitle = 'Address space, the gravest in each cell';

const cellMarks = { lost: 'x', moved: '>', new: '+', routed: '=', none: '·' } as const satisfies Record<Cell, string>;

export const cellWords = {
  lost: 'now unrouted',
  moved: 'goes elsewhere',
  new: 'newly routed',
  routed: 'as it should be',
  none: 'no route of it',
} as const satisfies Record<Cell, string>;

/** The strips of a connection, each as a title and a drawing. */
export interface DrawnConnection {
  readonly connection: ConnectionResult;
  readonly strips: readonly { readonly title: string; readonly drawing: string }[];
}

/** Of the connections whose drift moves traffic, in the result's order. */
export function drawStrips(result: AuditResult, cells: number): readonly DrawnConnection[] {
  const changesOf = changesByConnection(result);
  return result.connections.flatMap((connection) => {
    const changes = changesOf.get(connection.connectionId);
    if (connection.state === 'unchecked' || changes === undefined) return [];
    const strips = addressStrips(connection, changes, cells)
      .filter(isTelling)
      .map((strip) => ({
        title: titleOf(strip),
        drawing: `[${strip.cells.map((cell) => cellMarks[cell]).join('')}]`,
      }));
    return strips.length === 0 ? [] : [{ connection, strips }];
  });
}

/** By the id of each connection whose findings make them. */
export function changesByConnection({ forwarding }: AuditResult): ReadonlyMap<string, readonly ForwardingChange[]> {
  const changesOf = new Map<string, ForwardingChange[]>();
  for (const change of forwarding) {
    for (const connectionId of new Set(change.because.map((by) => by.connectionId))) {
      const changes = changesOf.get(connectionId);
      if (changes === undefined) changesOf.set(connectionId, [change]);
      else changes.push(change);
    }
  }
  return changesOf;
}

/** One that is the same all over shows nothing beyond the list of changes. */
function isTelling({ cells }: AddressStrip): boolean {
  return new Set(cells).size > 1;
}

/** What the characters in the drawings mean, in two short lines. */
export const legend = [cellKinds.slice(0, 3), cellKinds.slice(3)].map((kinds) =>
  kinds.map((kind) => `${cellMarks[kind]} ${cellWords[kind]}`).join(', '),
);

export function titleOf({ covers, direction, cells, cellLength }: AddressStrip): string {
  return `${field(covers)} ${directionWords[direction]}, ${cells.length} cells of /${cellLength}`;
}
