import type { Finding, Severity } from '../audit/finding.ts';
import type { ConnectionResult } from '../audit/result.ts';
import { isRouteFinding, type Standing, waiverInForce } from '../audit/standing.ts';
import type { Color, Paint } from './color.ts';
import * as findingWords from './findingWords.ts';
import { columnsOf, padTo, widest, wrap } from './layout.ts';
import { field } from './neutralise.ts';
import { tableName } from './routeWords.ts';
import { type ConnectionStanding, connectionStandingOf, findingsOf } from './standing.ts';
import * as words from './words.ts';

export interface TextStyle {
  readonly paint: Paint;
  readonly width: number;
  readonly failOn: Severity;
  readonly pathColumns: number;
  readonly nameColumns: number;
}

type Mark = readonly [symbol: string, color: Color];

const connectionMarks = {
  'in-sync': ['✓', 'green'],
  tolerated: ['!', 'yellow'],
  drifted: ['✗', 'red'],
  unchecked: ['?', 'yellow'],
} as const satisfies Record<ConnectionStanding, Mark>;

const findingMarks = {
  failing: ['✗', 'red'],
  tolerated: ['!', 'yellow'],
  part: ['·', 'dim'],
  waived: ['~', 'dim'],
  notice: ['i', 'dim'],
} as const satisfies Record<Standing, Mark>;

/** From this room on, a finding's sentence stands beside its destination; with less, below it. */
const roomBeside = 60;

/** One line for a connection, and what there is to say about it below. */
export function connectionLines(connection: ConnectionResult, style: TextStyle): string[] {
  return [...headLines(connection, style), ...detailLines(connection, style)];
}

function headLines(
  connection: ConnectionResult,
  { paint, width, failOn, pathColumns, nameColumns }: TextStyle,
): string[] {
  const standing = connectionStandingOf(connection, failOn);
  const [symbol, color] = connectionMarks[standing];
  const label = `${symbol} ${padTo(words.standingWords[standing], 9)}`;
  const path = padTo(words.connectionPath(connection), pathColumns);
  const name = nameColumns === 0 ? '' : `  ${padTo(field(connection.name ?? ''), nameColumns)}`;
  const counts = words.describeCounts(connection, failOn);
  const whole = `${label}  ${path}${name}  ${counts}`;
  const lines =
    columnsOf(whole) <= width
      ? [whole]
      : [`${label}  ${path}`.trimEnd(), ...wrap(`${name.trim()}  ${counts}`.trim(), width, '    ', '    ')];
  return painted(lines, label, color, paint);
}

function detailLines(connection: ConnectionResult, style: TextStyle): string[] {
  if (connection.state === 'audited') return findingLines(connection, style);
  const why = `${words.describeUnchecked(connection)} (${words.describePlace(connection.at)})`;
  return [
    ...wrap(why, style.width, '    ', '      '),
    ...wrap(`hint: ${words.describeHint(connection)}`, style.width, '    ', '      '),
  ];
}

/** The gravest first, and columns aligned within the connection. */
function findingLines(connection: ConnectionResult, { paint, width, failOn }: TextStyle): string[] {
  const standings = ['failing', 'tolerated', 'part', 'waived', 'notice'] as const;
  const rows = standings.flatMap((standing) =>
    findingsOf(connection, failOn, standing).map((finding) => ({ standing, ...cellsOf(finding), finding })),
  );
  const outcomeColumns = widest(
    rows.map(({ outcome }) => outcome),
    16,
  );
  const tableColumns = widest(
    rows.map(({ table }) => table),
    20,
  );
  const subjectColumns = widest(
    rows.map(({ subject }) => subject),
    43,
  );
  return rows.flatMap(({ standing, outcome, table, subject, finding }) => {
    const [symbol, color] = findingMarks[standing];
    const label = `  ${symbol} ${padTo(outcome, outcomeColumns)}`;
    const row = `${label}  ${padTo(table, tableColumns)}  ${padTo(subject, subjectColumns)}  `;
    const below = ' '.repeat(6);
    const detail = detailOf(finding, standing, failOn);
    const lines =
      width - columnsOf(row) >= roomBeside
        ? wrap(detail, width, row, ' '.repeat(columnsOf(row)))
        : [row.trimEnd(), ...wrap(detail, width, below, below)];
    return painted(lines, label, color, paint);
  });
}

interface Cells {
  readonly outcome: string;
  readonly table: string;
  readonly subject: string;
}

function cellsOf(finding: Finding): Cells {
  const outcome = waiverInForce(finding) === null ? findingWords.outcomeWords[finding.kind] : 'waived';
  switch (finding.kind) {
    case 'missing-route':
    case 'unexpected-route':
    case 'changed-route':
    case 'forbidden-route':
    case 'failover-flipped':
    case 'two-active':
    case 'no-active':
    case 'standby-missing':
    case 'flapping':
      return { outcome, table: tableName(finding), subject: field(finding.destination) };
    case 'count-out-of-bounds':
    case 'mass-change':
      return { outcome, table: finding.type, subject: '' };
    case 'expired-waiver':
    case 'unused-waiver':
      return { outcome, table: 'waiver', subject: field(finding.waiver.id) };
  }
}

function detailOf(finding: Finding, standing: Standing, failOn: Severity): string {
  const waiver = waiverInForce(finding);
  const about = isRouteFinding(finding) && finding.description !== null ? `${field(finding.description)}: ` : '';
  const detail =
    waiver === null
      ? `${about}${findingWords.describeDetail(finding)}`
      : `${about}${findingWords.outcomeWords[finding.kind]}: ${findingWords.describeDetail(finding)}; waived by ${findingWords.describeWaiver(waiver)}`;
  const below = standing === 'tolerated' ? `; ${finding.severity}, below --fail-on ${failOn}` : '';
  const part =
    isRouteFinding(finding) && finding.partOf !== null ? `; ${findingWords.describePart(finding.partOf)}` : '';
  return `${detail}${below}${part} (${words.describePlace(finding.at)})`;
}

/** The label, which the first line begins with, in a colour. */
export function painted(lines: readonly string[], label: string, color: Color, paint: Paint): string[] {
  return lines.map((line, i) =>
    i === 0 ? paint(color, line.slice(0, label.length)) + line.slice(label.length) : line,
  );
}
