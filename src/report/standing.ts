import { type Finding, type RouteFinding, type Severity, severities, type WaiverReference } from '../audit/finding.ts';
import type { AuditResult, ConnectionResult } from '../audit/result.ts';
import { counts, fails, isPart } from '../audit/verdict.ts';

/**
 * Where a finding stands with the verdict: it makes it `drifted`, is drift that `--fail-on` lets pass, is accepted by a
 * waiver, is told by a role finding (`part`), or only tells something. Every report groups by this, so that none can be
 * greener than the exit code.
 */
export type Standing = 'failing' | 'tolerated' | 'part' | 'waived' | 'notice';

export function standingOf(finding: Finding, failOn: Severity): Standing {
  if (waiverInForce(finding) !== null) return 'waived';
  if (isPart(finding)) return 'part';
  if (fails(finding, failOn)) return 'failing';
  return finding.severity === 'notice' ? 'notice' : 'tolerated';
}

/** The waiver that covers this drift. That of an expired-waiver finding is what the finding is about, and no pardon. */
export function waiverInForce(finding: Finding): WaiverReference | null {
  return isRouteFinding(finding) ? finding.waiver : null;
}

export function isRouteFinding(finding: Finding): finding is RouteFinding {
  return 'changes' in finding;
}

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
  const failing = findings.filter(({ severity }) => counts(severity, failOn)).length;
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
