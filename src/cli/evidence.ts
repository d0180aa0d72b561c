import { createHash } from 'node:crypto';
import { basename, join, resolve, sep } from 'node:path';
import type { AuditResult } from '../audit/result.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { parseEndpoint } from '../collect/endpoint.ts';
import { baselineFile } from '../evidence/bundle.ts';
import { appendTo, beginBundle, writeNew } from '../evidence/bundleFiles.ts';
import { finishBundle } from '../evidence/finishBundle.ts';
import type { GitState, RunFacts } from '../evidence/manifest.ts';
import { fileOf, replyLine } from '../evidence/replyLine.ts';
import type { Format } from '../report/registry.ts';
import type { RemediationTool } from '../report/view.ts';
import { ciRunOf } from './ciRun.ts';
import type { EvidenceArguments } from './evidenceArguments.ts';
import { type FoundFile, readInput } from './findBaselines.ts';
import { gitStateOf } from './gitState.ts';
import { log } from './log.ts';
import { passes, type Recording } from './openSource.ts';
import { packageSha256 } from './packageDigest.ts';
import { tool } from './packageFacts.ts';
import { readPrivateKey } from './readKey.ts';
import { codeOf, systemReason, UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** What the manifest says of the run, beside what everything else shows. */
export interface EvidenceRun {
  readonly argv: readonly string[];
  readonly asked: readonly string[];
  readonly baselines: readonly Baseline[];
  readonly startedAt: Date;
  readonly formats: readonly Format[];
  readonly discovery: RunFacts['discovery'];
  readonly remediation: RemediationTool | undefined;
}

export interface Evidence {
  readonly recording: Recording;
  /** The last thing of a run: before that there is no bundle, but a directory that is called incomplete. */
  finish(result: AuditResult): Promise<void>;
}

/** Checks everything that it takes and begins the bundle, before anything is collected. */
export async function openEvidence(args: EvidenceArguments, run: EvidenceRun, world: World): Promise<Evidence> {
  const { baselines, startedAt } = run;
  const sts = args.stsEndpoint === undefined ? null : parseEndpoint(args.stsEndpoint);
  if (typeof sts === 'string') throw new UnusableInput([`--sts-endpoint: ${sts}`]);
  const privateKey = args.signKey === undefined ? null : await readPrivateKey(args.signKey, world);
  const parent = resolve(world.cwd, args.directory);
  const around = run.asked.find((path) => isWithin(resolve(world.cwd, path), parent));
  if (around !== undefined) {
    throw new UnusableInput([
      `--evidence ${args.directory}: the next run would take its copies for baselines of ${around}`,
    ]);
  }
  const runId = runIdOf(startedAt, world);
  const { directory, git } = await begin(args, baselines, parent, runId, world);
  const shown = (path: string) => join(args.directory, basename(path));
  const facts = ({ shard }: AuditResult): RunFacts => ({
    runId,
    tool: { ...tool(), packageSha256: packageSha256(), node: world.nodeVersion },
    command: run.argv.map((word) => withoutKeys(word, world)),
    ci: ciRunOf(world),
    git,
    passes,
    remediation: run.remediation ?? null,
    reports: [...new Set(run.formats)],
    asked: run.asked,
    shard,
    discovery: run.discovery,
  });
  return {
    recording: {
      stsEndpoint: sts,
      onExchange: (exchange) => writing(args, () => appendTo(directory, fileOf(exchange), replyLine(exchange))),
    },
    async finish(result) {
      if (world.interruption.aborted) {
        log(world, `${shown(directory)}: no evidence, since the run was interrupted`);
        return;
      }
      const named = await writing(args, () => finishBundle(directory, baselines, result, facts(result), privateKey));
      log(world, `${shown(named)}: the evidence of this run; route-drift verify checks it`);
    },
  };
}

/** The directory, with the copies of the baselines in it, and the commit that they are of. */
async function begin(
  args: EvidenceArguments,
  baselines: readonly Baseline[],
  parent: string,
  runId: string,
  world: World,
): Promise<{ readonly directory: string; readonly git: GitState }> {
  const files = await Promise.all(baselines.map((baseline) => readAgain(baseline, world)));
  const git = await cleanGitState(args, files, world);
  return await writing(args, async () => {
    const directory = await beginBundle(parent, runId);
    for (const [i, baseline] of baselines.entries()) {
      await writeNew(directory, baselineFile(baseline), [files[i]?.bytes ?? new Uint8Array()]);
    }
    return { directory, git };
  });
}

/** What the system refuses is for who gave the directory; everything else is a bug. */
async function writing<T>({ directory }: EvidenceArguments, write: () => Promise<T>): Promise<T> {
  return await write().catch((error: unknown) => {
    if (!/^E[A-Z0-9]+$/.test(codeOf(error) ?? '')) throw error;
    const reason = systemReason(error);
    throw new UnusableInput([`--evidence ${directory}: it could not be written: ${reason}`], { cause: error });
  });
}

/** Refuses what is dirty, unless that is allowed. */
async function cleanGitState(
  { allowDirty }: EvidenceArguments,
  files: readonly FoundFile[],
  world: World,
): Promise<GitState> {
  const git = await gitStateOf(files, world);
  if (!git.dirty || allowDirty) return git;
  const why = 'the baselines are not those of a commit; commit them, or write --allow-dirty to have that stated';
  throw new UnusableInput([`--evidence: ${why}`, ...git.because.map((reason) => `  ${reason}`)]);
}

/** As it was when it was parsed. */
async function readAgain({ file, sha256 }: Baseline, { files }: World): Promise<FoundFile> {
  const input = await readInput(file, 16, files);
  if (typeof input === 'string') throw new UnusableInput([input]);
  if (createHash('sha256').update(input.bytes).digest('hex') === sha256) return input;
  throw new UnusableInput([`${file}: it was changed since this run has read it; run again`]);
}

/** `20261123T020000Z-1a2b3c4d`. */
function runIdOf(startedAt: Date, { random }: World): string {
  const time = startedAt.toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
  return `${time}-${Math.floor(random() * 0xffffffff)
    .toString(16)
    .padStart(8, '0')}`;
}

/** Nobody has to write a key in a command line, and somebody will. */
function withoutKeys(word: string, { env }: World): string {
  const names = ['ACCESS_KEY_ID', 'ACCESS_KEY_SECRET', 'SECURITY_TOKEN'];
  const keys = names.map((name) => env[`ALIBABA_CLOUD_${name}`]?.trim() ?? '').filter((key) => key.length >= 8);
  return keys.reduce((text, key) => text.replaceAll(key, '…'), word);
}

function isWithin(directory: string, path: string): boolean {
  return path === directory || path.startsWith(`${directory}${sep}`);
}
