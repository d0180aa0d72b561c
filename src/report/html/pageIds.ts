import type { Finding } from '../../audit/finding.ts';
import type { AuditResult, ConnectionResult } from '../../audit/result.ts';
import { printable } from '../neutralise.ts';
import { tableName } from '../routeWords.ts';

/**
 * What parts of a page are linked by: the same from run to run, so that a link into tonight's page finds the same finding
 * in tomorrow's, and made of characters that mean nothing in an address.
 */
export interface PageIds {
  readonly ofConnection: (connection: ConnectionResult) => string;
  /** To be asked once for each finding: no two answers are the same. */
  readonly ofFinding: (connection: ConnectionResult, finding: Finding) => string;
}

export function pageIds({ connections }: AuditResult): PageIds {
  const taken = new Set<string>();
  const unique = (wanted: string) => {
    let id = wanted;
    for (let n = 2; taken.has(id); n++) id = `${wanted}~${n}`;
    taken.add(id);
    return id;
  };
  const names = new Map(
    connections.map((each) => [each, unique(`at:${plain(each.region)}:${plain(each.connectionId)}`)]),
  );
  const ofConnection = (connection: ConnectionResult) => names.get(connection) ?? '';
  return {
    ofConnection,
    ofFinding: (connection, finding) =>
      unique([ofConnection(connection), finding.kind, ...subjectOf(finding)].map(plain).join(':')),
  };
}

function subjectOf(finding: Finding): readonly string[] {
  if ('destination' in finding) return [tableName(finding), finding.destination];
  return 'waiver' in finding ? [finding.waiver.id] : [finding.type];
}

function plain(text: string): string {
  return printable(text.slice(0, 200)).replace(/[^\w.:/~-]/g, '_');
}
