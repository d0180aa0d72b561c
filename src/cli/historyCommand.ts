import { history } from '../history/history.ts';
import type { HistorySource, UnfinishedRun } from '../history/historyResult.ts';
import type { Look } from '../history/look.ts';
import { type HistoryFormat, historyFormats, historyReporters } from '../report/historyReporters.ts';
import { sourceWords } from '../report/words.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { findRuns } from './findRuns.ts';
import { keepBundles } from './keepBundles.ts';
import { parseOutputs, prepareOutputs } from './outputs.ts';
import { tool } from './packageFacts.ts';
import { type PeriodArguments, parsePeriod } from './parsePeriod.ts';
import { readLooks } from './readLooks.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';
import { writeReports } from './writeReports.ts';

export interface HistoryArguments extends PeriodArguments {
  readonly runs: readonly string[];
  readonly output: readonly string[];
}

/** What many runs left, in; reports out, and an exit code for the period as a whole. */
export async function runHistory(args: HistoryArguments, world: World): Promise<ExitCode> {
  const outputs = parseOutputs<HistoryFormat>(args.output, historyFormats, world.cwd);
  const now = world.now();
  const options = parsePeriod(args, now);
  const found = await findRuns(args.runs, world);
  const { looks, files, passedOver } = await readLooks(found, world);
  const { unfinished } = found;
  if (looks.length + unfinished.length === 0) throw new UnusableInput(['no result of a run in what was named']);
  refuseFuture(looks, unfinished, now);
  await keepBundles(outputs, [...found.bundles, ...unfinished.map(({ file }) => file)], world);
  await prepareOutputs(outputs, files, world);
  const source = sourceOf(looks);
  const result = history({ looks, unfinished, source, tool: tool(), passedOver }, options);
  await writeReports(outputs, (format, view) => [historyReporters[format](result, view)], world);
  return exitCodeOf(result.verdict, world.interruption);
}

/** A day is more than any clock is wrong. What is dated later would be the last run for as long, whatever others saw. */
function refuseFuture(looks: readonly Look[], unfinished: readonly UnfinishedRun[], now: Date): void {
  const latest = new Date(now.getTime() + 24 * 3_600_000).toISOString();
  const times = [
    ...looks.flatMap(({ run: { file, lookedAt }, startedAt }) => [lookedAt, startedAt].map((time) => ({ file, time }))),
    ...unfinished.map(({ file, lookedAt }) => ({ file, time: lookedAt })),
  ];
  const early = times.find(({ time }) => time > latest);
  if (early === undefined) return;
  throw new UnusableInput([`${early.file}: it is dated ${early.time}, and now it is ${now.toISOString()}`]);
}

/** The same of all: a rehearsal between two runs would resolve what it never looked at. */
function sourceOf(looks: readonly Look[]): HistorySource | null {
  const [first] = looks;
  const other = looks.find(({ source }) => source !== first?.source);
  if (first !== undefined && other !== undefined) {
    const of = ({ run, source }: Look) => `${run.file} is of the ${sourceWords[source]}`;
    throw new UnusableInput([`${of(first)}, and ${of(other)}: they have no history in common`]);
  }
  return first?.source ?? null;
}
