import { compareRoutes, leftOver, type Path, satisfies } from '../audit/compareRoutes.ts';
import type { RouteFinding } from '../audit/finding.ts';
import type { ExpectedRoute } from '../baseline/baseline.ts';
import { type Attribute, anyValue, attributes, type RouteClaim } from '../routing/route.ts';
import { claimOf, claimsFor } from './claimsFor.ts';

/** How the entries of one destination come to say what is there. */
export interface ClaimEdits {
  /** Entries that stay, each with what it says from now on. */
  readonly changed: readonly { readonly entry: ExpectedRoute; readonly claim: RouteClaim }[];
  readonly removed: readonly ExpectedRoute[];
  readonly added: readonly RouteClaim[];
}

/**
 * Changes as little as can be: an entry that some path satisfies stays as it is, and of another one only the attributes
 * change that differ, so that what was left open stays open. Where that does not account for what is there (two next
 * hops that can't be written, say), all entries make way for new ones.
 */
export function acceptChanged(entries: readonly ExpectedRoute[], { type, actual }: RouteFinding): ClaimEdits {
  const routes = actual ?? [];
  const { lonely, spare } = leftOver(entries, routes);
  const free = [...spare];
  const pairs = entries
    .filter((entry) => lonely.includes(entry))
    .map((entry) => ({ entry, path: takePartner(entry, free) }));
  const changed = pairs.flatMap(({ entry, path }) =>
    path === null ? [] : [{ entry, claim: adjusted(entry, path, claimOf(type, path.routes)) }],
  );
  const removed = pairs.flatMap(({ entry, path }) => (path === null ? [entry] : []));
  const added = free.map((path) => claimOf(type, path.routes));
  const kept = entries.filter((entry) => !lonely.includes(entry));
  const claims = [...kept, ...changed.map(({ claim }) => claim), ...added];
  const keys = claims.map(({ nextHop, weight }) => `${nextHop} ${weight}`);
  // The format has no word for an AS path that is left open but to leave it out.
  const isWritable = changed.every(({ entry, claim }) => claim.asPath !== anyValue || entry.asPath === anyValue);
  const isSound =
    isWritable && new Set(keys).size === keys.length && claims.length > 0 && compareRoutes(claims, routes).length === 0;
  return isSound ? { changed, removed, added } : { changed: [], removed: entries, added: claimsFor(type, routes) };
}

/** Same next hop first, as the explanation of a change has it. */
function takePartner(entry: RouteClaim, free: Path[]): Path | null {
  const path = free.find(({ nextHop }) => nextHop === entry.nextHop) ?? free[0];
  if (path === undefined) return null;
  free.splice(free.indexOf(path), 1);
  return path;
}

function adjusted(entry: RouteClaim, { routes }: Path, precise: RouteClaim): RouteClaim {
  const wrong = attributes.filter((attribute) => !routes.every((route) => satisfies(entry, route, attribute)));
  const side = (attribute: Attribute) => (wrong.includes(attribute) ? precise : entry);
  return {
    nextHop: side('nextHop').nextHop,
    weight: side('weight').weight,
    state: side('state').state,
    asPath: side('asPath').asPath,
    community: side('community').community,
  };
}
