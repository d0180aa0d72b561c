import { type Coverage, type CoverageFinding, coverageSeverityOf } from './coverage.ts';
import { isSilent } from './coverageOf.ts';
import type { AuditResult, ConnectionResult } from './result.ts';

/** In what the coverage of a saved result contradicts itself or the rest of it; null: in nothing. */
export function coverageContradiction({ coverage, connections, shard }: AuditResult): string | null {
  if (coverage === null) return null;
  const { lists, findings } = coverage;
  const fleet = [...connections, ...(shard?.fleet ?? [])];
  const covered = new Set(fleet.map(({ connectionId }) => connectionId));
  if (new Set(lists.map(({ region, account }) => `${region} ${account}`)).size < lists.length) {
    return 'it holds a list of connections twice';
  }
  if (new Set(findings.map(({ connectionId }) => connectionId)).size < findings.length) {
    return 'it tells of a connection twice';
  }
  const regions = new Set(lists.map(({ region }) => region));
  const unlisted = [...fleet, ...findings].find(({ region }) => !regions.has(region));
  if (unlisted !== undefined) return `it holds no list of ${unlisted.region}, where ${unlisted.connectionId} is`;
  const unmanaged = findings.filter(({ kind }) => kind === 'unmanaged-connection').length;
  const uncounted = numberProblem(coverage, covered.size + unmanaged);
  if (uncounted !== null) return uncounted;
  for (const finding of findings) {
    const problem = findingProblem(finding, covered, connections);
    if (problem !== null) return problem;
  }
  return null;
}

/** What is listed and in scope has a baseline, or is told of. With several credentials two lists may hold the same. */
function numberProblem({ lists }: Coverage, known: number): string | null {
  const counts = lists.flatMap((list) => (list.state === 'listed' ? [list] : []));
  if (counts.some(({ listed, inScope }) => inScope > listed))
    return 'more connections of a list carry the tags than it holds';
  const inScope = counts.filter(({ account }) => account === null).reduce((sum, list) => sum + list.inScope, 0);
  return inScope > known ? 'more connections are listed than have a baseline or are told of' : null;
}

function findingProblem(
  { kind, severity, connectionId, region, name, at }: CoverageFinding,
  covered: ReadonlySet<string>,
  connections: readonly ConnectionResult[],
): string | null {
  if (severity !== coverageSeverityOf[kind]) return `a finding ${kind} can't be of severity ${severity}`;
  if (kind === 'unmanaged-connection') {
    return covered.has(connectionId) ? `${connectionId} has a baseline, and is said to have none` : null;
  }
  const judged = connections.find((connection) => connection.connectionId === connectionId);
  const isOf =
    judged?.region === region &&
    judged.name === name &&
    judged.at.file === at?.file &&
    judged.at.line === at.line &&
    judged.at.column === at.column;
  if (judged === undefined || !isOf) return `${connectionId} is missing, and has no such baseline`;
  return isSilent(judged) ? null : `${connectionId} is missing, and is not known to be`;
}
