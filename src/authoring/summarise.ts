import { bitsOf, comparePrefixBits, covers, formatPrefix, type Prefix, type PrefixBits } from '../routing/prefix.ts';

/** An `allow` entry: this destination, or what it contains down to this length. */
export interface Summary {
  readonly destination: Prefix;
  readonly le: number;
}

/**
 * The fewest prefixes that cover exactly the addresses of these, in order: what another one covers goes, and two halves
 * of a prefix become that prefix, again and again. Each reaches down to the longest prefix that it stands for, so that
 * no address is allowed that is not routed today.
 */
export function summarise(prefixes: readonly Prefix[]): readonly Summary[] {
  const sorted = [...new Set(prefixes)].map(bitsOf).sort(comparePrefixBits);
  const stack: Block[] = [];
  for (const bits of sorted) {
    const last = stack.at(-1);
    if (last !== undefined && covers(last.bits, bits)) {
      stack[stack.length - 1] = { ...last, le: Math.max(last.le, bits.length) };
      continue;
    }
    stack.push({ bits, le: bits.length });
    mergeHalves(stack);
  }
  return stack.map(({ bits, le }) => ({ destination: formatPrefix(bits), le }));
}

interface Block {
  readonly bits: PrefixBits;
  readonly le: number;
}

/** Blocks come in order, so only the last two can be halves of one prefix, and what they become with the one before. */
function mergeHalves(stack: Block[]): void {
  for (;;) {
    const [low, high] = stack.slice(-2);
    if (low === undefined || high === undefined || low.bits.length !== high.bits.length || low.bits.length === 0)
      return;
    const whole = doubled(low.bits);
    if (!covers(whole, high.bits)) return;
    stack.splice(-2, 2, { bits: whole, le: Math.max(low.le, high.le) });
  }
}

/** The prefix that is one bit shorter. */
function doubled({ family, words, length }: PrefixBits): PrefixBits {
  const bit = length - 1;
  const masked = words.map((word, i) => (i === bit >>> 5 ? (word & ~(1 << (31 - (bit & 31)))) >>> 0 : word));
  return { family, words: masked, length: bit };
}
