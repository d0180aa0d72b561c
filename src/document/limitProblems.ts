import { compareProblems, type Problem } from './place.ts';

/** A file with more problems than this is another kind of file. */
export const mostProblems = 1000;

/** From top to bottom; where there are very many, the first ones and a word that there are more. */
export function limitProblems<Found extends Problem>(problems: readonly Found[]): readonly Found[] {
  const sorted = [...problems].sort(compareProblems);
  const last = sorted[mostProblems - 1];
  if (last === undefined || sorted.length === mostProblems) return sorted;
  return [...sorted.slice(0, mostProblems), { ...last, message: 'more problems follow that are not listed' }];
}
