import { formatPlace } from '../document/place.ts';
import { bitsOf, type Prefix, parsePrefix } from '../routing/prefix.ts';
import { rangeIncludes, rangeMatches } from '../routing/range.ts';
import type { Source } from '../routing/route.ts';
import type { ExpectedRoute, RouteMatch } from './baseline.ts';
import { describeMatch } from './parseMatches.ts';
import type { Reading } from './reading.ts';

/** What a file both wants and forbids can never be in sync: an expected route, or all that an `allow` entry allows. */
export function checkForbidden(
  reading: Reading,
  routes: readonly ExpectedRoute[],
  allow: readonly RouteMatch[],
  forbid: readonly RouteMatch[],
): void {
  const covering = coveringEntries(forbid);
  for (const { destination, source, at } of routes) {
    const culprit = covering(destination).find(
      (entry) => isForSource(entry, source) && rangeMatches(entry.range, destination),
    );
    if (culprit === undefined) continue;
    const message = `${destination} is expected here and forbidden at ${formatPlace(culprit.at)}; remove one of them`;
    reading.problems.push({ at, message });
  }
  for (const allowed of allow) {
    const culprit = covering(allowed.range.destination).find(
      (entry) => isForSource(entry, allowed.source) && rangeIncludes(entry.range, allowed.range),
    );
    if (culprit === undefined) continue;
    const message = `all of ${describeMatch(allowed)} is forbidden at ${formatPlace(culprit.at)}, which beats allow; remove one of them`;
    reading.problems.push({ at: allowed.at, message });
  }
}

function isForSource(entry: RouteMatch, source: Source | null): boolean {
  return entry.source === null || entry.source === source;
}

/**
 * The entries whose destination covers a prefix, shorter ones first. One map look-up for each prefix length in use, so
 * that thousands of routes against thousands of entries stay fast.
 */
function coveringEntries(entries: readonly RouteMatch[]): (prefix: Prefix) => readonly RouteMatch[] {
  const byDestination = new Map<Prefix, RouteMatch[]>();
  for (const entry of entries) {
    const { destination } = entry.range;
    const same = byDestination.get(destination);
    if (same === undefined) byDestination.set(destination, [entry]);
    else same.push(entry);
  }
  const lengths = [...new Set([...byDestination.keys()].map((prefix) => bitsOf(prefix).length))].sort((a, b) => a - b);
  return (prefix) => {
    const address = prefix.slice(0, prefix.lastIndexOf('/'));
    const own = bitsOf(prefix).length;
    return lengths
      .filter((length) => length <= own)
      .flatMap((length) => {
        const parsed = parsePrefix(`${address}/${length}`);
        return parsed.state === 'malformed' ? [] : (byDestination.get(parsed.prefix) ?? []);
      });
  };
}
