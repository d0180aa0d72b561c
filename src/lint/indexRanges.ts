import { coveringEntries } from '../baseline/coveringEntries.ts';
import { bitsOf, comparePrefixBits, covers, type PrefixBits } from '../routing/prefix.ts';
import { type PrefixRange, rangeIncludes } from '../routing/range.ts';

/** A list of ranges that is asked often: each question takes a few binary searches, not a walk through the list. */
export interface RangeIndex {
  /** True where one range of the list matches all that this one matches. */
  includes(range: PrefixRange): boolean;
  /** True where some prefix is matched by this range and by one of the list. */
  overlaps(range: PrefixRange): boolean;
}

export function indexRanges(ranges: readonly PrefixRange[]): RangeIndex {
  const covering = coveringEntries(ranges.map((range) => ({ range })));
  const groups = groupByBounds(ranges);
  return {
    includes: (range) => covering(range.destination).some((entry) => rangeIncludes(entry.range, range)),
    overlaps: (range) => {
      const bits = bitsOf(range.destination);
      return (
        covering(range.destination).some((entry) => boundsMeet(entry.range, range)) ||
        groups.some((group) => boundsMeet(group, range) && hasInside(group.sorted, bits))
      );
    },
  };
}

interface Group extends Bounds {
  /** In the order of prefixes: what one prefix covers stands together, right after it. */
  readonly sorted: readonly PrefixBits[];
}

type Bounds = Pick<PrefixRange, 'ge' | 'le'>;

function groupByBounds(ranges: readonly PrefixRange[]): readonly Group[] {
  const groups = new Map<string, Bounds & { sorted: PrefixBits[] }>();
  for (const { destination, ge, le } of ranges) {
    const key = `${ge} ${le}`;
    const group = groups.get(key) ?? { ge, le, sorted: [] };
    group.sorted.push(bitsOf(destination));
    groups.set(key, group);
  }
  for (const { sorted } of groups.values()) sorted.sort(comparePrefixBits);
  return [...groups.values()];
}

/** Of ranges one of which lies inside the other. */
function boundsMeet(a: Bounds, b: Bounds): boolean {
  return Math.max(a.ge, b.ge) <= Math.min(a.le, b.le);
}

function hasInside(sorted: readonly PrefixBits[], outer: PrefixBits): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const bits = sorted[middle];
    if (bits !== undefined && comparePrefixBits(bits, outer) < 0) low = middle + 1;
    else high = middle;
  }
  const first = sorted[low];
  return first !== undefined && covers(outer, first);
}
