import { dirname, resolve } from 'node:path';
import type { AuditResult } from '../audit/result.ts';
import { didYouMean } from '../document/didYouMean.ts';
import { quote } from '../document/quote.ts';
import { type Format, formats, reporters } from '../report/registry.ts';
import type { View } from '../report/view.ts';
import { systemReason, UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** One report that was asked for; `path` null = standard output. */
export interface ReportOutput {
  readonly format: Format;
  readonly path: string | null;
}

/**
 * Reads every `-o <format>[=<path>]` at once; `-` is standard output, which takes one report at most. Nothing asked
 * for = text on standard output. No report may overwrite another one or one of `inputs`.
 */
export function parseOutputs(
  asked: readonly string[],
  inputs: readonly string[],
  cwd: string,
): readonly ReportOutput[] {
  if (asked.length === 0) return [{ format: 'text', path: null }];
  const problems: string[] = [];
  const taken = new Map(inputs.map((input) => [resolve(cwd, input), 'an input of this run']));
  const outputs = asked.flatMap((text): ReportOutput[] => {
    const [name = '', ...rest] = text.split('=');
    const path = rest.length === 0 || rest.join('=') === '-' ? null : rest.join('=');
    const format = formats.find((candidate) => candidate === name);
    if (format === undefined) problems.push(`--output ${quote(text)}: ${unknownFormat(name)}`);
    if (path === '') problems.push(`--output ${quote(text)}: the path is empty; write ${name}=FILE`);
    const place = path === null ? 'standard output' : resolve(cwd, path);
    const other = taken.get(place);
    if (other !== undefined) problems.push(`--output ${quote(text)}: ${path ?? place} is taken by ${other}`);
    taken.set(place, `--output ${quote(text)}`);
    return format === undefined ? [] : [{ format, path }];
  });
  if (problems.length > 0) throw new UnusableInput(problems);
  return outputs;
}

function unknownFormat(name: string): string {
  const meant = didYouMean(name, formats);
  return `no such format${meant === null ? '' : `; did you mean ${meant}?`} (there are ${formats.join(', ')})`;
}

/** Makes the directories of reports, so that an audit of an hour does not end at a path that can't be. */
export async function prepareOutputs(outputs: readonly ReportOutput[], world: World): Promise<void> {
  for (const { format, path } of outputs) {
    if (path !== null) await prepareFile(`--output ${format}=${path}`, path, world);
  }
}

/** Makes the directory that a file is to be written in; `option` names it where that can't be done. */
export async function prepareFile(option: string, path: string, { files }: World): Promise<void> {
  const refuse = (reason: string, cause?: unknown) => new UnusableInput([`${option}: ${reason}`], { cause });
  const kind = await files.kindOf(path).catch((error: unknown) => {
    throw refuse(systemReason(error), error);
  });
  if (kind === 'directory') throw refuse('it is a directory');
  if (kind === 'other') throw refuse('it is not a regular file');
  await files.makeDirectory(dirname(path)).catch((error: unknown) => {
    throw refuse(`can't make the directory ${dirname(path)}: ${systemReason(error)}`, error);
  });
}

/** Writes all reports; one that fails does not keep the others back, and fails the run in the end. */
export async function writeReports(result: AuditResult, outputs: readonly ReportOutput[], world: World): Promise<void> {
  const { stdout, env, files } = world;
  const color = stdout.isTerminal && !env.NO_COLOR && env.TERM !== 'dumb';
  const terminal: View = { color, width: stdout.columns ?? 80 };
  const failures: string[] = [];
  for (const { format, path } of outputs) {
    const report = reporters[format](result, path === null ? terminal : { color: false, width: 80 });
    try {
      await (path === null ? stdout.write(report) : files.writeWhole(path, report));
    } catch (error) {
      failures.push(`${path ?? 'standard output'}: the ${format} report could not be written: ${systemReason(error)}`);
    }
  }
  if (failures.length > 0) throw new UnusableInput(failures);
}
