import type { Coverage } from './coverage.ts';
import type { Finding, FindingKind, Severity } from './finding.ts';
import { roleKinds, severities } from './finding.ts';
import type { AuditedConnection, ConnectionResult, Totals, Verdict } from './result.ts';

/**
 * Drift is certain and wins over what nobody could read; `in-sync` needs every connection read, and every list of
 * connections that was asked for.
 */
export function verdictOf(
  connections: readonly ConnectionResult[],
  coverage: Coverage | null,
  failOn: Severity,
): Verdict {
  const isDrifted = (connection: ConnectionResult) => findingsIn(connection).some((finding) => fails(finding, failOn));
  if (connections.some(isDrifted)) return 'drifted';
  if (coverage?.findings.some(({ severity }) => counts(severity, failOn))) return 'drifted';
  const isUnread = coverage?.lists.some(({ state }) => state === 'unreadable') ?? false;
  return isUnread || connections.some(({ state }) => state === 'unchecked') ? 'incomplete' : 'in-sync';
}

/** True where this finding alone makes the run fail. */
export function fails(finding: Finding, failOn: Severity): boolean {
  return !isWaived(finding) && !isPart(finding) && counts(finding.severity, failOn);
}

/** Whether `--fail-on` takes findings of this severity for drift. */
export function counts(severity: Severity, failOn: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(failOn);
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
