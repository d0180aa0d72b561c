/** So many tables are read at once; who comes first is served first. */
export interface Slots {
  run<T>(work: (aside: Aside) => Promise<T>): Promise<T>;
}

/** Gives the slot up while `wait` runs, and takes one again, before those that never had one. */
export type Aside = <T>(wait: () => Promise<T>) => Promise<T>;

export function slotsOf(count: number): Slots {
  let free = count;
  const returning: (() => void)[] = [];
  const arriving: (() => void)[] = [];

  async function enter(line: (() => void)[]): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => line.push(resolve));
  }

  /** Hands the slot to the next in line. */
  function leave(): void {
    const next = returning.shift() ?? arriving.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return {
    async run(work) {
      await enter(arriving);
      try {
        return await work(async (wait) => {
          leave();
          try {
            return await wait();
          } finally {
            await enter(returning);
          }
        });
      } finally {
        leave();
      }
    },
  };
}
