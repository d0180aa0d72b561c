import { judgeDestinations } from '../src/audit/judgeDestinations.ts';
import type { Baseline } from '../src/baseline/baseline.ts';
import { parseBaseline } from '../src/baseline/parseBaseline.ts';
import type { Route } from '../src/routing/route.ts';
import { type Part, timeOf, times } from './measure.ts';

const connections = 2000;
const routes = 500;
const rounds = 5;

/** What the two sides of one connection are, once they are read. */
interface Pair {
  readonly baseline: Baseline;
  readonly routes: readonly Route[];
}

/** A million expected with a million actual routes, in memory. */
export async function comparison(): Promise<Part> {
  const texts = Array.from({ length: connections }, (_, i) => JSON.stringify(pairOf(`vco-bench${i}`)));
  const parsing: number[] = [];
  let pairs: readonly Pair[] = [];
  for (let round = 0; round < 2; round++) {
    pairs = [];
    parsing.push(timeOf(() => (pairs = texts.map((text): Pair => JSON.parse(text)))));
  }
  const judging: number[] = [];
  const keying: number[] = [];
  for (let round = 0; round < rounds; round++) {
    judging.push(timeOf(() => expectAll(judgeAll(pairs))));
    keying.push(timeOf(() => expectAll(lookUpAll(pairs))));
  }
  const [parse, judge, key] = [parsing, judging, keying].map((list) => Math.min(...list)) as [number, number, number];
  const megabytes = Math.round(texts.reduce((sum, { length }) => sum + length, 0) / 1e6);
  return {
    title: 'Comparison in memory',
    method: [
      `${connections} connections with ${routes} routes on both sides, in sync; best of ${rounds} rounds, after a garbage collection each.`,
      `Ours is \`judgeDestinations\` with all objects of its result; against \`JSON.parse\` of the same baselines and routes (${megabytes} MB, compact),`,
      'and against one Map of string keys over everything, which compares three attributes and makes no result.',
    ].join(' '),
    measurements: [
      { what: 'against JSON.parse of the same data', value: times(judge / parse), goal: '≤ 0.15 ×' },
      { what: 'one Map of string keys, against ours', value: times(key / judge), goal: '≥ 8 ×' },
    ],
  };
}

function judgeAll(pairs: readonly Pair[]): number {
  return pairs.reduce((sum, pair) => sum + judgeDestinations(pair.baseline, pair.routes).inSync.length, 0);
}

function lookUpAll(pairs: readonly Pair[]): number {
  const expected = new Map<string, { nextHop: string; weight: unknown; state: string }>();
  const keyOf = (
    { connectionId }: Baseline,
    type: string,
    { source, destination }: Pick<Route, 'source' | 'destination'>,
  ) => `${connectionId} ${type} ${source} ${destination}`;
  for (const { baseline } of pairs) {
    for (const route of baseline.policies.custom.routes) expected.set(keyOf(baseline, 'custom', route), route);
  }
  let same = 0;
  for (const pair of pairs) {
    for (const route of pair.routes) {
      const claim = expected.get(keyOf(pair.baseline, route.type, route));
      if (claim?.nextHop === route.nextHop && claim.weight === route.weight && claim.state === route.state) same += 1;
    }
  }
  return same;
}

function expectAll(inSync: number): void {
  if (inSync !== connections * routes) throw new Error(`${inSync} routes are in sync`);
}

function pairOf(id: string): Pair {
  const destinations = Array.from({ length: routes }, (_, i) => `10.${Math.floor(i / 256)}.${i % 256}.0/24`);
  const lines = destinations.map((destination) => `    - { destination: ${destination}, weight: 100 }\n`);
  const yaml = `version: 1\nconnection: ${id}\nregion: cn-hangzhou\ncustom:\n  routes:\n${lines.join('')}`;
  const parsed = parseBaseline(`baselines/${id}.yaml`, new TextEncoder().encode(yaml));
  if (parsed.state === 'refused') throw new Error(parsed.problems[0]?.message);
  const actual = parsed.baseline.policies.custom.routes.map(({ destination }): Route => {
    const stated = { nextHop: id, weight: 100, state: 'published', asPath: null, community: null };
    return { type: 'custom', destination, source: null, ...stated, createTime: 1_700_000_000_000, more: {} };
  });
  return { baseline: parsed.baseline, routes: actual };
}
