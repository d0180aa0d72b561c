import type { Finding, Severity } from '../audit/finding.ts';
import { severities } from '../audit/finding.ts';
import type { AuditResult, ConnectionResult } from '../audit/result.ts';
import { isRouteFinding, waiverInForce } from '../audit/standing.ts';
import type { Place } from '../document/place.ts';
import { coverageWords, describeCoverage, describeList, listName } from './coverageWords.ts';
import * as findingWords from './findingWords.ts';
import { commandMessage, commandProperty, field } from './neutralise.ts';
import * as words from './words.ts';

interface Annotation {
  readonly level: Severity;
  /** null: it is about no line of a baseline. */
  readonly at: Place | null;
  readonly title: string;
  readonly message: string;
}

/** GitHub Actions shows ten errors, ten warnings and ten notices of a step; the tenth says how many more there are. */
const mostOfALevel = 9;
/** UTF-16 code units; GitHub Actions cuts a message of more. */
const longestMessage = 4095;
/** A check run, which is what annotations are kept in, takes no more. */
const longestTitle = 255;

/**
 * Workflow commands that GitHub Actions shows on the lines of the baselines, as many as it shows, the gravest first:
 * whole connections that nobody could look at, then findings.
 */
export function github(result: AuditResult): string {
  const { unlisted, uncovered } = coverageAnnotations(result);
  const unchecked = result.connections.flatMap(uncheckedAnnotations);
  const found = result.connections.flatMap(findingAnnotations);
  const all = [...unlisted, ...unchecked, ...uncovered, ...found];
  const shown = severities.flatMap((level) => withinLimit(all.filter((annotation) => annotation.level === level)));
  const rehearsal = words.isRehearsal(result.source) ? ` [${words.sourceWords.embedded}]` : '';
  return [
    ...shown.map((annotation) => command(annotation, rehearsal)),
    `Route drift: ${words.verdictWords[result.verdict]}: ${words.describeVerdict(result)}`,
    `Route drift: ${words.describeTotals(result)}; source: ${words.describeSource(result.source)}`,
    '',
  ].join('\n');
}

/** What is left out is counted where the first of it is. */
function withinLimit(annotations: readonly Annotation[]): readonly Annotation[] {
  const [first, ...more] = annotations.slice(mostOfALevel);
  if (first === undefined) return annotations;
  const count = `${more.length + 1} more in the summary`;
  const message = `${count}: GitHub shows ten annotations of a level; the job summary and the other reports have all`;
  return [...annotations.slice(0, mostOfALevel), { ...first, title: `Route drift: ${count}`, message }];
}

function coverageAnnotations({ coverage }: AuditResult): Readonly<Record<'unlisted' | 'uncovered', Annotation[]>> {
  const { lists = [], findings = [], tags = [] } = coverage ?? {};
  const unlisted = lists.flatMap((list): Annotation[] => {
    if (list.state === 'listed') return [];
    const message = `${listName(list)}: ${describeList(list, tags)}; hint: ${field(list.reason.hint)}`;
    return [{ level: 'error', at: null, title: 'Route drift: connections not listed', message }];
  });
  const uncovered = findings.map((finding) => {
    const title = `Route drift: ${coverageWords[finding.kind]} ${words.connectionPath(finding)}`;
    return { level: finding.severity, at: finding.at, title, message: describeCoverage(finding) };
  });
  return { unlisted, uncovered };
}

function uncheckedAnnotations(connection: ConnectionResult): Annotation[] {
  if (connection.state === 'audited') return [];
  const why = `${words.describeUnchecked(connection)}; hint: ${words.describeHint(connection)}`;
  return [annotate('error', connection, connection.at, 'connection unchecked', why)];
}

function findingAnnotations(connection: ConnectionResult): Annotation[] {
  if (connection.state === 'unchecked') return [];
  return connection.findings.flatMap((finding) => {
    if (isRouteFinding(finding) && finding.partOf !== null) return [];
    const waived = waiverInForce(finding) !== null;
    const level = waived ? 'notice' : finding.severity;
    const title = `${waived ? 'waived: ' : ''}${findingWords.findingTitle(finding)}`;
    return [annotate(level, connection, finding.at, title, sentence(finding))];
  });
}

function sentence(finding: Finding): string {
  const waiver = waiverInForce(finding);
  return `${findingWords.describeFinding(finding)}${waiver === null ? '' : `; waived by ${findingWords.describeWaiver(waiver)}`}`;
}

function annotate(
  level: Severity,
  connection: ConnectionResult,
  at: Place,
  title: string,
  message: string,
): Annotation {
  return { level, at, title: `Route drift: ${title}`, message: `${words.connectionName(connection)}: ${message}` };
}

/** The path is not shortened: it would name no file. */
function command({ level, at, title, message }: Annotation, rehearsal: string): string {
  const where = at === null ? '' : `file=${commandProperty(at.file)},line=${at.line},col=${at.column},`;
  const properties = `${where}title=${commandProperty(clipped(title, longestTitle))}`;
  return `::${level} ${properties}::${commandMessage(clipped(message, longestMessage - rehearsal.length) + rehearsal)}`;
}

/** Of printable text; no surrogate pair is cut in half. */
function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
