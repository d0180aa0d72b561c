import { type AuditResult, type Finding, severityOf } from './result.ts';
import { findingsIn, totalsOf, verdictOf } from './verdict.ts';

/**
 * In what a saved result contradicts itself; null: in nothing. Whoever edits one to turn it green must change more than
 * it takes to be seen here. That the routes were as it says, no result can prove.
 */
export function contradictionOf(result: AuditResult): string | null {
  const { connections, baselines, failOn, startedAt } = result;
  if (connections.length !== baselines.length) return 'it does not hold one connection for each baseline';
  if (new Set(connections.map(({ connectionId }) => connectionId)).size < connections.length) {
    return 'it holds a connection twice';
  }
  const files = new Set(baselines.map(({ file }) => file));
  const stray = connections.find(({ at }) => !files.has(at.file));
  if (stray !== undefined) return `the baseline of ${stray.connectionId} is not one of its baselines`;
  const findings = connections.flatMap(findingsIn);
  const softened = findings.find(({ kind, severity }) => severity !== severityOf[kind]);
  if (softened !== undefined) return `a finding ${softened.kind} can't be of severity ${softened.severity}`;
  const today = startedAt.slice(0, 'yyyy-mm-dd'.length);
  const overdue = findings.find((finding) => isWaivedBefore(finding, today));
  if (overdue !== undefined) return 'a finding is waived by a waiver that had expired';
  if (verdictOf(connections, failOn) !== result.verdict) {
    return `the verdict ${result.verdict} does not follow from the findings in it`;
  }
  const isCounted = JSON.stringify(totalsOf(connections)) === JSON.stringify(result.totals);
  return isCounted ? null : 'the totals do not follow from the findings in it';
}

function isWaivedBefore(finding: Finding, today: string): boolean {
  if (finding.kind === 'expired-waiver' || !('waiver' in finding)) return false;
  return finding.waiver !== null && finding.waiver.expires < today;
}
