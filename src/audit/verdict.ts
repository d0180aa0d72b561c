import type { Finding, FindingKind, Severity } from './finding.ts';
import { roleKinds, severities } from './finding.ts';
import type { AuditedConnection, ConnectionResult, Totals, Verdict } from './result.ts';

/** Drift is certain and wins over a connection that nobody could read; `in-sync` needs every connection read. */
export function verdictOf(connections: readonly ConnectionResult[], failOn: Severity): Verdict {
  if (connections.some((connection) => findingsIn(connection).some((finding) => fails(finding, failOn))))
    return 'drifted';
  return connections.some(({ state }) => state === 'unchecked') ? 'incomplete' : 'in-sync';
}

/** True where this finding alone makes the run fail. */
export function fails(finding: Finding, failOn: Severity): boolean {
  return !isWaived(finding) && !isPart(finding) && severities.indexOf(finding.severity) <= severities.indexOf(failOn);
}

/** A notice about a waiver names one, and is not waived by it. */
export function isWaived(finding: Finding): boolean {
  switch (finding.kind) {
    case 'missing-route':
    case 'unexpected-route':
    case 'changed-route':
    case 'forbidden-route':
      return finding.waiver !== null;
    case 'failover-flipped':
    case 'two-active':
    case 'no-active':
    case 'standby-missing':
    case 'count-out-of-bounds':
    case 'mass-change':
    case 'flapping':
    case 'expired-waiver':
    case 'unused-waiver':
      return false;
  }
}

/** True where a role finding tells of it, and fails in its stead. */
export function isPart(finding: Finding): boolean {
  return 'partOf' in finding && finding.partOf !== null;
}

export function totalsOf(connections: readonly ConnectionResult[]): Totals {
  const audited = connections.filter((connection) => connection.state === 'audited');
  const findings = connections.flatMap(findingsIn);
  const standing = (...kinds: FindingKind[]) =>
    findings.filter((finding) => kinds.includes(finding.kind) && !isWaived(finding) && !isPart(finding)).length;
  return {
    connections: connections.length,
    inSync: audited.reduce((sum, { inSync }) => sum + inSync.length, 0),
    allowed: audited.reduce((sum, { allowed }) => sum + allowed.length, 0),
    missing: standing('missing-route'),
    unexpected: standing('unexpected-route', 'forbidden-route'),
    changed: standing('changed-route'),
    roles: standing(...roleKinds),
    countOutOfBounds: standing('count-out-of-bounds'),
    waived: findings.filter(isWaived).length,
    notices: standing('mass-change', 'flapping', 'expired-waiver', 'unused-waiver'),
    likely: audited.filter(isLikely).length,
    unchecked: connections.length - audited.length,
  };
}

/** That a table of it is complete is likely, and not proved. */
export function isLikely({ completeness }: AuditedConnection): boolean {
  return Object.values(completeness).some(({ proof }) => proof === 'likely');
}

/** Of an unchecked one: none. */
export function findingsIn(connection: ConnectionResult): readonly Finding[] {
  return connection.state === 'audited' ? connection.findings : [];
}
