import { contradictionOf } from '../audit/contradictionOf.ts';
import type { AuditResult } from '../audit/result.ts';
import { mostJsonMebibytes, readJson } from '../document/json.ts';
import { checkSchema } from '../document/schema.ts';
import type { ReadDocument } from '../document/yaml.ts';
import { parseResult } from '../report/readResult.ts';
import { readInput } from './findBaselines.ts';
import { UnusableInput } from './unusableInput.ts';
import type { Files } from './world.ts';

/** A result that `-o json` wrote; UnusableInput where it is none, or contradicts itself. */
export async function readSavedResult(file: string, files: Files): Promise<AuditResult> {
  const input = await readInput(file, mostJsonMebibytes, files);
  if (typeof input === 'string') throw new UnusableInput([input]);
  return savedResultOf(file, readJson(file, input.bytes));
}

/** The same of a file that was read. */
export function savedResultOf(file: string, document: ReadDocument): AuditResult {
  if (document.state === 'refused') throw UnusableInput.problems(document.problems);
  const problems = checkSchema('audit-result', document.value, document.places);
  if (problems.length > 0) throw UnusableInput.problems(problems);
  const result = parseResult(document.value);
  const contradiction = contradictionOf(result);
  if (contradiction !== null) throw new UnusableInput([`${file}: ${contradiction}`]);
  return result;
}
