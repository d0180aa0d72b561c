import type { Listing } from './order.ts';
import { planRun } from './plan.ts';
import { simulate } from './simulate.ts';
import { addTallies, emptyTally, type Tally, tallyOf } from './tally.ts';

export interface RunsResult {
  readonly listing: Listing;
  /** By churn: 0 to 3 changes at most between two requests. */
  readonly tallies: readonly Tally[];
  /** What the oracle objects to, each with the seed that shows it again; not more than ten. */
  readonly failures: readonly string[];
}

export interface Runs {
  readonly listing: Listing;
  readonly firstSeed: number;
  readonly count: number;
}

export async function simulateRuns({ listing, firstSeed, count }: Runs): Promise<RunsResult> {
  const tallies = [emptyTally, emptyTally, emptyTally, emptyTally];
  const failures: string[] = [];
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const plan = planRun(listing, seed);
    const outcome = await simulate(plan).catch((error: unknown) => {
      throw new Error(`${listing}, SIMULATION_SEED=${seed}`, { cause: error });
    });
    tallies[plan.churn] = addTallies(tallies[plan.churn] ?? emptyTally, tallyOf(plan, outcome));
    for (const [what, [first, ...more]] of Object.entries({
      'wrong green': outcome.wrongGreens,
      'phantom red': outcome.phantomReds,
    })) {
      if (first !== undefined && failures.length < 10) {
        failures.push(`${listing}, SIMULATION_SEED=${seed}: ${what}: ${first} and ${more.length} more`);
      }
    }
  }
  return { listing, tallies, failures };
}
