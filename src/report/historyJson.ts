import { isCoverageFinding } from '../audit/coverage.ts';
import { waiverInForce } from '../audit/standing.ts';
import { subjectOf } from '../audit/subjectOf.ts';
import type { Drift, HistoryResult, Run } from '../history/historyResult.ts';
import { describeCoverage } from './coverageWords.ts';
import { describeFinding } from './findingWords.ts';
import { jsonText } from './neutralise.ts';

/** For machines: schemas/history.schema.json. Every drift and every run has every key, in one order. */
export function historyJson(result: HistoryResult): string {
  const { verdict, period, every, source, tool, passedOver, runs, runsBefore, runsAfter } = result;
  const { leftScope, gaps, drifts } = result;
  const document = {
    schemaVersion: 1,
    verdict,
    period: { from: period.from, to: period.to },
    every,
    source,
    tool: { name: tool.name, version: tool.version },
    passedOver,
    runs: runs.map(runOf),
    runsBefore,
    runsAfter,
    leftScope: leftScope.map(({ what, region, connectionId, account, tags, lastLookedAt }) => {
      return { what, region, connectionId, account, tags, lastLookedAt };
    }),
    gaps: gaps.map(({ after, before, missed }) => ({ after, before, missed })),
    drifts: drifts.map(driftOf),
  };
  return `${jsonText(JSON.stringify(document, null, 2))}\n`;
}

function runOf(run: Run) {
  const { file, lookedAt, state } = run;
  const finished = run.state === 'finished' ? run : null;
  return {
    file,
    lookedAt,
    state,
    verdict: finished?.verdict ?? null,
    connections: finished?.connections ?? null,
    unchecked: finished?.unchecked ?? null,
    unlisted: finished?.unlisted ?? null,
    failing: finished?.failing ?? null,
  };
}

function driftOf({ connection, finding, failOn, standing, outlook, spells }: Drift) {
  const isCoverage = isCoverageFinding(finding);
  const waiver = isCoverage ? null : waiverInForce(finding);
  const place = 'destination' in finding ? finding : null;
  return {
    connectionId: connection.connectionId,
    region: connection.region,
    name: connection.name,
    kind: finding.kind,
    type: 'type' in finding ? finding.type : null,
    source: place?.source ?? null,
    destination: place?.destination ?? null,
    subject: isCoverage ? '' : subjectOf(finding),
    severity: finding.severity,
    failOn,
    standing,
    waiver:
      waiver === null ? null : { id: waiver.id, reason: waiver.reason, owner: waiver.owner, expires: waiver.expires },
    at: finding.at === null ? null : { file: finding.at.file, line: finding.at.line, column: finding.at.column },
    message: isCoverage ? describeCoverage(finding) : describeFinding(finding),
    outlook: outlook.state,
    notLookedBecause: outlook.state === 'not-looked-at' ? outlook.because : null,
    spells: spells.map(({ firstSeen, lastSeen, seen, resolved, age }) => ({
      firstSeen,
      lastSeen,
      seen,
      resolvedAt: resolved?.at ?? null,
      baselineChanged: resolved?.baselineChanged ?? null,
      age,
    })),
  };
}
