import { contradictionOf } from '../audit/contradictionOf.ts';
import { mostJsonMebibytes, readJson } from '../document/json.ts';
import { checkSchema } from '../document/schema.ts';
import { parseResult } from '../report/readResult.ts';
import { formats } from '../report/registry.ts';
import { reportPieces } from '../report/reportPieces.ts';
import type { RemediationTool } from '../report/view.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { readInput } from './findBaselines.ts';
import { parseOutputs, prepareOutputs } from './outputs.ts';
import { writePlaceholders } from './placeholder.ts';
import { UnusableInput } from './unusableInput.ts';
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
  const input = await readInput(file, mostJsonMebibytes, world.files);
  if (typeof input === 'string') throw new UnusableInput([input]);
  const document = readJson(file, input.bytes);
  if (document.state === 'refused') throw UnusableInput.problems(document.problems);
  const problems = checkSchema('audit-result', document.value, document.places);
  if (problems.length > 0) throw UnusableInput.problems(problems);
  const result = parseResult(document.value);
  const contradiction = contradictionOf(result);
  if (contradiction !== null) throw new UnusableInput([`${file}: ${contradiction}`]);
  await prepareOutputs(outputs, [file], world);
  await writePlaceholders(result, outputs, world);
  await writeReports(outputs, (format, view) => reportPieces(format, result, { ...view, remediation }), world);
  return exitCodeOf(result.verdict, world.interruption);
}
