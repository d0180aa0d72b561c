import type { AuditResult, ConnectionResult } from '../audit/result.ts';
import { standingOf, waiverInForce } from '../audit/standing.ts';
import { subjectOf } from '../audit/subjectOf.ts';
import type { Place } from '../document/place.ts';
import { describeCoverageOf } from './coverageWords.ts';
import * as findingWords from './findingWords.ts';
import { jsonText, sarifMessage } from './neutralise.ts';
import { coverageSaid } from './sarifCoverage.ts';
import { sarifLevels, sarifRules, uncheckedRule, unlistedRule } from './sarifRules.ts';
import { type Said, type Subject, subjectNamed } from './sarifSaid.ts';
import * as words from './words.ts';

/**
 * SARIF 2.1.0 for code scanning: a result for each finding, on its line of the baseline. What could not be read is told
 * twice: as a notification of a run that was not successful, and as a result, since a viewer that closes what is no
 * longer in the report would else show the last drift of that connection as mended.
 */
export function sarif(result: AuditResult): string {
  return `${jsonText(JSON.stringify(sarifLog(result), null, 2))}\n`;
}

function sarifLog(result: AuditResult) {
  const said = [...result.connections.flatMap((connection) => saidOf(connection, result)), ...coverageSaid(result)];
  const unread = said.filter(({ ruleId }) => notificationRules.some(({ id }) => id === ruleId));
  const rehearsal = words.isRehearsal(result.source) ? ` (${words.sourceWords.embedded})` : '';
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(result) },
        automationDetails: { id: categoryOf(result) },
        invocations: [
          {
            executionSuccessful: unread.length === 0,
            startTimeUtc: result.startedAt,
            endTimeUtc: result.finishedAt,
            toolExecutionNotifications: unread.map((one) => notification(one, rehearsal)),
          },
        ],
        artifacts: artifactsOf(result),
        columnKind: 'utf16CodeUnits',
        results: said.map((one) => resultOf(one, rehearsal)),
        properties: {
          verdict: result.verdict,
          summary: `${words.verdictWords[result.verdict]}: ${words.describeVerdict(result)}`,
          totals: words.describeTotals(result),
          ...(result.coverage === null ? {} : { coverage: describeCoverageOf(result) }),
          source: words.describeSource(result.source),
        },
      },
    ],
  };
}

/** What could not be looked at. */
const notificationRules = [uncheckedRule, unlistedRule];

function driver({ tool }: AuditResult) {
  return { name: tool.name, version: tool.version, rules: sarifRules, notifications: notificationRules };
}

/** No address stands twice. */
function artifactsOf({ baselines }: AuditResult) {
  const hashes = new Map(baselines.map(({ file, sha256 }) => [fileUri(file), sha256]));
  return [...hashes].map(([uri, sha256]) => ({ location: { uri }, hashes: { 'sha-256': sha256 } }));
}

/** Of several shards none may replace another's results. */
function categoryOf({ shard }: AuditResult): string {
  return shard === null ? 'route-drift/' : `route-drift/shard-${shard.number}-of-${shard.of}/`;
}

function notification({ ruleId, who, at, sentence }: Said, rehearsal: string) {
  return {
    descriptor: { id: ruleId, index: notificationRules.findIndex(({ id }) => id === ruleId) },
    level: 'error',
    message: message(who, sentence, rehearsal),
    locations: [location(who, at)],
  };
}

/** What a role finding tells of is told there. */
function saidOf(connection: ConnectionResult, { failOn }: AuditResult): readonly Said[] {
  const who = subjectNamed(connection);
  if (connection.state === 'unchecked') {
    const { at } = connection;
    const sentence = `${words.describeUnchecked(connection)}; hint: ${words.describeHint(connection)}`;
    return [{ ruleId: uncheckedRule.id, who, at, severity: 'error', sentence, subject: '', waiver: null }];
  }
  return connection.findings
    .filter((finding) => standingOf(finding, failOn) !== 'part')
    .map((finding) => ({
      ruleId: finding.kind,
      who,
      at: finding.at,
      severity: finding.severity,
      sentence: findingWords.describeFinding(finding),
      subject: subjectOf(finding),
      waiver: waiverInForce(finding),
    }));
}

function resultOf({ ruleId, who, at, severity, sentence, subject, waiver }: Said, rehearsal: string) {
  const fingerprint = [who.key, ruleId, subject].join(' ').trimEnd();
  return {
    ruleId,
    ruleIndex: sarifRules.findIndex(({ id }) => id === ruleId),
    level: sarifLevels[severity],
    message: message(who, sentence, rehearsal),
    locations: [location(who, at)],
    fingerprints: { 'routeDrift/v1': fingerprint },
    // The one that GitHub goes by; without it, it makes one of the line.
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    // An empty list says that it is not suppressed; without one nothing is said.
    suppressions:
      waiver === null
        ? []
        : [{ kind: 'inSource', status: 'accepted', justification: findingWords.describeWaiver(waiver) }],
  };
}

function message({ name }: Subject, sentence: string, rehearsal: string) {
  return { text: sarifMessage(`${name}: ${sentence}${rehearsal}`) };
}

function location({ path }: Subject, { file, line, column }: Place) {
  return {
    physicalLocation: {
      artifactLocation: { uri: fileUri(file) },
      region: { startLine: line, startColumn: column },
    },
    logicalLocations: [{ fullyQualifiedName: path, kind: 'resource' }],
  };
}

/** A relative path stays one, whatever it is called: `a:b` is no scheme, `#` no fragment. */
function fileUri(file: string): string {
  const path = file
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
  // One slash: with more, a program on Windows would ask a host of that name.
  return file.startsWith('/') ? `file://${path.replace(/^\/+/, '/')}` : path;
}
