import { type Finding, type Severity, severities } from '../audit/finding.ts';
import type { AuditResult, ConnectionResult } from '../audit/result.ts';
import { coverageStandingOf, type Standing, standingOf } from '../audit/standing.ts';

/** A connection's findings of these standings, in the result's order. */
export function findingsOf(connection: ConnectionResult, failOn: Severity, ...standings: Standing[]): Finding[] {
  if (connection.state === 'unchecked') return [];
  return connection.findings.filter((finding) => standings.includes(standingOf(finding, failOn)));
}

/** How many findings of the whole result are failing. */
export function countFailing(result: AuditResult): number {
  const count = (connection: ConnectionResult) => findingsOf(connection, result.failOn, 'failing').length;
  return result.connections.reduce((sum, connection) => sum + count(connection), coverageCounts(result).failing);
}

/** How many are drift that `--fail-on` lets pass. */
export function countTolerated(result: AuditResult): number {
  const count = (connection: ConnectionResult) => findingsOf(connection, result.failOn, 'tolerated').length;
  return result.connections.reduce((sum, connection) => sum + count(connection), coverageCounts(result).tolerated);
}

/** Of the findings about which connections there are. */
function coverageCounts({ coverage, failOn }: AuditResult): Readonly<Record<'failing' | 'tolerated', number>> {
  const findings = coverage?.findings ?? [];
  const failing = findings.filter((finding) => coverageStandingOf(finding, failOn) === 'failing').length;
  return { failing, tolerated: findings.length - failing };
}

/** The same for a connection as a whole. */
export type ConnectionStanding = 'in-sync' | 'tolerated' | 'drifted' | 'unchecked';

export function connectionStandingOf(connection: ConnectionResult, failOn: Severity): ConnectionStanding {
  if (connection.state === 'unchecked') return 'unchecked';
  if (findingsOf(connection, failOn, 'failing').length > 0) return 'drifted';
  const parts = findingsOf(connection, failOn, 'part');
  if (parts.some(({ severity }) => severities.indexOf(severity) <= severities.indexOf(failOn))) return 'drifted';
  return parts.length + findingsOf(connection, failOn, 'tolerated').length > 0 ? 'tolerated' : 'in-sync';
}
