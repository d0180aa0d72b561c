import { mergeShards } from '../audit/mergeShards.ts';
import { formats } from '../report/registry.ts';
import { reportPieces } from '../report/reportPieces.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { parseOutputs, prepareOutputs } from './outputs.ts';
import { writePlaceholders } from './placeholder.ts';
import { readSavedResult } from './readSavedResult.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';
import { writeReports } from './writeReports.ts';

export interface MergeArguments {
  readonly results: readonly string[];
  readonly output: readonly string[];
}

/** Joins the results of shards, whatever the exit code of each was; the run's own is that of all of them together. */
export async function runMerge({ results: paths, output }: MergeArguments, world: World): Promise<ExitCode> {
  const outputs = parseOutputs(output, formats, world.cwd);
  const results = [];
  for (const file of paths) results.push({ file, result: await readSavedResult(file, world.files) });
  const merged = mergeShards(results);
  if (merged.state === 'refused') throw new UnusableInput(merged.reasons);
  await prepareOutputs(outputs, paths, world);
  const { result } = merged;
  await writePlaceholders(result, outputs, world);
  await writeReports(outputs, (format, view) => reportPieces(format, result, view), world);
  return exitCodeOf(result.verdict, world.interruption);
}
