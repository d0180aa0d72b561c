import { compareRoutes, leftOver } from '../audit/compareRoutes.ts';
import type { ActualRoute } from '../audit/finding.ts';
import { anyValue, type RouteClaim, type RouteType } from '../routing/route.ts';

/**
 * What a baseline has to say so that these routes of one destination are in sync: each path as precisely as the format
 * can write it, `any` where it can't (a weight that is not stated, a state nobody knows). Where even that does not
 * account for each path, one claim that leaves everything open.
 */
export function claimsFor(type: RouteType, routes: readonly ActualRoute[]): readonly RouteClaim[] {
  const claims = new Map<string, RouteClaim>();
  for (const path of leftOver([], routes).paths) {
    const claim = claimOf(type, path.routes);
    claims.set(`${claim.nextHop} ${claim.weight}`, claim);
  }
  const precise = [...claims.values()];
  // The next hop of a BGP route is the connection itself; it tells routes apart only where there are several.
  const [only] = precise;
  const written =
    type === 'bgp' && precise.length === 1 && only !== undefined ? [{ ...only, nextHop: anyValue }] : precise;
  return compareRoutes(written, routes).length === 0 ? written : [anything];
}

const anything: RouteClaim = {
  nextHop: anyValue,
  weight: anyValue,
  state: anyValue,
  asPath: anyValue,
  community: anyValue,
};

/** What rows that state one path have in common; `any` where they disagree, or it can't be written. */
export function claimOf(type: RouteType, rows: readonly ActualRoute[]): RouteClaim {
  const same = <T>(read: (row: ActualRoute) => T): T | null => {
    const values = new Set(rows.map((row) => JSON.stringify(read(row))));
    const [first] = rows;
    return values.size === 1 && first !== undefined ? read(first) : null;
  };
  return {
    nextHop: writable(
      /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/,
      same(({ nextHop }) => nextHop),
    ),
    weight: type === 'custom' ? writableWeight(same(({ weight }) => weight)) : anyValue,
    state: writable(
      /^(published|Active|normal)$/,
      same(({ state }) => state),
    ),
    asPath: type === 'bgp' ? writableAsPath(same(({ asPath }) => asPath)) : anyValue,
    community:
      type === 'bgp'
        ? writable(
            /^[0-9][0-9:, ]{0,999}$/,
            same(({ community }) => community),
          )
        : anyValue,
  };
}

/** The patterns are those of schemas/baseline.schema.json. */
function writable(pattern: RegExp, value: string | null): string {
  return value !== null && pattern.test(value) ? value : anyValue;
}

function writableWeight(weight: number | null): RouteClaim['weight'] {
  return weight === 0 || weight === 100 ? weight : anyValue;
}

function writableAsPath(asPath: ActualRoute['asPath']): RouteClaim['asPath'] {
  if (asPath === null || typeof asPath === 'string' || asPath.length > 255) return anyValue;
  return asPath.every((number) => number >= 1) ? asPath : anyValue;
}
