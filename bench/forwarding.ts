import { type ForwardingEntry, forwardingDiff } from '../src/routing/forwardingDiff.ts';
import { formatPrefix, type Prefix } from '../src/routing/prefix.ts';
import { type Measurement, type Part, timeOf } from './measure.ts';

const rounds = 5;

/** What two tables send elsewhere, in memory: a routing table of many lengths, one in a hundred routes changed. */
export async function forwarding(): Promise<Part> {
  const measurements: Measurement[] = [];
  for (const [family, count, goal] of [
    [4, 100_000, 0.05],
    [4, 1_000_000, 0.4],
    [6, 100_000, 0.13],
    [6, 1_000_000, 1.4],
  ] as const) {
    const entries = tablesOf(family, count);
    const taken: number[] = [];
    let differences = 0;
    for (let round = 0; round < rounds; round++) {
      taken.push(timeOf(() => (differences = forwardingDiff(entries).length)));
    }
    if (differences < count / 200) throw new Error(`${differences} differences are too few`);
    measurements.push({
      what: `${count.toLocaleString('en')} IPv${family} routes a side`,
      value: `${(Math.min(...taken) / 1000).toFixed(2)} s`,
      goal: `≤ ${goal} s`,
    });
  }
  return {
    title: 'Forwarding impact in memory',
    method: `\`forwardingDiff\` on two tables of random prefixes of all usual lengths; best of ${rounds} rounds, after a garbage collection each. Seconds of this machine: the goals are those of the prototypes on another.`,
    measurements,
  };
}

/** Random, but the same in each run. */
function tablesOf(family: 4 | 6, count: number): readonly ForwardingEntry[] {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  const table = new Map<Prefix, ForwardingEntry>();
  while (table.size < count) {
    const [length, first, second] = [(family === 4 ? 12 : 32) + ((random() >>> 8) % 18), random(), random()];
    const kept = (word: number, bits: number) =>
      bits <= 0 ? 0 : (word & (0xffffffff << (32 - Math.min(bits, 32)))) >>> 0;
    const words = family === 4 ? [kept(first, length)] : [kept(first, length), kept(second, length - 32), 0, 0];
    const prefix = formatPrefix({ family, words, length });
    const before = 1 + ((random() >>> 8) % 8);
    table.set(prefix, { prefix, before, after: table.size % 100 === 0 ? before + 1 : before });
  }
  // As a reply or a file has them: V8 keeps a text that was put together here as its parts.
  return JSON.parse(JSON.stringify([...table.values()]));
}
