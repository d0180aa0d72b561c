import type { Baseline } from '../baseline/baseline.ts';
import type { Snapshot } from '../collect/snapshot.ts';
import { type ReviewFormat, reviewFormats, reviewReporters } from '../report/reviewReporters.ts';
import { review } from '../review/review.ts';
import type { ReviewResult, ReviewVerdict, UnfinishedReview } from '../review/reviewResult.ts';
import type { CollectionArguments } from './collectionArguments.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { loadSnapshot } from './loadSnapshot.ts';
import { parseOutputs, prepareOutputs, type ReportOutput } from './outputs.ts';
import { type Accounts, readAccounts } from './readAccounts.ts';
import { readConnections } from './readConnections.ts';
import { type ReviewSides, reviewSides } from './reviewSides.ts';
import { terraformSides } from './terraformSides.ts';
import type { World } from './world.ts';
import { writeReports } from './writeReports.ts';

export interface ReviewArguments {
  readonly baselines: readonly string[];
  readonly base: string;
  readonly head: string | undefined;
  /** What `terraform show -json` printed, in place of a head. */
  readonly terraform: string | undefined;
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
  const { terraform } = args;
  const sides =
    terraform === undefined
      ? { ...(await reviewSides(args, world)), unresolved: [] }
      : await terraformSides({ ...args, terraform }, world);
  const read = everyConnection(sides);
  const accounts = args.live === null ? null : await readAccounts(args.live, read, world);
  const named = [args.snapshot, args.live?.accounts?.file].filter((file) => file !== undefined);
  await prepareOutputs(outputs, [...sides.inputs, ...named], world);
  const judge = (snapshot: Snapshot | null): ReviewResult =>
    review(sides.base, sides.head, snapshot, {
      now,
      failOnLoosened: args.failOnLoosened,
      headContainsBase: sides.headContainsBase,
      unresolved: sides.unresolved,
    });
  const { base, head } = judge(null);
  const inFiles = outputs.filter(({ path }) => path !== null);
  await write({ verdict: 'unfinished', base, head }, inFiles, world);
  const result = judge(await snapshotFor(args, read, accounts, world));
  await write(result, outputs, world);
  return exitCodeOf(exitVerdicts[result.verdict], world.interruption);
}

const exitVerdicts = {
  reviewed: 'in-sync',
  unexplained: 'drifted',
  loosened: 'drifted',
  incomplete: 'incomplete',
} as const satisfies Record<ReviewVerdict, Parameters<typeof exitCodeOf>[0]>;

async function snapshotFor(
  args: ReviewArguments,
  baselines: readonly Baseline[],
  accounts: Accounts | null,
  world: World,
): Promise<Snapshot | null> {
  if (args.snapshot !== undefined) return await loadSnapshot(args.snapshot, world);
  if (args.live === null) return null;
  return await readConnections(baselines, args.live, accounts, world, (_, connection) => connection);
}

/** Each connection is read once; what the base has decides which of its drift is looked at again. */
function everyConnection({ base, head }: ReviewSides): readonly Baseline[] {
  const keyOf = ({ region, connectionId }: Baseline) => `${region} ${connectionId}`;
  const once = new Map([...head.baselines, ...base.baselines].map((one) => [keyOf(one), one]));
  return [...once.values()];
}

async function write(
  result: ReviewResult | UnfinishedReview,
  outputs: readonly ReportOutput<ReviewFormat>[],
  world: World,
): Promise<void> {
  await writeReports(outputs, (format, view) => [reviewReporters[format](result, view)], world);
}
