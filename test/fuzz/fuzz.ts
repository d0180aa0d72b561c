import { expect, test } from '@jest/globals';
import { type Random, randomOf } from '../simulation/random.ts';

/** `FUZZ_SEED=7` repeats one run; `FUZZ_TIMES=100` makes a hundred times as many. */
const seed = process.env.FUZZ_SEED;
const times = Number(process.env.FUZZ_TIMES ?? 1);

/**
 * Runs a target with each seed from 1 on, the same ones every time; a failure says which seed shows it again. Each of
 * the outcomes must come up now and then: a target that only ever refuses tests nothing.
 */
export function fuzz<Outcome extends string>(
  promise: string,
  runs: number,
  outcomes: readonly Outcome[],
  target: (random: Random) => Outcome | Promise<Outcome>,
): void {
  const first = Number(seed ?? 1);
  const last = seed === undefined ? runs * times : first;
  const attempt = async () => {
    const counts = new Map<Outcome, number>();
    for (let each = first; each <= last; each++) {
      try {
        const outcome = await target(randomOf(each));
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      } catch (cause) {
        const message = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`FUZZ_SEED=${each} shows it again: ${message}`, { cause });
      }
    }
    const rare = outcomes.filter((outcome) => (counts.get(outcome) ?? 0) < (last - first) / 50);
    expect(rare).toEqual([]);
  };
  test(promise, attempt, 60_000 * times);
}

/** One, or now and then a few. */
export function few(random: Random): number {
  let count = 1;
  while (count < 8 && random.chance(0.4)) count += 1;
  return count;
}

/** undefined of an empty list alone. */
export function anyOf<T>(items: readonly T[], random: Random): T | undefined {
  return items[random.below(items.length)];
}
