import { expect, test } from '@jest/globals';
import { simulateInWorkers } from './simulateInWorkers.ts';
import { addTallies, emptyTally } from './tally.ts';

/** `SIMULATION_SEED=7` repeats one run of each listing, `SIMULATION_RUNS` sets how many runs there are of each. */
const seed = process.env.SIMULATION_SEED;
const firstSeed = Number(seed ?? 1);
const count = Number(process.env.SIMULATION_RUNS ?? (seed === undefined ? 16_700 : 1));

/** With the most that may be unchecked of all runs, 0 to 1: some lists no reader can read, such as long unstable ties. */
test.each([
  ['destination', 0.03],
  ['created-ascending', 0.05],
  ['created-descending', 0.05],
  ['modified-descending', 0.06],
  ['unstable-ties', 0.3],
  ['lagging-replica', 0.05],
] as const)(
  'a listing of the kind %s: no wrong green, no phantom red, and an answer where one is promised',
  async (listing, mostUnchecked) => {
    const { tallies, failures } = await simulateInWorkers({ listing, firstSeed, count });
    expect(failures).toEqual([]);
    const { runs, unchecked, promised, promisedUnchecked } = tallies.reduce(addTallies, emptyTally);
    if (runs < 1000) return;
    expect(promisedUnchecked / promised).toBeLessThan(0.01);
    expect(unchecked / runs).toBeLessThan(mostUnchecked);
  },
  1_800_000,
);
