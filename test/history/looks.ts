import { assess } from '../../src/audit/assess.ts';
import type { Finding } from '../../src/audit/finding.ts';
import type { AuditResult, ConnectionResult } from '../../src/audit/result.ts';
import { type HistoryOptions, history } from '../../src/history/history.ts';
import type { HistoryResult, UnfinishedRun } from '../../src/history/historyResult.ts';
import { type Look, lookOf } from '../../src/history/look.ts';
import { audited, resultOf, unchecked } from '../report/results.ts';

/** What a run made of a connection: findings, or that it could not be read. A connection that is not named is out of scope. */
export type Seen = Readonly<Record<string, readonly Finding[] | 'unchecked'>>;

const at = (id: string) => ({ file: `baselines/${id}.yaml`, line: 3, column: 1 });

export function resultAt(time: string, seen: Seen, more: Partial<AuditResult> = {}): AuditResult {
  const connections = Object.entries(seen).map(([connectionId, findings]): ConnectionResult => {
    const head = { connectionId, region: 'cn-hangzhou', name: null, transitRouter: 'tr-1', at: at(connectionId) };
    return findings === 'unchecked'
      ? { ...unchecked, ...head, notEvaluated: [] }
      : audited(findings, { ...head, inSync: [] });
  });
  const source = { kind: 'api', collectedFrom: 'api', endpoint: null, collectedAt: time } as const;
  return resultOf(connections, { startedAt: time, finishedAt: time, source, ...assess(connections), ...more });
}

export function lookAt(time: string, seen: Seen, more: Partial<AuditResult> = {}): Look {
  return lookOf(`${time}.json`, resultAt(time, seen, more), new Map());
}

/** 02:00 of that day of November 2026. */
export function night(day: number): string {
  return new Date(Date.UTC(2026, 10, day, 2)).toISOString();
}

export function historyOf(
  looks: readonly Look[],
  options: Partial<HistoryOptions> = {},
  unfinished: readonly UnfinishedRun[] = [],
): HistoryResult {
  const known = { source: 'api', tool: { name: 'route-drift', version: '0.1.0' }, passedOver: [] } as const;
  const defaults = { from: null, to: null, every: null, now: new Date(night(30)) };
  return history({ looks, unfinished, ...known }, { ...defaults, ...options });
}
