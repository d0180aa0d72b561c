import { expect, test } from '@jest/globals';
import { startOf } from '../../src/collect/window.ts';
import { attack, type Sight, type Strategy, type Target } from './attack.ts';
import { explore } from './explore.ts';
import { type Random, randomOf } from './random.ts';

/** Where the attacker's prefix comes back, and what of it shows. */
const lists = [
  { key: 'address', statesCreateTime: true, comesBackAsItWas: false },
  { key: 'address', statesCreateTime: true, comesBackAsItWas: true },
  { key: 'address', statesCreateTime: false, comesBackAsItWas: true },
  {
    key: 'created-descending',
    statesCreateTime: true,
    comesBackAsItWas: false,
  },
  {
    key: 'created-descending',
    statesCreateTime: false,
    comesBackAsItWas: false,
  },
  {
    key: 'modified-descending',
    statesCreateTime: true,
    comesBackAsItWas: false,
  },
  {
    key: 'modified-descending',
    statesCreateTime: true,
    comesBackAsItWas: true,
  },
  {
    key: 'modified-descending',
    statesCreateTime: false,
    comesBackAsItWas: true,
  },
] as const;

interface SearchedTarget extends Omit<Target, 'rogue'> {
  /** How many first requests the search is exhaustive in; then the attacker leaves his prefix alone, or flaps on. */
  readonly depth: number;
}

const small = lists.flatMap((list) =>
  [
    { routes: 14, largestPage: 8, totalCount: 'table', depth: 9 },
    { routes: 24, largestPage: 10, totalCount: 'absent', depth: 7 },
    { routes: 101, largestPage: 50, totalCount: 'table', depth: 7 },
    { routes: 60, largestPage: 50, totalCount: 'page', depth: 7 },
  ].map((size) => ({ ...list, ...size })),
) as readonly SearchedTarget[];

test.each(small)(
  '$routes routes, $largestPage a page, by $key, CreateTime $statesCreateTime, back as it was $comesBackAsItWas: no strategy gets a green',
  async (list) => {
    const greens: string[] = [];
    for (const rogue of edges(list)) {
      for (const flapsOn of [false, true]) {
        await explore(async (pick) => {
          const log: number[] = [];
          const verdict = await attack({ ...list, rogue }, () => {
            if (log.length >= list.depth) return flapsOn;
            log.push(pick(2));
            return log.at(-1) === 1;
          });
          if (verdict === 'in-sync') greens.push(`rogue at ${rogue}, ${log.join('')}, then ${flapsOn}`);
        });
      }
    }
    expect(greens.slice(0, 5)).toEqual([]);
  },
  300_000,
);

/** Where a route is easiest to hide: around the end of the first page, and at the end of the list. */
function edges({ routes, largestPage }: SearchedTarget): readonly number[] {
  const places = [largestPage - 1, largestPage, routes - 1];
  return [...new Set(places)].filter((place) => place > 0 && place < routes);
}

const strategies: readonly [Draw, ...Draw[]] = [
  (random) => () => random.chance(0.5),
  (random) => () => random.chance(0.1),
  () => hide,
  (random) => (sight) => (random.chance(0.2) ? random.chance(0.5) : hide(sight)),
];

type Draw = (random: Random) => Strategy;

/** Keeps the rogue route out of the answer if it can; else the prefix stays until the window is past the route. */
function hide({ window, isThere, rogueAt }: Sight): boolean {
  const isShown = (at: number) => at >= startOf(window) && at < startOf(window) + window.size;
  if (isShown(rogueAt)) return !isShown(isThere ? rogueAt - 1 : rogueAt + 1);
  return rogueAt < startOf(window) ? !isThere : false;
}

test.each(lists)(
  '300 to 1,000 routes, by $key, CreateTime $statesCreateTime, back as it was $comesBackAsItWas: no green by chance or greed',
  async (list) => {
    const random = randomOf(20_160_428);
    const greens: string[] = [];
    for (let run = 0; run < 60; run++) {
      const routes = 300 + random.below(run % 10 === 0 ? 700 : 50);
      const near = 49 * (1 + random.below(5)) - 2 + random.below(5);
      const target: Target = {
        ...list,
        routes,
        rogue: near,
        largestPage: 50,
        totalCount: random.pick(['table', 'absent']),
      };
      const verdict = await attack(target, random.pick(strategies)(random));
      if (verdict === 'in-sync') greens.push(`run ${run}: ${JSON.stringify(target)}`);
    }
    expect(greens.slice(0, 5)).toEqual([]);
  },
);
