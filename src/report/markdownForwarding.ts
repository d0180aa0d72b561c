import type { AuditResult } from '../audit/result.ts';
import type { Piece } from './fitPieces.ts';
import { describeHops, directionWords, groupChanges, namesIn, partlyRead, stillWords } from './forwardingWords.ts';
import { connectionTitle } from './markdownCells.ts';
import { fence, frame, heading, table } from './markdownSyntax.ts';
import { field, markdownCode, markdownProse } from './neutralise.ts';
import { drawStrips, legend, stripTitle } from './stripWords.ts';

/** A row of more is hard to read, and a report that must be cut is cut between rows. */
const mostInRow = 8;

/** What the drift does to traffic: where it should go and where it goes. */
export function forwardingPieces(result: AuditResult): Piece[] {
  const nameOf = namesIn(result);
  const rows = groupChanges(result).flatMap(({ domain, direction, from, to, cause, prefixes }) => {
    const cells = [
      directionWords[direction],
      markdownProse(nameOf(domain)),
      markdownProse(describeHops(from, nameOf)),
      to.length === 0
        ? '🚫 now unrouted'
        : `${markdownProse(describeHops(to, nameOf))}${from.length === 0 ? ' (newly routed)' : ''}`,
      markdownProse(cause),
    ];
    const chunks = Array.from({ length: Math.ceil(prefixes.length / mostInRow) }, (_, i) =>
      prefixes.slice(i * mostInRow, (i + 1) * mostInRow),
    );
    return chunks.map((chunk) => [chunk.map((prefix) => markdownCode(field(prefix))).join('<br>'), ...cells]);
  });
  const columns = ['Traffic for', 'Direction', 'Domain', 'Should go', 'Goes', 'Because of'];
  const unknown = partlyRead(result).map(
    (domain) => `- ❔ ${markdownCode(nameOf(domain))}: not evaluated, a connection of it is unchecked\n`,
  );
  const title = heading(3, 'Forwarding');
  return [
    ...(rows.length === 0 ? [] : [table('forwarding', title, columns, rows)]),
    ...stillWords(result).map((words) => frame(`${title}${words}\n\n`)),
    ...(unknown.length === 0
      ? []
      : [{ part: 'forwarding' as const, head: rows.length === 0 ? title : '', rows: unknown, foot: '\n' }]),
    ...stripPieces(result),
  ];
}

function stripPieces(result: AuditResult): Piece[] {
  const rows = drawStrips(result, 64).map(({ connection, strips }) => {
    const drawings = strips.flatMap(({ title, drawing }) => [title, drawing]);
    return `${heading(4, connectionTitle(connection))}${fence('text', drawings)}`;
  });
  if (rows.length === 0) return [];
  return [{ part: 'strips', head: `${heading(3, stripTitle)}${markdownProse(legend.join(', '))}\n\n`, rows, foot: '' }];
}
