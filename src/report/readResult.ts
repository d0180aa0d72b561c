import type { Coverage, CoverageList } from '../audit/coverage.ts';
import type { Finding } from '../audit/finding.ts';
import type { AuditResult, ConnectionResult } from '../audit/result.ts';
import {
  type ConnectionDocument,
  type CoverageDocument,
  type FindingDocument,
  orderedTotals,
  type ResultDocument,
} from './json.ts';

/**
 * The reverse of the json report: `json(parseResult(JSON.parse(json(result))))` is `json(result)` byte for byte. The
 * value must have passed schemas/audit-result.schema.json, which guarantees what the casts here say.
 *
 * The verdict and the totals are taken as they are saved: to judge again is the audit's work, not a report's.
 */
export function parseResult(value: unknown): AuditResult {
  const { schemaVersion: _, totals, connections, shard, coverage, ...rest } = value as ResultDocument;
  return {
    ...rest,
    totals: orderedTotals(totals),
    connections: connections.map(parseConnection),
    // The first results knew nothing of accounts and coverage.
    shard:
      shard === null
        ? null
        : { ...shard, fleet: shard.fleet.map((each) => ({ ...each, account: each.account ?? null })) },
    coverage: coverage == null ? null : parseCoverage(coverage),
  };
}

function parseCoverage({ tags, lists, findings }: CoverageDocument): Coverage {
  return {
    tags,
    lists: lists.map(({ region, account, state, listed, inScope, reason }) => {
      return { region, account, state, ...(state === 'listed' ? { listed, inScope } : { reason }) } as CoverageList;
    }),
    findings: findings.map(({ message: _, ...finding }) => finding),
  };
}

function parseConnection(connection: ConnectionDocument): ConnectionResult {
  const { state, reason, completeness, inSync, allowed, findings, notEvaluated, ...rest } = connection;
  const head = { ...rest, account: rest.account ?? null };
  const parsed =
    state === 'audited'
      ? { ...head, state, completeness, inSync, allowed, findings: findings.map(parseFinding) }
      : { ...head, state, reason, notEvaluated };
  return parsed as ConnectionResult;
}

function parseFinding(finding: FindingDocument): Finding {
  const { kind, severity, at, type, source, destination, description, impact, partOf } = finding;
  const { expected, actual, changes, waiver } = finding;
  switch (kind) {
    case 'missing-route':
    case 'unexpected-route':
    case 'changed-route':
    case 'forbidden-route':
      return {
        kind,
        type,
        source,
        destination,
        description,
        severity,
        impact,
        partOf,
        expected,
        actual,
        changes,
        waiver,
        at,
      } as Finding;
    case 'failover-flipped':
    case 'two-active':
    case 'no-active':
    case 'standby-missing':
      return { kind, type, source, destination, severity, impact, members: finding.members, at } as Finding;
    case 'count-out-of-bounds':
      return { kind, type, severity, limits: finding.limits, count: finding.count, at } as Finding;
    case 'mass-change': {
      const { missing, changed, of } = finding;
      return { kind, type, severity, missing, changed, expected: of, at } as Finding;
    }
    case 'flapping':
      return { kind, type, source, destination, severity, outcomes: finding.outcomes, at } as Finding;
    case 'expired-waiver':
    case 'unused-waiver':
      return { kind, severity, waiver, at } as Finding;
  }
}
