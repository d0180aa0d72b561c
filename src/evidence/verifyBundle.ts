import { createHash, type KeyObject } from 'node:crypto';
import { auditConnection, resultOf } from '../audit/audit.ts';
import { contradictionOf } from '../audit/contradictionOf.ts';
import type { AuditResult, ConnectionResult } from '../audit/result.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { loadBaselines } from '../baseline/loadBaselines.ts';
import { readJson } from '../document/json.ts';
import { jsonPieces } from '../report/json.ts';
import { reportPieces } from '../report/reportPieces.ts';
import { keyIdIn, whyNotAttested } from './attestation.ts';
import {
  attestationFile,
  type Bundle,
  baselineFile,
  manifestFile,
  predicateFile,
  reportFile,
  resultFile,
} from './bundle.ts';
import { readIfThere } from './bundleFiles.ts';
import { checkFiles } from './checkFiles.ts';
import { checkSnapshot } from './checkSnapshot.ts';
import { checkStrays } from './checkStrays.ts';
import { differenceOf } from './differenceOf.ts';
import { type Manifest, manifestOf, manifestText } from './manifest.ts';
import { NotReproduced } from './notReproduced.ts';
import { predicateOf, predicateText, predicateType } from './predicate.ts';
import { readManifest } from './readManifest.ts';
import { rebuild } from './rebuild.ts';
import { rebuildCoverage } from './rebuildCoverage.ts';
import type { FileDigest } from './sums.ts';

/** What holds. */
export interface Verified {
  readonly files: number;
  readonly manifest: Manifest;
  readonly result: AuditResult;
  readonly signature: Signature;
  /** Only the program that rendered them writes reports byte for byte again. */
  readonly reports: 'rendered again' | 'by another build';
}

export type Signature =
  | { readonly state: 'none' }
  | { readonly state: 'unchecked' | 'checked'; readonly keyId: string };

/** Throws NotReproduced at the first thing that does not hold. `packageSha256`: of this program. */
export async function verifyBundle(
  directory: string,
  publicKey: KeyObject | null,
  packageSha256: string,
): Promise<Verified> {
  const files = await checkFiles(directory);
  const signature = await checkSignature(directory, files, publicKey);
  const manifest = await readManifest(directory);
  checkStrays(files, manifest);
  const build = manifest.tool.packageSha256 === packageSha256 ? 'the same' : 'another';
  const bundle: Bundle = { directory, files, build };
  const baselines = await baselinesOf(directory, manifest);
  const rebuilding = await rebuild(directory, manifest.passes);
  const judged: ConnectionResult[] = [];
  const startedAt = new Date(manifest.startedAt);
  await checkSnapshot(bundle, manifest.source, baselines, rebuilding, (baseline, connection) => {
    judged.push(auditConnection(baseline, connection, startedAt));
  });
  const { failOn, tool } = manifest;
  const finishedAt = new Date(manifest.finishedAt);
  const run = { startedAt, finishedAt, failOn, tool: { name: tool.name, version: tool.version } };
  const { shard, discovery } = manifest;
  const coverage = await rebuildCoverage(rebuilding, discovery, baselines, judged, shard);
  const result = { ...resultOf(baselines, judged, manifest.source, run, coverage), shard };
  const contradiction = contradictionOf(result);
  if (contradiction !== null) throw new NotReproduced(`${manifestFile}: ${contradiction}`);
  await checkJson(bundle, resultFile, () => jsonPieces(result));
  const found = { ...manifestOf(manifest, baselines, result, rebuilding.facts()), version: manifest.version };
  await checkJson(bundle, manifestFile, () => [manifestText(found)]);
  await checkJson(bundle, predicateFile, () => [predicateText(predicateOf(result, manifest.ci))]);
  if (build === 'the same') checkReports(bundle, manifest, result);
  const reports = build === 'the same' ? 'rendered again' : 'by another build';
  return { files: files.length, manifest, result, signature, reports };
}

async function checkSignature(
  directory: string,
  files: readonly FileDigest[],
  publicKey: KeyObject | null,
): Promise<Signature> {
  const bytes = await readIfThere(directory, attestationFile);
  if (bytes === null) {
    if (publicKey !== null) throw new NotReproduced(`${attestationFile} is missing: the bundle is not signed`);
    return { state: 'none' };
  }
  const predicate = await jsonIn(directory, predicateFile);
  const reason = whyNotAttested(bytes.toString(), files, predicateType, predicate, publicKey);
  if (reason !== null) throw new NotReproduced(`${attestationFile}: ${reason}`);
  return { state: publicKey === null ? 'unchecked' : 'checked', keyId: keyIdIn(bytes.toString()) };
}

async function baselinesOf(directory: string, { scope }: Manifest): Promise<readonly Baseline[]> {
  const files = [];
  for (const found of scope.found) {
    const bytes = await readIfThere(directory, baselineFile(found));
    if (bytes === null) throw new NotReproduced(`${baselineFile(found)} is missing`);
    files.push({ file: found.file, bytes });
  }
  const loaded = loadBaselines(files);
  if (loaded.state === 'read') return loaded.baselines;
  throw new NotReproduced(`the baseline ${loaded.problems[0]?.at.file}: ${loaded.problems[0]?.message}`);
}

/** `found`: what the file should say. That of a large network is never held as a text, unless it says something else. */
async function checkJson(
  { directory, files, build }: Bundle,
  name: string,
  found: () => Iterable<string>,
): Promise<void> {
  const digest = sha256(found());
  if (files.some((file) => file.name === name && file.sha256 === digest)) return;
  const difference = differenceOf(await jsonIn(directory, name), JSON.parse([...found()].join('')), build);
  if (difference !== null) throw new NotReproduced(`${name}: ${difference} is not what the replies and baselines show`);
  if (build === 'the same') throw new NotReproduced(`${name} is not written as this program writes it`);
}

function checkReports({ files }: Bundle, { reports, remediation }: Manifest, result: AuditResult): void {
  const view = { color: false, width: 80, remediation: remediation ?? undefined };
  for (const format of reports) {
    const [name, rendered] = [reportFile(format), sha256(reportPieces(format, result, view))];
    if (files.some((file) => file.name === name && file.sha256 === rendered)) continue;
    throw new NotReproduced(`${name} is not what the result says`);
  }
}

async function jsonIn(directory: string, name: string): Promise<unknown> {
  const document = readJson(name, (await readIfThere(directory, name)) ?? Buffer.alloc(0));
  if (document.state === 'read') return document.value;
  throw new NotReproduced(`${name} is not JSON as this program writes it: ${document.problems[0]?.message}`);
}

function sha256(pieces: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
