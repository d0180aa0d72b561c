import { addressBits, covers, maskWords, type PrefixBits } from './prefix.ts';

/** The longest prefix that covers all of these; they are of one family, and at least one. */
export function smallestCover(prefixes: readonly PrefixBits[]): PrefixBits {
  const [first, ...others] = prefixes;
  if (first === undefined) throw new Error('nothing to cover');
  let cover = first;
  for (const prefix of others) {
    while (!covers(cover, prefix)) cover = shortened(cover);
  }
  return cover;
}

/**
 * Which of the equal parts of `whole`, each a prefix of the length `partLength`, this prefix touches: the first and the
 * last. It lies in `whole`, or covers it, and then it touches all.
 */
export function partsOf(
  whole: PrefixBits,
  partLength: number,
  prefix: PrefixBits,
): readonly [first: number, last: number] {
  const count = 2 ** (partLength - whole.length);
  if (prefix.length <= whole.length) return [0, count - 1];
  let first = 0;
  for (let bit = whole.length; bit < partLength; bit++) first = 2 * first + bitAt(prefix.words, bit);
  return [first, first + 2 ** Math.max(partLength - prefix.length, 0) - 1];
}

/** The length of one of `count` (a power of two) equal parts; of a small prefix they are single addresses, and fewer. */
export function partLengthOf({ family, length }: PrefixBits, count: number): number {
  return Math.min(length + Math.log2(count), addressBits[family]);
}

function bitAt(words: readonly number[], bit: number): number {
  return ((words[bit >>> 5] ?? 0) >>> (31 - (bit & 31))) & 1;
}

function shortened({ family, words, length }: PrefixBits): PrefixBits {
  return { family, words: maskWords(words, length - 1), length: length - 1 };
}
