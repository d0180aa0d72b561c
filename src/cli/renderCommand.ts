import { totalsOf, verdictOf } from '../audit/verdict.ts';
import { mostJsonMebibytes, readJson } from '../document/json.ts';
import { checkSchema } from '../document/schema.ts';
import { parseResult } from '../report/readResult.ts';
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
}

/** Renders a saved result again and exits by its verdict, once verdict and totals agree with what the result holds. */
export async function runRender({ result: file, output }: RenderArguments, world: World): Promise<ExitCode> {
  const outputs = parseOutputs(output, [file], world.cwd);
  const input = await readInput(file, mostJsonMebibytes, world.files);
  if (typeof input === 'string') throw new UnusableInput([input]);
  const document = readJson(file, input.bytes);
  if (document.state === 'refused') throw UnusableInput.problems(document.problems);
  const problems = checkSchema('audit-result', document.value, document.places);
  if (problems.length > 0) throw UnusableInput.problems(problems);
  const result = parseResult(document.value);
  if (result.connections.length !== result.baselines.length) {
    throw new UnusableInput([`${file}: it does not hold one connection for each baseline`]);
  }
  if (verdictOf(result.connections, result.failOn) !== result.verdict) {
    throw new UnusableInput([`${file}: the verdict ${result.verdict} does not follow from the findings in it`]);
  }
  if (JSON.stringify(totalsOf(result.connections)) !== JSON.stringify(result.totals)) {
    throw new UnusableInput([`${file}: the totals do not follow from the findings in it`]);
  }
  await prepareOutputs(outputs, world);
  await writePlaceholders(result, outputs, world);
  await writeReports(result, outputs, world);
  return exitCodeOf(result.verdict, world.interruption);
}
