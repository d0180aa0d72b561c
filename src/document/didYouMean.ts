/**
 * The one of `words` that `written` was probably meant to be; null where none is near. Near is one slip in a short
 * word, two or three in a long one; letter case does not count.
 */
export function didYouMean(written: string, words: readonly string[]): string | null {
  if (written.length > 64) return null;
  const allowed = Math.min(3, Math.max(1, Math.floor(written.length / 3)));
  let best: { word: string; distance: number } | null = null;
  for (const word of words) {
    const distance = levenshtein(written.toLowerCase(), word.toLowerCase());
    if (distance <= allowed && (best === null || distance < best.distance)) best = { word, distance };
  }
  return best?.word ?? null;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function levenshtein(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : replaced;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced, swapped));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
