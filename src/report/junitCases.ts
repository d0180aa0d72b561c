import type { Finding } from '../audit/finding.ts';
import type { AuditedConnection, AuditResult, UncheckedConnection } from '../audit/result.ts';
import { isRouteFinding, standingOf, waiverInForce } from '../audit/standing.ts';
import type { Place } from '../document/place.ts';
import * as findingWords from './findingWords.ts';
import { type Moves, movesBy } from './moves.ts';
import { field } from './neutralise.ts';
import { describeActual, describeExpected, tableName } from './routeWords.ts';
import * as words from './words.ts';

/** One test as CI knows it. Its name is the same in every run, whatever becomes of it, so that CI can tell a history. */
export interface Case {
  readonly name: string;
  /** null: it is about no line of a baseline. */
  readonly at: Place | null;
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly state: 'passed' }
  | { readonly state: 'failed' | 'error'; readonly type: string; readonly message: string; readonly body: string }
  | { readonly state: 'skipped'; readonly message: string };

const readable = 'connection is readable';

/** What could not be evaluated has not passed: one error for the connection, and each expected destination skipped. */
export function uncheckedCases(connection: UncheckedConnection, { source }: AuditResult): Case[] {
  const message = words.describeUnchecked(connection);
  const body = [message, `hint: ${words.describeHint(connection)}`, ...whereabouts(connection.at, source)].join('\n');
  const type = field(connection.reason.code);
  return [
    { name: readable, at: connection.at, outcome: { state: 'error', type, message, body } },
    ...connection.notEvaluated.map((expected) => ({
      name: `${tableName(expected)} ${field(expected.destination)}`,
      at: expected.at,
      outcome: { state: 'skipped', message: 'not evaluated: the connection could not be read' } as const,
    })),
  ];
}

/** Findings first, then what is in sync; never none. A notice that fails nothing is no test: it is told in the suite's output. */
export function auditedCases(connection: AuditedConnection, result: AuditResult, moves: Moves): Case[] {
  const { connectionId } = connection;
  const movedBy = (finding: Finding) => movesBy(finding, connectionId, moves).map((move) => `forwarding: ${move}`);
  const findings = connection.findings.filter((finding) => standingOf(finding, result.failOn) !== 'notice');
  // Some consumers take a suite without cases for a broken run.
  if (findings.length + connection.inSync.length === 0) {
    return [{ name: readable, at: connection.at, outcome: { state: 'passed' } }];
  }
  return [
    ...findings.map((finding) => ({
      name: caseName(finding),
      at: finding.at,
      outcome: outcomeOf(finding, result, movedBy(finding)),
    })),
    ...connection.inSync.map((route) => ({
      name: `${tableName(route)} ${field(route.destination)}`,
      at: route.at,
      outcome: { state: 'passed' } as const,
    })),
  ];
}

function outcomeOf(finding: Finding, { failOn, source }: AuditResult, moved: readonly string[]): Outcome {
  const message = findingWords.describeFinding(finding);
  const waiver = waiverInForce(finding);
  if (waiver !== null)
    return { state: 'skipped', message: `waived: ${findingWords.describeWaiver(waiver)}; ${message}` };
  if (isRouteFinding(finding) && finding.partOf !== null) {
    return { state: 'skipped', message: `${findingWords.describePart(finding.partOf)}: ${message}` };
  }
  if (standingOf(finding, failOn) !== 'failing') {
    return { state: 'skipped', message: `${finding.severity}, below --fail-on ${failOn}: ${message}` };
  }
  const body = [message, ...sides(finding), ...moved, ...whereabouts(finding.at, source)];
  return { state: 'failed', type: finding.kind, message, body: body.join('\n') };
}

function caseName(finding: Finding): string {
  switch (finding.kind) {
    case 'missing-route':
    case 'unexpected-route':
    case 'changed-route':
    case 'forbidden-route':
      return `${tableName(finding)} ${field(finding.destination)}`;
    case 'failover-flipped':
    case 'two-active':
    case 'no-active':
    case 'standby-missing':
      return `roles ${field(finding.destination)}`;
    case 'count-out-of-bounds':
      return `${finding.type} route count`;
    case 'mass-change':
      return `${finding.type} mass change`;
    case 'flapping':
      return `flapping ${tableName(finding)} ${field(finding.destination)}`;
    case 'expired-waiver':
    case 'unused-waiver':
      return `waiver ${field(finding.waiver.id)}`;
  }
}

function sides(finding: Finding): string[] {
  if (!isRouteFinding(finding)) return [];
  return [`expected: ${describeExpected(finding.expected)}`, `actual: ${describeActual(finding.actual, finding)}`];
}

function whereabouts(at: Place, source: AuditResult['source']): string[] {
  return [`baseline: ${words.describePlace(at)}`, `source: ${words.describeSource(source)}`];
}
