import type { Finding, WaiverReference } from '../../audit/finding.ts';
import type { AuditResult, ConnectionResult } from '../../audit/result.ts';
import { waiverInForce } from '../../audit/standing.ts';
import * as findingWords from '../findingWords.ts';
import { type Moves, movesBy } from '../moves.ts';
import { field } from '../neutralise.ts';
import { findingsOf } from '../standing.ts';
import * as words from '../words.ts';
import { impactCell, placeOf, shortMovesOf, subjectCell } from './htmlFindings.ts';
import { label, path } from './htmlScope.ts';
import { htmlTables, type Row } from './htmlTables.ts';
import type { PageIds } from './pageIds.ts';
import { type Content, tag } from './tag.ts';

/** Drift that somebody accepted: who, why, and how long still. */
export function* htmlWaivers(result: AuditResult, ids: PageIds): Iterable<string> {
  const { connections, failOn } = result;
  const having = connections.filter((each) => findingsOf(each, failOn, 'waived').length > 0);
  yield `<section id="waivers" class="group" aria-labelledby="waivers-title">\n${tag('h2', { id: 'waivers-title' }, 'Waived').html}\n`;
  if (having.length === 0) {
    yield '<p>No drift is waived.</p>\n</section>\n';
    return;
  }
  const columns = ['Waiver', 'Owner', 'Until', 'Destination', 'What differs', 'Traffic: should go → goes', 'Baseline'];
  yield* htmlTables('waivers', 'Waived findings', columns, waivedRows(having, result, ids));
  yield '</section>\n';
}

function* waivedRows(connections: readonly ConnectionResult[], result: AuditResult, ids: PageIds): Iterable<Row> {
  const moves = shortMovesOf(result);
  for (const connection of connections) {
    for (const finding of findingsOf(connection, result.failOn, 'waived')) {
      const waiver = waiverInForce(finding);
      if (waiver !== null) yield waivedRow(connection, finding, waiver, result.startedAt, ids, moves);
    }
  }
}

function waivedRow(
  connection: ConnectionResult,
  finding: Finding,
  waiver: WaiverReference,
  startedAt: string,
  ids: PageIds,
  moves: Moves,
): Row {
  const id = ids.ofFinding(connection, finding);
  const badge = tag('span', { class: 'badge waived' }, `~ ${findingWords.outcomeWords[finding.kind]}`);
  return {
    id,
    cells: [
      [tag('b', {}, field(waiver.id)), ' ', tag('small', {}, field(waiver.reason))],
      [field(waiver.owner)],
      untilCell(waiver, startedAt),
      [...subjectCell(finding, id), ' ', label(connection), ' ', path(connection)],
      [badge, ' ', findingWords.describeDetail(finding)],
      impactCell(finding, movesBy(finding, connection.connectionId, moves)),
      [placeOf(finding.at)],
    ],
  };
}

function untilCell({ expires }: WaiverReference, startedAt: string): readonly Content[] {
  const left = daysLeft(expires, startedAt);
  if (left === null) return [field(expires)];
  const said = left === 0 ? 'the last day' : `${words.plural(left, 'day')} left`;
  return [field(expires), ' ', tag('small', left <= soon ? { class: 'soon' } : {}, said)];
}

/** Days of a waiver that somebody should think of already. */
const soon = 14;

/** By the day on which the audit was made, like the audit itself; null where one of them is no day. */
export function daysLeft(expires: string, startedAt: string): number | null {
  const days = (Date.parse(expires) - Date.parse(startedAt.slice(0, 'yyyy-mm-dd'.length))) / 86_400_000;
  return Number.isInteger(days) && days >= 0 ? days : null;
}
