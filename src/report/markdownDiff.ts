import type { AuditedConnection } from '../audit/result.ts';
import type { Piece } from './fitPieces.ts';
import { fence } from './markdownSyntax.ts';
import { field } from './neutralise.ts';
import { routeDiff } from './routeDiff.ts';
import * as words from './words.ts';

/** A longer diff is folded, so that the next connection is not far below. */
const longestOpen = 40;

/** How the route list of a connection differs from its baseline, as one block. */
export function diffPiece(connection: AuditedConnection, collectedAt: string): Piece {
  return { part: 'diffs', head: '', rows: diffBlocks(connection, collectedAt), foot: '' };
}

function diffBlocks(connection: AuditedConnection, collectedAt: string): string[] {
  const diff = routeDiff(connection);
  switch (diff.state) {
    case 'same':
      return [];
    case 'too-long':
      return [`The route lists differ in more than ${diff.limit} lines, too many for a diff.\n\n`];
    case 'differs': {
      const names = [
        `--- expected: ${field(connection.at.file)}`,
        `+++ actual: ${words.connectionPath(connection)}, ${field(collectedAt)}`,
      ];
      const block = fence('diff', [...names, ...diff.lines]);
      if (diff.lines.length <= longestOpen) return [block];
      return [`<details>\n<summary>Route list, expected and actual</summary>\n\n${block}</details>\n\n`];
    }
  }
}
