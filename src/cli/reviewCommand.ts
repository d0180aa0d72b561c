import type { Baseline } from '../baseline/baseline.ts';
import type { Snapshot } from '../collect/snapshot.ts';
import { type ReviewFormat, reviewFormats, reviewReporters } from '../report/reviewReporters.ts';
import { review } from '../review/review.ts';
import type { ReviewResult, ReviewVerdict, UnfinishedReview } from '../review/reviewResult.ts';
import type { CollectionArguments } from './collectionArguments.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { loadSnapshot } from './loadSnapshot.ts';
import { parseOutputs, prepareOutputs, type ReportOutput } from './outputs.ts';
import { readConnections } from './readConnections.ts';
import { type ReviewSides, reviewSides } from './reviewSides.ts';
import type { World } from './world.ts';
import { writeReports } from './writeReports.ts';

export interface ReviewArguments {
  readonly baselines: readonly string[];
  readonly base: string;
  readonly head: string | undefined;
  readonly output: readonly string[];
  readonly snapshot: string | undefined;
  /** null: what is there is not read. */
  readonly live: CollectionArguments | null;
  readonly failOnLoosened: boolean;
}

/** Two sets of baselines in, reports out. Everything is checked, and placeholders are written, before anything is collected. */
export async function runReview(args: ReviewArguments, world: World): Promise<ExitCode> {
  const now = world.now();
  const outputs = parseOutputs<ReviewFormat>(args.output, reviewFormats, world.cwd);
  const sides = await reviewSides(args, world);
  const snapshotFile = args.snapshot === undefined ? [] : [args.snapshot];
  await prepareOutputs(outputs, [...sides.inputs, ...snapshotFile], world);
  const judge = (snapshot: Snapshot | null): ReviewResult =>
    review(sides.base, sides.head, snapshot, {
      now,
      failOnLoosened: args.failOnLoosened,
      headContainsBase: sides.headContainsBase,
    });
  const { base, head } = judge(null);
  const inFiles = outputs.filter(({ path }) => path !== null);
  await write({ verdict: 'unfinished', base, head }, inFiles, world);
  const result = judge(await snapshotFor(args, sides, world));
  await write(result, outputs, world);
  return exitCodeOf(exitVerdicts[result.verdict], world.interruption);
}

const exitVerdicts = {
  reviewed: 'in-sync',
  unexplained: 'drifted',
  loosened: 'drifted',
  incomplete: 'incomplete',
} as const satisfies Record<ReviewVerdict, Parameters<typeof exitCodeOf>[0]>;

/** Each connection is read once; what the base has decides which of its drift is looked at again. */
async function snapshotFor(args: ReviewArguments, { base, head }: ReviewSides, world: World): Promise<Snapshot | null> {
  if (args.snapshot !== undefined) return await loadSnapshot(args.snapshot, world);
  if (args.live === null) return null;
  const keyOf = ({ region, connectionId }: Baseline) => `${region} ${connectionId}`;
  const once = new Map([...head.baselines, ...base.baselines].map((one) => [keyOf(one), one]));
  return await readConnections([...once.values()], args.live, world, (_, connection) => connection);
}

async function write(
  result: ReviewResult | UnfinishedReview,
  outputs: readonly ReportOutput<ReviewFormat>[],
  world: World,
): Promise<void> {
  await writeReports(outputs, (format, view) => [reviewReporters[format](result, view)], world);
}
