import type { AuditResult, ConnectionResult } from '../audit/result.ts';
import { routeTypes } from '../routing/route.ts';
import type { Piece } from './fitPieces.ts';
import { connectionTitle, destinationCells, place } from './markdownCells.ts';
import { folded, heading, table } from './markdownSyntax.ts';
import { markdownProse } from './neutralise.ts';
import { describeActual } from './routeWords.ts';
import * as words from './words.ts';

/**
 * What is as it should be, folded: the evidence, not the news. Of a large network most of it can't fit: rows beyond what
 * could are counted, and not made.
 */
export function passPieces({ connections, totals }: AuditResult, limit: number): Piece[] {
  let room = Math.ceil(limit / shortestRow);
  const pieces = connections.flatMap((connection) => {
    const count = connection.state === 'unchecked' ? 0 : connection.inSync.length + connection.allowed.length;
    if (count === 0) return [];
    const made = passRows(connection, room);
    room -= made.length;
    const columns = ['Destination', 'Table', 'Route', 'Baseline'];
    const piece = table('passes', heading(4, connectionTitle(connection)), columns, made);
    return [{ ...piece, rows: [...piece.rows, ...new Array<string>(count - made.length).fill('')] }];
  });
  const allowed = totals.allowed === 0 ? '' : `, ${totals.allowed} allowed`;
  return folded(`${words.plural(totals.inSync, 'destination')} in sync${allowed}`, pieces);
}

/** Characters; four cells of one each, with their bars, are as many. */
const shortestRow = 18;

/** The first `most` of them. */
function passRows(connection: ConnectionResult, most: number): string[][] {
  if (connection.state === 'unchecked') return [];
  const inSync = connection.inSync
    .slice(0, most)
    .map((route) => [...destinationCells(route), markdownProse(describeActual(route.actual, route)), place(route.at)]);
  const allowed = connection.allowed
    .slice(0, most - inSync.length)
    .map((route) => [
      ...destinationCells({ ...route, description: null }),
      `allowed: ${markdownProse(describeActual(route.actual, route))}`,
      place(route.at),
    ]);
  return [...inSync, ...allowed];
}

/** Why the tables that were compared are believed to be whole. */
export function completenessPieces({ connections }: AuditResult): Piece[] {
  const rows = connections.flatMap((connection) => {
    if (connection.state === 'unchecked') return [];
    const { completeness } = connection;
    return routeTypes.map((type) => [
      connectionTitle(connection),
      type,
      markdownProse(words.describeCompleteness(completeness[type])),
    ]);
  });
  return folded('Completeness of what was read', [table('completeness', '', ['Connection', 'Type', 'Read'], rows)]);
}
