import type { Place } from './place.ts';

/**
 * Offsets of a text → places. Built once, then a binary search for each offset. Only a line feed ends a line (a lone
 * carriage return is refused before this is asked), so lines are counted as editors and Git hosts count them.
 */
export interface Lines {
  placeOf(offset: number): Place;
}

export function linesOf(file: string, text: string): Lines {
  const starts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return {
    placeOf(offset) {
      const line = countUpTo(starts, offset);
      return { file, line, column: offset - (starts[line - 1] ?? 0) + 1 };
    },
  };
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
