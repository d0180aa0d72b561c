import type { Severity } from '../../audit/finding.ts';
import type { AuditResult, ConnectionResult } from '../../audit/result.ts';
import { field } from '../neutralise.ts';
import { connectionStandingOf, findingsOf } from '../standing.ts';
import * as words from '../words.ts';
import { htmlTables, type Row } from './htmlTables.ts';
import type { PageIds } from './pageIds.ts';
import { type Markup, openingTag, tag } from './tag.ts';

/** So many connections are seen at a glance; more are folded. */
const mostUnfolded = 20;

/** Of each connection in scope what came of it, and why what was read of it may be believed to be all. */
export function* htmlScope(result: AuditResult, ids: PageIds): Iterable<string> {
  const count = result.connections.length;
  const title = `What was looked at: ${words.plural(count, 'connection')}, and how completely`;
  yield [
    '<section id="scope" aria-labelledby="scope-title">\n',
    `${tag('h2', { id: 'scope-title' }, 'Scope and completeness').html}\n`,
    openingTag('details', { class: 'group always', ...(count <= mostUnfolded ? { open: '' } : {}) }),
    `${tag('summary', {}, title).html}\n`,
  ].join('');
  const columns = ['Connection', 'Outcome', 'Custom routes read', 'BGP routes read'];
  const rows = result.connections.map((connection) => scopeRow(connection, result, ids));
  yield* htmlTables('scope', 'Scope and completeness', columns, rows);
  yield `</details>\n</section>\n`;
}

function scopeRow(connection: ConnectionResult, { failOn }: AuditResult, ids: PageIds): Row {
  const standing = connectionStandingOf(connection, failOn);
  const outcome = [
    tag('span', { class: `badge ${standing}` }, `${standingMarks[standing]} ${words.standingWords[standing]}`),
    ' ',
    words.describeCounts(connection, failOn),
  ];
  const read =
    connection.state === 'unchecked'
      ? [['not read'], ['not read']]
      : [connection.completeness.custom, connection.completeness.bgp].map((each) => [words.describeCompleteness(each)]);
  const link = isTold(connection, failOn)
    ? [tag('a', { href: `#${ids.ofConnection(connection)}` }, label(connection))]
    : [label(connection)];
  return { id: null, cells: [[...link, ' ', path(connection)], outcome, ...read] };
}

const standingMarks = { 'in-sync': '✓', tolerated: '!', drifted: '✗', unchecked: '?' } as const;

/** Whether the section on findings has something on it. */
export function isTold(connection: ConnectionResult, failOn: Severity): boolean {
  return connection.state === 'unchecked' || findingsOf(connection, failOn, 'failing', 'tolerated', 'part').length > 0;
}

/** What people call a connection. */
export function label(connection: Pick<ConnectionResult, 'connectionId' | 'name'>): string {
  return field(connection.name ?? connection.connectionId);
}

/** Where it is, in small letters. */
export function path(connection: Pick<ConnectionResult, 'region' | 'connectionId'>): Markup {
  return tag('small', { class: 'path' }, words.connectionPath(connection));
}
