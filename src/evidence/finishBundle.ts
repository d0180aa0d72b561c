import type { KeyObject } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AuditResult, ConnectionResult } from '../audit/result.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { ConnectionSnapshot } from '../collect/snapshot.ts';
import { jsonPieces } from '../report/json.ts';
import { reportPieces } from '../report/reportPieces.ts';
import { attest } from './attestation.ts';
import {
  attestationFile,
  manifestFile,
  predicateFile,
  reportFile,
  resultFile,
  snapshotFile,
  sumsFile,
} from './bundle.ts';
import { digestOf, everythingBelow, nameBundle, writeNew } from './bundleFiles.ts';
import { manifestOf, manifestText, type RunFacts } from './manifest.ts';
import { predicateOf, predicateText, predicateType } from './predicate.ts';
import { type Rebuilding, rebuild } from './rebuild.ts';
import { rebuildCoverage } from './rebuildCoverage.ts';
import { snapshotEnd, snapshotLine, snapshotStart } from './snapshotLines.ts';
import { sumsText } from './sums.ts';

/**
 * Makes a bundle of a directory that holds the replies and the baselines, and returns what it is called then. The
 * snapshot is made from the replies as they lie there, so that one which could not be read again is never left.
 */
export async function finishBundle(
  directory: string,
  baselines: readonly Baseline[],
  result: AuditResult,
  facts: RunFacts,
  privateKey: KeyObject | null,
): Promise<string> {
  const rebuilding = await rebuild(directory, facts.passes);
  await writeNew(directory, snapshotFile, snapshotPieces(rebuilding, baselines, result));
  await checkCoverage(rebuilding, baselines, result, facts);
  await writeNew(directory, resultFile, jsonPieces(result));
  const view = { color: false, width: 80, remediation: facts.remediation ?? undefined };
  for (const format of facts.reports) {
    await writeNew(directory, reportFile(format), reportPieces(format, result, view));
  }
  const predicate = predicateOf(result, facts.ci);
  await writeNew(directory, predicateFile, [predicateText(predicate)]);
  await writeNew(directory, manifestFile, [manifestText(manifestOf(facts, baselines, result, rebuilding.facts()))]);
  const files = [];
  for (const { name } of await everythingBelow(directory)) files.push(await digestOf(directory, name));
  await writeNew(directory, sumsFile, [sumsText(files)]);
  if (privateKey !== null) {
    await writeNew(directory, attestationFile, [attest(files, predicateType, predicate, privateKey)]);
  }
  return await nameBundle(directory);
}

/** Reads the lists of connections again, so that one which could not be is never left. */
async function checkCoverage(
  rebuilding: Rebuilding,
  baselines: readonly Baseline[],
  { coverage, connections, shard }: AuditResult,
  { discovery }: RunFacts,
): Promise<void> {
  const again = await rebuildCoverage(rebuilding, discovery, baselines, connections, shard);
  if (!isDeepStrictEqual(again, coverage)) throw new Error('the replies do not show which connections there are');
}

async function* snapshotPieces(
  rebuilding: Rebuilding,
  baselines: readonly Baseline[],
  { source, connections }: AuditResult,
): AsyncIterable<string> {
  const results = new Map(connections.map((connection) => [placeOf(connection), connection]));
  yield snapshotStart(source);
  for (const [i, baseline] of baselines.entries()) {
    const judged = results.get(placeOf(baseline));
    const read = (await rebuilding.connection(baseline)).find((candidate) => isOf(candidate, judged));
    if (read === undefined) throw new Error(`the replies of ${placeOf(baseline)} do not show what was judged`);
    yield snapshotLine(read, i === baselines.length - 1);
  }
  yield snapshotEnd;
}

/** The certificate names every request, row count and time of a table, so it stands for its rows. */
function isOf(snapshot: ConnectionSnapshot, result: ConnectionResult | undefined): boolean {
  if (snapshot.state === 'read') {
    return result?.state === 'audited' && isDeepStrictEqual(snapshot.completeness, result.completeness);
  }
  return result?.state === 'unchecked' && isDeepStrictEqual(snapshot.reason, result.reason);
}

function placeOf({ region, connectionId }: { readonly region: string; readonly connectionId: string }): string {
  return `${region}/${connectionId}`;
}
