import { unrouted } from './forwardingDiff.ts';

/** Numbers for sets of next hops, equal where the sets are; the empty one is `unrouted`. */
export class Outcomes {
  readonly #sets: (readonly string[])[] = [[]];
  readonly #numbers = new Map<string, number>([['[]', unrouted]]);

  /** The next hops come sorted, each once. */
  numberOf(nextHops: readonly string[]): number {
    const key = JSON.stringify(nextHops);
    const number = this.#numbers.get(key) ?? this.#sets.length;
    if (number === this.#sets.length) {
      this.#sets.push(nextHops);
      this.#numbers.set(key, number);
    }
    return number;
  }

  nextHops(number: number): readonly string[] {
    return this.#sets[number] ?? [];
  }
}
