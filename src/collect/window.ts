/** Rows `[(page - 1) × size, page × size)` of a list: what one request asks for. */
export interface Window {
  readonly page: number;
  readonly size: number;
}

export function startOf({ page, size }: Window): number {
  return (page - 1) * size;
}

/**
 * The window of at most `largest` rows that starts at or before row `from` and reaches furthest past it. PageSize may
 * be anything from 1 up, so windows needn't tile: with 50 rows at most, from row 49 it is (2, 49) = rows 49 to 97.
 */
export function windowFrom(from: number, largest: number): Window {
  let best: Window = { page: Math.floor(from / largest) + 1, size: largest };
  for (let size = largest - 1; size > 0; size--) {
    const page = Math.floor(from / size) + 1;
    if (page * size > best.page * best.size) best = { page, size };
  }
  return best;
}
