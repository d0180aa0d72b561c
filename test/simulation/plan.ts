import type { RouteType } from '../../src/routing/route.ts';
import { type Listing, listings, type SortKey } from './order.ts';
import { type Random, randomOf } from './random.ts';

export type Drift = 'unexpected' | 'missing' | 'changed' | 'forbidden' | 'many-missing' | 'too-many-routes';

/** Everything that one run is made of; drawn from its seed. */
export interface Plan {
  readonly listing: Listing;
  readonly seed: number;
  readonly type: RouteType;
  /** How many there are at the start, drift not counted. */
  readonly routes: number;
  /** 0 to 1: how many of them the baseline expects; it permits the others. */
  readonly expectedShare: number;
  readonly unexpected: 'fail' | 'allow';
  readonly drift: readonly Drift[];
  /** Whether some routes that concern the baseline come and go as well. */
  readonly flapping: boolean;
  /** The most changes between two requests. */
  readonly churn: number;
  readonly key: SortKey;
  /** How many rows at most have one creation time. */
  readonly tieLength: number;
  /** Ties in a fresh order with every answer. */
  readonly shuffleTies: boolean;
  /** How many changes the replica may be behind; 0: there is none. */
  readonly lag: number;
  /** 0 to 1: how many rows were modified since they were created. */
  readonly modifiedShare: number;
  readonly statesCreateTime: boolean;
  readonly totalCount: 'table' | 'page' | 'absent';
  /** The server's largest page, and whether it says so. */
  readonly largestPage: number;
  readonly echoesPageSize: boolean;
  readonly statesRouteCounts: boolean;
  /** Whether the baseline limits the number of routes closely; the table stays within, unless that is the drift. */
  readonly limited: boolean;
}

export function planRun(listing: Listing, seed: number): Plan {
  const random = randomOf(seed * listings.length + listings.indexOf(listing));
  const unexpected = random.pick(['fail', 'fail', 'allow']);
  const tied = listing === 'unstable-ties';
  const totalCount = random.pick(['table', 'table', 'table', 'page', 'absent']);
  return {
    listing,
    seed,
    type: random.pick(['custom', 'bgp']),
    // 30 to 1,000, half of them up to 72: what several pages can do wrong, three do too, and sooner.
    routes: Math.round(30 * (1000 / 30) ** (random.next() ** 2)),
    expectedShare: 0.1 + 0.8 * random.next(),
    unexpected,
    drift: random.chance(0.6) ? drawDrift(random, unexpected) : [],
    flapping: random.chance(0.25),
    churn: random.below(4),
    key: drawKey(listing, random),
    tieLength: tied ? drawTieLength(random) : 1,
    shuffleTies: tied,
    lag: listing === 'lagging-replica' ? 1 + random.below(6) : 0,
    modifiedShare: random.pick([0, 0.05, 1]),
    statesCreateTime: random.chance(0.9),
    totalCount,
    largestPage: random.chance(0.1) ? random.pick([10, 20, 25, 49]) : 50,
    // A short page that counts its own rows and states no smaller size than asked for can't be told from the end.
    echoesPageSize: totalCount === 'page' || random.chance(0.8),
    statesRouteCounts: random.chance(0.15),
    limited: random.chance(0.15),
  };
}

function drawDrift(random: Random, unexpected: 'fail' | 'allow'): readonly Drift[] {
  const kinds: Drift[] = ['missing', 'changed', 'forbidden', 'too-many-routes', 'many-missing'];
  if (unexpected === 'fail') kinds.push('unexpected', 'unexpected', 'unexpected');
  return random.shuffle(kinds).slice(0, random.pick([1, 1, 1, 2]));
}

function drawKey(listing: Listing, random: Random): SortKey {
  switch (listing) {
    case 'destination':
      return random.pick(['address', 'destination-text']);
    case 'lagging-replica':
      return random.pick(['address', 'created-ascending', 'created-descending']);
    case 'unstable-ties':
      return random.pick(['created-ascending', 'created-descending']);
    case 'created-ascending':
    case 'created-descending':
    case 'modified-descending':
      return listing;
  }
}

/** Mostly what one configuration run leaves behind; sometimes all that one BGP session brought up at once. */
function drawTieLength(random: Random): number {
  return random.chance(0.1) ? 41 + random.below(160) : 1 + random.below(40);
}
