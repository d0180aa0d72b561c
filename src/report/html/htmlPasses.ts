import type { AuditedConnection, AuditResult } from '../../audit/result.ts';
import { field } from '../neutralise.ts';
import { describeActual, tableName } from '../routeWords.ts';
import * as words from '../words.ts';
import { placeOf } from './htmlFindings.ts';
import { label, path } from './htmlScope.ts';
import { htmlTables, type Row } from './htmlTables.ts';
import { type Content, openingTag, tag } from './tag.ts';

/** What is as it should be, folded, a connection at a time: the evidence, not the news. */
export function* htmlPasses({ connections, totals }: AuditResult): Iterable<string> {
  const allowed = totals.allowed === 0 ? '' : `, ${totals.allowed} allowed`;
  yield `<section id="in-sync" aria-labelledby="in-sync-title">\n${tag('h2', { id: 'in-sync-title' }, 'In sync').html}\n`;
  yield `${tag('p', {}, `${words.plural(totals.inSync, 'destination')} in sync${allowed}.`).html}\n`;
  for (const connection of connections) {
    if (connection.state === 'audited' && connection.inSync.length + connection.allowed.length > 0)
      yield folded(connection);
  }
  yield '</section>\n';
}

function folded(connection: AuditedConnection): string {
  const { inSync, allowed } = connection;
  const count = `${inSync.length} in sync${allowed.length === 0 ? '' : `, ${allowed.length} allowed`}`;
  const summary = tag('summary', {}, label(connection), ' ', path(connection), ` ${count}`);
  const columns = ['Destination', 'Table', 'Route', 'Baseline'];
  const rows = [
    ...inSync.map((route) => passRow(route, route.description, describeActual(route.actual, route))),
    ...allowed.map((route) => passRow(route, null, `allowed: ${describeActual(route.actual, route)}`)),
  ];
  const tables = [...htmlTables('passes', `In sync at ${words.connectionName(connection)}`, columns, rows)].join('');
  return `${openingTag('details', { class: 'passes group' })}${summary.html}\n${tables}</details>\n`;
}

type Pass = Pick<AuditedConnection['allowed'][number], 'destination' | 'type' | 'source' | 'at'>;

function passRow(route: Pass, description: string | null, actual: string): Row {
  const about: readonly Content[] = description === null ? [] : [' ', tag('small', {}, field(description))];
  return {
    id: null,
    cells: [[tag('code', {}, field(route.destination)), ...about], [tableName(route)], [actual], [placeOf(route.at)]],
  };
}
