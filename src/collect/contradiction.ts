/**
 * Whether two rows were ever seen in both orders: `a` before `b` on one page, `b` before `a` on another. Rows are named
 * by identity. Then the listing does not keep the order of rows that do not change, and an overlap chain over it proves
 * nothing. Rows that never stood on one page together say nothing.
 */
export function contradictsItself(pages: readonly (readonly string[])[]): boolean {
  const numbers = new Map<string, number>();
  const numberOf = (identity: string): number => {
    const number = numbers.get(identity) ?? numbers.size;
    numbers.set(identity, number);
    return number;
  };
  const before = new Set<number>();
  for (const page of pages) {
    const rows = page.map(numberOf);
    for (const [i, later] of rows.entries()) {
      for (const earlier of rows.slice(0, i)) {
        if (before.has(later * pairBase + earlier)) return true;
        before.add(earlier * pairBase + later);
      }
    }
  }
  return false;
}

/** More rows than any scan holds, and its square is exact in a double. */
const pairBase = 2 ** 26;
