/** Chance that can be had again: the same seed, the same numbers. */
export interface Random {
  /** 0 to 1, 1 excluded. */
  readonly next: () => number;
  /** An integer from 0 to `limit`, `limit` excluded. */
  readonly below: (limit: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <const T>(items: readonly [T, ...T[]]) => T;
  /** In place. */
  readonly shuffle: <T>(items: T[]) => T[];
}

/** Mulberry32 (Tommy Ettinger): 32 bits of state, which is plenty for a few thousand numbers a run. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)] ?? items[0],
    shuffle: (items) => {
      for (let i = items.length - 1; i > 0; i--) {
        const other = below(i + 1);
        const [a, b] = [items[i], items[other]];
        if (a !== undefined && b !== undefined) [items[i], items[other]] = [b, a];
      }
      return items;
    },
  };
}
