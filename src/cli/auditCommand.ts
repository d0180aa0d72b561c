import { type AuditRun, audit, auditConnection, resultOf } from '../audit/audit.ts';
import type { Severity } from '../audit/finding.ts';
import type { AuditResult, ShardName } from '../audit/result.ts';
import { shardNumberOf } from '../audit/shardNumberOf.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { ConnectionSnapshot } from '../collect/snapshot.ts';
import { type Format, formats } from '../report/registry.ts';
import { reportPieces } from '../report/reportPieces.ts';
import type { RemediationTool } from '../report/view.ts';
import { watchCanary } from './canary.ts';
import type { CollectionArguments } from './collectionArguments.ts';
import type { DiscoveryArguments } from './discoveryArguments.ts';
import type { Evidence } from './evidence.ts';
import type { EvidenceArguments } from './evidenceArguments.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { type FleetDiscovery, fleetDiscovery } from './fleetDiscovery.ts';
import { loadSnapshot } from './loadSnapshot.ts';
import type { Recording } from './openSource.ts';
import { parseOutputs, prepareOutputs, type ReportOutput } from './outputs.ts';
import { tool } from './packageFacts.ts';
import { plannedSource, writePlaceholders } from './placeholder.ts';
import { type Accounts, readAccounts } from './readAccounts.ts';
import { type BaselineArguments, pathsOf, readBaselines } from './readBaselines.ts';
import { shardOf } from './shardOf.ts';
import { whileSdkLoads } from './whileSdkLoads.ts';
import type { World } from './world.ts';
import { writeReports } from './writeReports.ts';

export interface AuditArguments extends BaselineArguments, CollectionArguments {
  readonly embedded: boolean;
  readonly output: readonly string[];
  readonly snapshot: string | undefined;
  readonly failOn: Severity;
  /** null: all connections. */
  readonly shard: ShardName | null;
  /** null: nobody asks which connections there are. */
  readonly discovery: DiscoveryArguments | null;
  readonly remediation: RemediationTool | undefined;
  readonly evidence: EvidenceArguments | undefined;
  readonly argv: readonly string[];
}

/** Baselines in, reports out. Flags, baselines and destinations are checked before anything is collected. */
export async function runAudit(args: AuditArguments, world: World): Promise<ExitCode> {
  const startedAt = world.now();
  const read = () => readBaselines(args, world);
  const fleet = await (args.snapshot === undefined ? whileSdkLoads(read) : read());
  const shard = args.shard === null ? null : shardOf(args.shard, fleet, world.env);
  const baselines = shard === null ? fleet : fleet.filter((each) => shardNumberOf(each, shard.of) === shard.number);
  const accounts = await readAccounts(args, fleet, world);
  const named = [args.snapshot, args.accounts?.file].filter((file) => file !== undefined);
  const inputs = [...fleet.map(({ file }) => file), ...named];
  const outputs = parseOutputs(args.output, formats, world.cwd);
  await prepareOutputs(outputs, inputs, world);
  const discovery = fleetDiscovery(args.discovery, fleet, accounts);
  const evidence = await beginEvidence(args, baselines, discovery, startedAt, outputs, world);
  const run = (): AuditRun => ({ startedAt, finishedAt: world.now(), failOn: args.failOn, tool: tool() });
  const saved = args.snapshot === undefined ? null : await loadSnapshot(args.snapshot, world);
  const nothing = { source: saved?.source ?? plannedSource(args, startedAt), connections: [] };
  const coverage = discovery?.notFinished ?? null;
  await writePlaceholders({ ...audit(baselines, nothing, run()), shard, coverage }, outputs, world);
  const found =
    saved === null
      ? await auditNow(baselines, args, accounts, world, run, { recording: evidence?.recording, discovery })
      : audit(baselines, saved, run());
  const result = { ...found, shard };
  watchCanary(outputs.map(({ format }) => format));
  const { remediation } = args;
  await writeReports(outputs, (format, view) => reportPieces(format, result, { ...view, remediation }), world);
  await evidence?.finish(result);
  return exitCodeOf(result.verdict, world.interruption);
}

/** Each connection is judged as soon as it is read, so that no more rows are held than are being read. */
export async function auditNow(
  baselines: readonly Baseline[],
  args: CollectionArguments,
  accounts: Accounts | null,
  world: World,
  run: () => AuditRun,
  also: { readonly recording?: Recording | undefined; readonly discovery?: FleetDiscovery | null } = {},
): Promise<AuditResult> {
  // An audit of a snapshot has no use for what collects.
  const { readConnections } = await import('./readConnections.ts');
  const { startedAt } = run();
  const judge = (baseline: Baseline, read: ConnectionSnapshot) => auditConnection(baseline, read, startedAt);
  const { recording, discovery = null } = also;
  const wanted = { recording, lists: discovery?.wanted ?? [] };
  const { connections, source, lists } = await readConnections(baselines, args, accounts, world, judge, wanted);
  return resultOf(baselines, connections, source, run(), discovery?.judge(lists, connections) ?? null);
}

async function beginEvidence(
  args: AuditArguments,
  baselines: readonly Baseline[],
  discovery: FleetDiscovery | null,
  startedAt: Date,
  outputs: readonly ReportOutput<Format>[],
  world: World,
): Promise<Evidence | undefined> {
  const { evidence, argv, remediation } = args;
  if (evidence === undefined) return undefined;
  const formats = outputs.map(({ format }) => format);
  const asked = await pathsOf(args, world);
  const lists =
    discovery === null ? null : { regions: discovery.wanted.map(({ region }) => region), tags: discovery.tags };
  const run = { argv, asked, baselines, startedAt, formats, remediation, discovery: lists };
  const { openEvidence } = await import('./evidence.ts');
  return await openEvidence(evidence, run, world);
}
