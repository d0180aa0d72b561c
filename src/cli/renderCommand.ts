import { formats } from '../report/registry.ts';
import { reportPieces } from '../report/reportPieces.ts';
import type { RemediationTool } from '../report/view.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { parseOutputs, prepareOutputs } from './outputs.ts';
import { writePlaceholders } from './placeholder.ts';
import { readSavedResult } from './readSavedResult.ts';
import type { World } from './world.ts';
import { writeReports } from './writeReports.ts';

export interface RenderArguments {
  readonly result: string;
  readonly output: readonly string[];
  readonly remediation: RemediationTool | undefined;
}

/** Renders a saved result again and exits by its verdict, if it does not contradict itself. */
export async function runRender(args: RenderArguments, world: World): Promise<ExitCode> {
  const { result: file, output, remediation } = args;
  const outputs = parseOutputs(output, formats, world.cwd);
  const result = await readSavedResult(file, world.files);
  await prepareOutputs(outputs, [file], world);
  await writePlaceholders(result, outputs, world);
  await writeReports(outputs, (format, view) => reportPieces(format, result, { ...view, remediation }), world);
  return exitCodeOf(result.verdict, world.interruption);
}
