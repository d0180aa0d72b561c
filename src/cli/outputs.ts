import { resolve } from 'node:path';
import { didYouMean } from '../document/didYouMean.ts';
import { quote } from '../document/quote.ts';
import { prepareFile } from './savedFile.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** One report that was asked for; `path` null = standard output. */
export interface ReportOutput<Format extends string> {
  readonly format: Format;
  readonly path: string | null;
}

/**
 * Reads every `-o <format>[=<path>]` at once; `-` is standard output, which takes one report at most. Nothing asked
 * for = text on standard output. No report may overwrite another one. `formats` are those that the command has.
 */
export function parseOutputs<Format extends string>(
  asked: readonly string[],
  formats: readonly (Format | 'text')[],
  cwd: string,
): readonly ReportOutput<Format | 'text'>[] {
  if (asked.length === 0) return [{ format: 'text', path: null }];
  const problems: string[] = [];
  const taken = new Map<string, string>();
  const outputs = asked.flatMap((text): ReportOutput<Format | 'text'>[] => {
    const [name = '', ...rest] = text.split('=');
    const path = rest.length === 0 || rest.join('=') === '-' ? null : rest.join('=');
    const format = formats.find((candidate) => candidate === name);
    if (format === undefined) problems.push(`--output ${quote(text)}: ${unknownFormat(name, formats)}`);
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

function unknownFormat(name: string, formats: readonly string[]): string {
  const meant = didYouMean(name, formats);
  return `no such format${meant === null ? '' : `; did you mean ${meant}?`} (there are ${formats.join(', ')})`;
}

/**
 * Makes the directories of reports, so that an audit of an hour does not end at a path that can't be. None of them may
 * replace one of `inputs`.
 */
export async function prepareOutputs(
  outputs: readonly ReportOutput<string>[],
  inputs: readonly string[],
  world: World,
): Promise<void> {
  for (const { format, path } of outputs) {
    if (path !== null) await prepareFile(`--output ${format}=${path}`, path, inputs, world);
  }
}
