import { coverageSeverityOf } from './coverage.ts';
import { hasRows } from './coverageOf.ts';
import type { AuditResult } from './result.ts';

/** In what the coverage of a saved result contradicts itself or the rest of it; null: in nothing. */
export function coverageContradiction({ coverage, connections, shard }: AuditResult): string | null {
  if (coverage === null) return null;
  const { lists, findings } = coverage;
  if (new Set(lists.map(({ region, account }) => `${region} ${account}`)).size < lists.length) {
    return 'it holds a list of connections twice';
  }
  if (lists.some((list) => list.state === 'listed' && list.inScope > list.listed)) {
    return 'more connections of a list carry the tags than it holds';
  }
  if (new Set(findings.map(({ connectionId }) => connectionId)).size < findings.length) {
    return 'it tells of a connection twice';
  }
  const covered = new Set([...connections, ...(shard?.fleet ?? [])].map(({ connectionId }) => connectionId));
  for (const { kind, severity, connectionId, region, at } of findings) {
    if (severity !== coverageSeverityOf[kind]) return `a finding ${kind} can't be of severity ${severity}`;
    if (!lists.some((list) => list.region === region && list.state === 'listed')) {
      return `it tells of ${connectionId}, and no list of ${region} was read`;
    }
    if (kind === 'unmanaged-connection') {
      if (covered.has(connectionId)) return `${connectionId} has a baseline, and is said to have none`;
      continue;
    }
    const judged = connections.find((connection) => connection.connectionId === connectionId);
    if (judged === undefined || at === null) return `${connectionId} is missing, and has no baseline`;
    if (hasRows(judged)) return `${connectionId} is missing, and rows of it were read`;
  }
  return null;
}
