import type { AuditResult, ConnectionResult } from '../audit/result.ts';
import { routeTypes } from '../routing/route.ts';
import type { Piece } from './fitPieces.ts';
import { connectionTitle, destinationCells, place } from './markdownCells.ts';
import { folded, heading, table } from './markdownSyntax.ts';
import { markdownProse } from './neutralise.ts';
import { describeActual } from './routeWords.ts';
import * as words from './words.ts';

/** What is as it should be, folded: the evidence, not the news. */
export function passPieces({ connections, totals }: AuditResult): Piece[] {
  const pieces = connections.flatMap((connection) => {
    const rows = passRows(connection);
    const columns = ['Destination', 'Table', 'Route', 'Baseline'];
    return rows.length === 0 ? [] : [table('passes', heading(4, connectionTitle(connection)), columns, rows)];
  });
  const allowed = totals.allowed === 0 ? '' : `, ${totals.allowed} allowed`;
  return folded(`${words.plural(totals.inSync, 'destination')} in sync${allowed}`, pieces);
}

function passRows(connection: ConnectionResult): string[][] {
  if (connection.state === 'unchecked') return [];
  const inSync = connection.inSync.map((route) => [
    ...destinationCells(route),
    markdownProse(describeActual(route.actual, route)),
    place(route.at),
  ]);
  const allowed = connection.allowed.map((route) => [
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
