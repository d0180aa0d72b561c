import { parsePrefix } from '../routing/prefix.ts';
import { compareText, keyOf } from '../routing/table.ts';
import { assess } from './assess.ts';
import { coverageContradiction } from './coverageContradiction.ts';
import { type Finding, type Severity, severityFor, severityOf } from './finding.ts';
import { misplacedIn } from './misplacedIn.ts';
import type { AuditResult, ConnectionResult } from './result.ts';
import { findingsIn, totalsOf, verdictOf } from './verdict.ts';

/**
 * In what a saved result contradicts itself; null: in nothing. Whoever edits one to turn it green must change more than
 * it takes to be seen here. That the routes were as it says, no result can prove.
 */
export function contradictionOf(result: AuditResult): string | null {
  const { connections, baselines, failOn, startedAt, shard } = result;
  if (connections.length === 0 && shard === null) return 'it holds no connection';
  if (connections.length !== baselines.length) return 'it does not hold one connection for each baseline';
  if (new Set(connections.map(({ connectionId }) => connectionId)).size < connections.length) {
    return 'it holds a connection twice';
  }
  const files = new Set(baselines.map(({ file }) => file));
  const stray = connections.find(({ at }) => !files.has(at.file));
  if (stray !== undefined) return `the baseline of ${stray.connectionId} is not one of its baselines`;
  const strange = connections.flatMap(destinationsIn).find((text) => parsePrefix(text).state !== 'canonical');
  if (strange !== undefined) return `a destination in it is no prefix: ${JSON.stringify(strange)}`;
  const twice = connections.find(holdsTwice);
  if (twice !== undefined) return `a destination of ${twice.connectionId} is in it twice`;
  const misplaced = shard === null ? null : misplacedIn(shard, result);
  if (misplaced !== null) return misplaced;
  const findings = connections.flatMap(findingsIn);
  const softened = findings.find((finding) => finding.severity !== severityOfFinding(finding));
  if (softened !== undefined) return `a finding ${softened.kind} can't be of severity ${softened.severity}`;
  const { connections: again, forwarding, domainsNotEvaluated } = assess(connections);
  if (!isSame(again, connections)) return 'what its findings do to traffic and roles does not follow from them';
  if (!isSame({ forwarding, domainsNotEvaluated }, onlyForwarding(result))) {
    return 'its forwarding changes do not follow from the findings in it';
  }
  const today = startedAt.slice(0, 'yyyy-mm-dd'.length);
  const overdue = findings.find((finding) => isWaivedBefore(finding, today));
  if (overdue !== undefined) return 'a finding is waived by a waiver that had expired';
  const uncovered = coverageContradiction(result);
  if (uncovered !== null) return uncovered;
  if (verdictOf(connections, result.coverage, failOn) !== result.verdict) {
    return `the verdict ${result.verdict} does not follow from the findings in it`;
  }
  const isCounted = JSON.stringify(totalsOf(connections)) === JSON.stringify(result.totals);
  return isCounted ? null : 'the totals do not follow from the findings in it';
}

function destinationsIn(connection: ConnectionResult): readonly string[] {
  if (connection.state === 'unchecked') return connection.notEvaluated.map(({ destination }) => destination);
  const { inSync, allowed, findings } = connection;
  const found = findings.flatMap((finding) => ('destination' in finding ? [finding] : []));
  return [...inSync, ...allowed, ...found].map(({ destination }) => destination);
}

/** Each destination is in one list, once; what roles and scans say of it beside that is no judgement of it. */
function holdsTwice(connection: ConnectionResult): boolean {
  if (connection.state === 'unchecked') return false;
  const judged = connection.findings.flatMap((finding) => ('changes' in finding ? [keyOf(finding)] : []));
  const keys = [...[...connection.inSync, ...connection.allowed].map(keyOf), ...judged];
  return new Set(keys).size < keys.length;
}

function severityOfFinding(finding: Finding): Severity {
  return 'impact' in finding ? severityFor(finding.kind, finding.impact) : severityOf[finding.kind];
}

function onlyForwarding({ forwarding, domainsNotEvaluated }: AuditResult) {
  return { forwarding, domainsNotEvaluated };
}

/** Whatever order their keys are in. */
function isSame(one: unknown, other: unknown): boolean {
  const inOrder = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)))
      : value;
  // Most are in one order, and that is seen in a fraction of the time.
  return (
    JSON.stringify(one) === JSON.stringify(other) || JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder)
  );
}

function isWaivedBefore(finding: Finding, today: string): boolean {
  if (finding.kind === 'expired-waiver' || !('waiver' in finding)) return false;
  return finding.waiver !== null && finding.waiver.expires < today;
}
