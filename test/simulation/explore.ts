/** One of so many options, by number: 0 to `options - 1`. */
export type Pick = (options: number) => number;

/**
 * Calls `run` once for every way in which its picks can fall, and resolves to how often that was. A run must be
 * determined by its picks, and end. Depth first: the last pick that has another option left takes it, and what came
 * after it is forgotten.
 */
export async function explore(run: (pick: Pick) => Promise<void>): Promise<number> {
  const path: { choice: number; readonly options: number }[] = [];
  for (let runs = 1; ; runs++) {
    let depth = 0;
    await run((options) => {
      const known = path[depth];
      depth += 1;
      if (known !== undefined) return known.choice;
      path.push({ choice: 0, options });
      return 0;
    });
    for (let last = path.at(-1); last !== undefined && last.choice === last.options - 1; last = path.at(-1)) path.pop();
    const turned = path.at(-1);
    if (turned === undefined) return runs;
    turned.choice += 1;
  }
}
