import type { AuditResult, ConnectionResult } from '../audit/result.ts';
import { routeTypes } from '../routing/route.ts';
import { type Element, element, xmlPieces } from './element.ts';
import * as findingWords from './findingWords.ts';
import { auditedCases, type Case, type Outcome, uncheckedCases } from './junitCases.ts';
import { coverageCases, coverageSuite } from './junitCoverage.ts';
import { type Moves, movesOf } from './moves.ts';
import { printable } from './neutralise.ts';
import { findingsOf } from './standing.ts';
import * as words from './words.ts';

/**
 * JUnit XML as Jenkins, GitLab, dorny/test-reporter and mikepenz/action-junit-report read it: one suite a connection,
 * one case an expected destination, and one suite for which connections there are. The suites fail exactly where the exit code does: a failure for each finding that
 * counts, an error for each connection, or list of connections, that could not be read.
 */
export function junit(result: AuditResult): string {
  return [...junitPieces(result, 'junit')].join('');
}

/** The same with no attribute that the schema of Jenkins' xUnit plug-in (junit-10.xsd) does not know. */
export function junitStrict(result: AuditResult): string {
  return [...junitPieces(result, 'junit-strict')].join('');
}

type Dialect = 'junit' | 'junit-strict';

/** The same text, a suite a piece: the cases of a large network are not to be in memory all at once. */
export function junitPieces(result: AuditResult, dialect: Dialect): Iterable<string> {
  const names = uniqueNames(result.connections.map(words.connectionName));
  const rehearsal = words.isRehearsal(result.source) ? ` (${words.sourceWords.embedded})` : '';
  const share = result.shard === null ? '' : ` ${result.shard.number}/${result.shard.of}`;
  const moves = movesOf(result);
  const { skipped, ...counted } = sum([
    ...result.connections.map((connection) => counts(casesOf(connection, result, moves))),
    counts(coverageCases(result)),
  ]);
  const root = {
    name: `route-drift${share}${rehearsal}`,
    ...counted,
    ...(dialect === 'junit' ? { skipped } : {}),
    time: seconds(result),
  };
  return xmlPieces('testsuites', root, suiteElements(result, names, moves, dialect));
}

function* suiteElements(
  result: AuditResult,
  names: readonly string[],
  moves: Moves,
  dialect: Dialect,
): Iterable<Element> {
  for (const [i, connection] of result.connections.entries()) {
    const notices = findingsOf(connection, result.failOn, 'notice').map(
      (finding) => `notice: ${findingWords.describeFinding(finding)}; baseline: ${words.describePlace(finding.at)}`,
    );
    const more = { properties: completenessProperties(connection), notices };
    yield suiteElement(names[i] ?? '', casesOf(connection, result, moves), more, result, dialect);
  }
  const cases = coverageCases(result);
  if (cases.length > 0) yield suiteElement(coverageSuite, cases, { properties: [], notices: [] }, result, dialect);
}

function casesOf(connection: ConnectionResult, result: AuditResult, moves: Moves): readonly Case[] {
  return connection.state === 'audited' ? auditedCases(connection, result, moves) : uncheckedCases(connection, result);
}

function suiteElement(
  name: string,
  cases: readonly Case[],
  { properties, notices }: { readonly properties: readonly Element[]; readonly notices: readonly string[] },
  result: AuditResult,
  dialect: Dialect,
): Element {
  const started = new Date(result.startedAt);
  // Consumers expect the zone left out, and take it for UTC.
  const timestamp = Number.isNaN(started.getTime()) ? {} : { timestamp: started.toISOString().slice(0, 19) };
  const source = element('property', { name: 'source', value: words.describeSource(result.source) });
  const names = uniqueNames(cases.map((each) => each.name));
  return element('testsuite', { name, ...counts(cases), time: 0, ...timestamp }, [
    element('properties', {}, [source, ...properties]),
    // The suite's name once more: dorny/test-reporter then shows no group of its own for it.
    ...cases.map((each, i) => caseElement(each, names[i] ?? '', name, dialect)),
    ...(notices.length === 0 ? [] : [element('system-out', {}, notices.join('\n'))]),
  ]);
}

/** Why what passes may be believed. */
function completenessProperties(connection: ConnectionResult): Element[] {
  if (connection.state === 'unchecked') return [];
  return routeTypes.map((type) => {
    const value = words.describeCompleteness(connection.completeness[type]);
    return element('property', { name: `completeness of ${type}`, value });
  });
}

function caseElement({ at, outcome }: Case, name: string, classname: string, dialect: Dialect): Element {
  const place = dialect === 'junit' && at !== null ? { file: printable(at.file), line: at.line } : {};
  return element('testcase', { classname, name, ...place, time: 0 }, outcomeElements(outcome));
}

function outcomeElements(outcome: Outcome): Element[] {
  switch (outcome.state) {
    case 'passed':
      return [];
    case 'failed':
      return [element('failure', { type: outcome.type, message: outcome.message }, outcome.body)];
    case 'error':
      return [element('error', { type: outcome.type, message: outcome.message }, outcome.body)];
    case 'skipped':
      return [element('skipped', { message: outcome.message })];
  }
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function counts(cases: readonly Case[]): Counts {
  const having = (state: Outcome['state']) => cases.filter(({ outcome }) => outcome.state === state).length;
  return { tests: cases.length, failures: having('failed'), errors: having('error'), skipped: having('skipped') };
}

function sum(suites: readonly Counts[]): Counts {
  const of = (name: keyof Counts) => suites.reduce((total, each) => total + each[name], 0);
  return { tests: of('tests'), failures: of('failures'), errors: of('errors'), skipped: of('skipped') };
}

function seconds({ startedAt, finishedAt }: AuditResult): string {
  const elapsed = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  return Number.isFinite(elapsed) && elapsed > 0 ? elapsed.toFixed(3) : '0.000';
}

/** CI keeps one of two tests with the same name, which would hide the other: a later one gets a number. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name} #${n}`;
    taken.add(unique);
    return unique;
  });
}
