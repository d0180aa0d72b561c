import type { Finding, Impact } from '../../audit/finding.ts';
import type { AuditResult, ConnectionResult, ForwardingChange } from '../../audit/result.ts';
import { isRouteFinding, standingOf } from '../../audit/standing.ts';
import { describeSides } from '../describeSides.ts';
import * as findingWords from '../findingWords.ts';
import { type Moves, movesBy, movesOf } from '../moves.ts';
import { field } from '../neutralise.ts';
import { tableName } from '../routeWords.ts';
import { findingsOf } from '../standing.ts';
import { changesByConnection } from '../stripWords.ts';
import * as words from '../words.ts';
import { htmlMaps } from './htmlMap.ts';
import { isTold, label, path } from './htmlScope.ts';
import { htmlTables } from './htmlTables.ts';
import type { PageIds } from './pageIds.ts';
import { type Content, type Markup, openingTag, tag } from './tag.ts';

/** Of more connections than these a browser lays out what is in sight alone. */
const mostDrawn = 50;

/** Connection by connection what counts, what it does to traffic, and where in the baseline to look. */
export function* htmlFindings(result: AuditResult, ids: PageIds): Iterable<string> {
  const { connections, failOn } = result;
  const told = connections.filter((each) => isTold(each, failOn));
  const drifting = told.filter(({ state }) => state === 'audited');
  const unchecked = told.filter(({ state }) => state === 'unchecked');
  const count = told.length;
  const look = count > mostDrawn ? { class: 'many' } : {};
  yield `${openingTag('section', { id: 'findings', ...look, 'aria-labelledby': 'findings-title' })}\n`;
  yield `${tag('h2', { id: 'findings-title' }, 'Findings').html}\n`;
  if (count === 0) yield '<p>Nothing differs from the baselines, but for what is listed below.</p>\n';
  const [moves, changesOf] = [shortMovesOf(result), changesByConnection(result)];
  for (const connection of [...drifting, ...unchecked]) {
    const changes = changesOf.get(connection.connectionId) ?? [];
    yield connectionSection(connection, ids, bodyOf(connection, result, ids, moves, changes));
  }
  yield '</section>\n';
}

/** Enough to see what happens; the section on traffic has all. */
export function shortMovesOf(result: AuditResult): Moves {
  return movesOf(result, 4, 'the section on traffic');
}

function connectionSection(connection: ConnectionResult, ids: PageIds, body: string): string {
  const id = ids.ofConnection(connection);
  const title = tag('h3', { id }, label(connection), ' ', path(connection));
  return `${openingTag('section', { class: 'connection group', 'aria-labelledby': id })}\n${title.html}\n${body}</section>\n`;
}

function bodyOf(
  connection: ConnectionResult,
  { failOn }: AuditResult,
  ids: PageIds,
  moves: Moves,
  changes: readonly ForwardingChange[],
): string {
  if (connection.state === 'unchecked') return uncheckedBody(connection);
  const rows = findingsOf(connection, failOn, 'failing', 'tolerated', 'part').map((finding) => {
    const id = ids.ofFinding(connection, finding);
    const [expected, actual] = describeSides(finding);
    return {
      id,
      cells: [
        outcomeCell(finding, failOn),
        subjectCell(finding, id),
        [expected],
        [actual],
        impactCell(finding, movesBy(finding, connection.connectionId, moves)),
        [placeOf(finding.at)],
      ],
    };
  });
  const columns = ['Outcome', 'Destination', 'Expected', 'Actual', 'Traffic: should go → goes', 'Baseline'];
  return [
    `${tag('p', { class: 'counts' }, words.describeCounts(connection, failOn)).html}\n`,
    ...htmlTables('findings', `Findings of ${words.connectionName(connection)}`, columns, rows),
    ...htmlMaps(connection, changes).map(({ html }) => `${html}\n`),
  ].join('');
}

/** Nobody could look here, so nobody knows. */
function uncheckedBody(connection: ConnectionResult & { readonly state: 'unchecked' }): string {
  const lost = words.plural(connection.notEvaluated.length, 'expected destination');
  const why = tag(
    'p',
    {},
    tag('span', { class: 'badge unchecked' }, '? unchecked'),
    ` ${words.describeUnchecked(connection)}`,
  );
  const hint = tag('p', {}, `What to do: ${words.describeHint(connection)}.`);
  const rest = tag('p', {}, `${lost} not evaluated; baseline `, placeOf(connection.at));
  return [why, hint, rest].map(({ html }) => `${html}\n`).join('');
}

function outcomeCell(finding: Finding, failOn: AuditResult['failOn']): readonly Content[] {
  const outcome = findingWords.outcomeWords[finding.kind];
  if (isRouteFinding(finding) && finding.partOf !== null) {
    return [
      tag('span', { class: 'badge part' }, `↳ ${outcome}`),
      ' ',
      tag('small', {}, findingWords.describePart(finding.partOf)),
    ];
  }
  if (standingOf(finding, failOn) !== 'tolerated') return [tag('span', { class: 'badge drifted' }, `✗ ${outcome}`)];
  return [
    tag('span', { class: 'badge tolerated' }, `! ${outcome}`),
    ' ',
    tag('small', {}, `${finding.severity}, tolerated`),
  ];
}

/** What it is about; where there is something to link to, with a link to itself. */
export function subjectCell(finding: Finding, id: string | null): readonly Content[] {
  const linked = (text: string) =>
    id === null ? tag('code', {}, text) : tag('a', { href: `#${id}` }, tag('code', {}, text));
  if ('destination' in finding) {
    const about =
      isRouteFinding(finding) && finding.description !== null
        ? [' ', tag('small', {}, field(finding.description))]
        : [];
    return [linked(field(finding.destination)), ' ', tag('small', { class: 'table' }, tableName(finding)), ...about];
  }
  return [linked('waiver' in finding ? `waiver ${field(finding.waiver.id)}` : `all ${finding.type} routes`)];
}

/** In the words of all reports, and of traffic that moves each prefix with its ways. */
export function impactCell(finding: Finding, moved: readonly string[]): readonly Content[] {
  if (!('impact' in finding)) return ['not a matter of one route'];
  if (moved.length === 0) return [impactWords[finding.impact]];
  return [tag('ul', {}, ...moved.map((move) => tag('li', {}, move)))];
}

const impactWords = {
  'traffic-changes': 'traffic changes',
  'no-forwarding-change': 'no forwarding change',
  'not-evaluated': 'not evaluated',
} as const satisfies Record<Impact, string>;

export function placeOf(at: Finding['at']): Markup {
  return tag('code', { class: 'place' }, words.describePlace(at));
}
