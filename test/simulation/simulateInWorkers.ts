import { availableParallelism } from 'node:os';
import { inWorker } from './inWorker.ts';
import type { Runs, RunsResult } from './simulateRuns.ts';
import { addTallies, emptyTally } from './tally.ts';

/** As `simulateRuns`, on all cores. */
export async function simulateInWorkers({ listing, firstSeed, count }: Runs): Promise<RunsResult> {
  const queue: Runs[] = [];
  for (let done = 0; done < count; done += part) {
    queue.push({ listing, firstSeed: firstSeed + done, count: Math.min(part, count - done) });
  }
  const results: RunsResult[] = [];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      results.push(await inWorker({ kind: 'runs', ...next }));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const tallies = [0, 1, 2, 3].map((churn) =>
    results.map((result) => result.tallies[churn] ?? emptyTally).reduce(addTallies, emptyTally),
  );
  return { listing, tallies, failures: results.flatMap(({ failures }) => failures).slice(0, 10) };
}

/** Enough that starting a worker costs little beside. */
const part = 2000;
