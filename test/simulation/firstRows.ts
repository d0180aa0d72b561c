import type { Cast } from './cast.ts';
import { makeRow } from './makeRow.ts';
import type { Row } from './order.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';

/** When each run begins, in milliseconds since 1970. */
export const runStart = 1_800_000_000_000;

/** What is there when the run begins: rows in a random order of creation, in groups of one creation time. */
export function firstRows(plan: Plan, cast: Cast, random: Random): readonly Row[] {
  const there = [...cast.expected.filter((one) => !cast.missing.has(one)), ...cast.permitted, ...cast.rogue];
  // The youngest may be younger than what has to settle.
  let created = runStart - 30_000 - random.below(100_000) * 1000 - there.length * 60_000;
  let left = 0;
  return random.shuffle(there).map((destination) => {
    if (left === 0) {
      left = 1 + random.below(plan.tieLength);
      created += 1000 * (1 + random.below(60));
    }
    left -= 1;
    const modified = random.chance(plan.modifiedShare) ? created + random.below(runStart - created) : created;
    return makeRow(plan, destination, cast.changed.has(destination) ? 'wrong' : 'right', created, modified);
  });
}
