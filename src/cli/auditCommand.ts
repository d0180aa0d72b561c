import { audit } from '../audit/audit.ts';
import type { Severity } from '../audit/result.ts';
import type { Snapshot } from '../collect/snapshot.ts';
import { readSnapshot } from '../collect/snapshotDocument.ts';
import { collectSnapshot } from './collectSnapshot.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { readInput } from './findBaselines.ts';
import type { SourceArguments } from './openSource.ts';
import { parseOutputs, prepareOutputs, writeReports } from './outputs.ts';
import { tool } from './packageFacts.ts';
import { type BaselineArguments, readBaselines } from './readBaselines.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

export interface AuditArguments extends BaselineArguments, SourceArguments {
  readonly embedded: boolean;
  readonly output: readonly string[];
  readonly snapshot: string | undefined;
  readonly failOn: Severity;
}

/** Baselines in, reports out. Flags, baselines and destinations are checked before anything is collected. */
export async function runAudit(args: AuditArguments, world: World): Promise<ExitCode> {
  const startedAt = world.now();
  const baselines = await readBaselines(args, world);
  const inputs = [...baselines.map(({ file }) => file), ...(args.snapshot === undefined ? [] : [args.snapshot])];
  const outputs = parseOutputs(args.output, inputs, world.cwd);
  await prepareOutputs(outputs, world);
  const snapshot =
    args.snapshot === undefined
      ? await collectSnapshot(baselines, args, world)
      : await loadSnapshot(args.snapshot, world);
  const run = { startedAt, finishedAt: world.now(), failOn: args.failOn, tool: tool() };
  const result = audit(baselines, snapshot, run);
  await writeReports(result, outputs, world);
  return exitCodeOf(result.verdict, world.interruption);
}

async function loadSnapshot(file: string, { files }: World): Promise<Snapshot> {
  const input = await readInput(file, files);
  if (typeof input === 'string') throw new UnusableInput([input]);
  const loaded = readSnapshot(file, input.bytes);
  if (loaded.state === 'refused') throw UnusableInput.problems(loaded.problems);
  return loaded.snapshot;
}
