import type { AuditResult } from '../audit/result.ts';
import { waiverInForce } from '../audit/standing.ts';
import * as findingWords from './findingWords.ts';
import type { Piece } from './fitPieces.ts';
import { connectionTitle, findingCells, place, subjectCells } from './markdownCells.ts';
import { diffPiece } from './markdownDiff.ts';
import { frame, heading, table } from './markdownSyntax.ts';
import { field, markdownCode, markdownProse } from './neutralise.ts';
import { findingsOf } from './standing.ts';
import * as words from './words.ts';

/** Connection by connection: the findings, and how the route list differs. */
export function driftPieces({ connections, failOn, source }: AuditResult): Piece[] {
  const columns = ['Outcome', 'Destination', 'Table', 'Expected', 'Actual', 'Baseline'];
  const pieces = connections.flatMap((connection) => {
    const findings = findingsOf(connection, failOn, 'failing', 'tolerated', 'part');
    if (connection.state === 'unchecked' || findings.length === 0) return [];
    const title = `${heading(4, connectionTitle(connection))}${words.describeCounts(connection, failOn)}\n\n`;
    const rows = findings.map((finding) => findingCells(finding, failOn));
    return [table('findings', title, columns, rows), diffPiece(connection, source.collectedAt)];
  });
  return pieces.length === 0 ? [] : [frame(heading(3, 'Drift')), ...pieces];
}

/** Nobody could look here, and so nobody knows. */
export function uncheckedPieces({ connections }: AuditResult): Piece[] {
  const rows = connections.flatMap((connection) => {
    if (connection.state === 'audited') return [];
    const why = markdownProse(words.describeUnchecked(connection));
    const lost = words.plural(connection.notEvaluated.length, 'destination');
    const hint = markdownProse(words.describeHint(connection));
    return [[connectionTitle(connection), why, hint, lost, place(connection.at)]];
  });
  const columns = ['Connection', 'Reason', 'Hint', 'Not evaluated', 'Baseline'];
  return rows.length === 0 ? [] : [table('unchecked', heading(3, '⚠️ Unchecked'), columns, rows)];
}

/** Accepted for now, by whom and until when. */
export function waivedPieces({ connections, failOn }: AuditResult): Piece[] {
  const rows = connections.flatMap((connection) =>
    findingsOf(connection, failOn, 'waived').flatMap((finding) => {
      const waiver = waiverInForce(finding);
      if (waiver === null) return [];
      const detail = `${findingWords.outcomeWords[finding.kind]}: ${findingWords.describeDetail(finding)}`;
      const { id, owner, expires, reason } = waiver;
      return [
        [
          connectionTitle(connection),
          ...subjectCells(finding),
          markdownProse(detail),
          markdownCode(field(id)),
          markdownCode(field(owner)),
          markdownProse(field(expires)),
          markdownProse(field(reason)),
        ],
      ];
    }),
  );
  const columns = ['Connection', 'Destination', 'Table', 'Finding', 'Waiver', 'Owner', 'Until', 'Reason'];
  return rows.length === 0 ? [] : [table('waived', heading(3, 'Waived'), columns, rows)];
}

export function noticePieces({ connections, failOn }: AuditResult): Piece[] {
  const rows = connections.flatMap((connection) =>
    findingsOf(connection, failOn, 'notice').map((finding) => {
      const sentence = markdownProse(findingWords.describeFinding(finding));
      return `- ${connectionTitle(connection)}: ${sentence} (${place(finding.at)})\n`;
    }),
  );
  return rows.length === 0 ? [] : [{ part: 'notices', head: heading(3, 'Notices'), rows, foot: '\n' }];
}
