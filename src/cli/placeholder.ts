import type { AuditResult } from '../audit/result.ts';
import { totalsOf } from '../audit/verdict.ts';
import { parseEndpoint } from '../collect/endpoint.ts';
import type { SnapshotSource, UnreadableReason } from '../collect/snapshot.ts';
import type { Format } from '../report/registry.ts';
import { reportPieces } from '../report/reportPieces.ts';
import type { SourceArguments } from './openSource.ts';
import type { ReportOutput } from './outputs.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';
import { writeReports } from './writeReports.ts';

/**
 * Last night's green report must not pass for tonight's. So every report file is written twice: as a placeholder that
 * says "incomplete" before the first request is sent, and with the result at the end, each time beside and renamed.
 *
 * The guarantee: a run that ends at any moment (SIGKILL, a full disk) leaves in each report file either what was there
 * before it began, or the whole placeholder, or the whole finished report, never a part of one; and from the first
 * request on, never what was there before. A run that ends earlier at least does not exit with 0. What may stay behind
 * is a temporary file `.<name>.<12 hexadecimal digits>.tmp` beside the report, which nothing here reads.
 */
export async function writePlaceholders(
  result: AuditResult,
  outputs: readonly ReportOutput<Format>[],
  world: World,
): Promise<void> {
  const inFiles = outputs.filter(({ path }) => path !== null);
  const placeholder = unfinished(result);
  await writeReports(inFiles, (format, view) => reportPieces(format, placeholder, view), world);
}

/** The same connections, none of them checked. */
export function unfinished(result: AuditResult): AuditResult {
  const connections = result.connections.map((connection) => {
    const { connectionId, region, account, name, transitRouter, at } = connection;
    const notEvaluated = connection.state === 'unchecked' ? connection.notEvaluated : [];
    return {
      connectionId,
      region,
      account,
      name,
      transitRouter,
      at,
      state: 'unchecked',
      reason: notFinished,
      notEvaluated,
    } as const;
  });
  const coverage = result.coverage === null ? null : { ...result.coverage, findings: [] };
  return { ...result, verdict: 'incomplete', totals: totalsOf(connections), connections, coverage };
}

export const notFinished: UnreadableReason = {
  code: 'NotFinished',
  message: 'the run has not finished, or was ended before it could',
  hint: 'wait for the run, or look at its log for why it ended; then run again',
  requestId: null,
};

/** Where a run is going to read from, as the command line has it. */
export function plannedSource({ embedded, endpoint: asked }: SourceArguments, collectedAt: Date): SnapshotSource {
  const kind = embedded ? 'embedded' : 'api';
  const endpoint = embedded || asked === undefined ? null : parseEndpoint(asked);
  if (typeof endpoint === 'string') throw new UnusableInput([`--endpoint: ${endpoint}`]);
  return {
    kind,
    collectedFrom: kind,
    endpoint: endpoint === null ? null : `${endpoint.protocol}://${endpoint.host}`,
    collectedAt: collectedAt.toISOString(),
  };
}
