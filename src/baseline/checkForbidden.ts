import { formatPlace } from '../document/place.ts';
import { rangeIncludes, rangeMatches } from '../routing/range.ts';
import type { Source } from '../routing/route.ts';
import type { ExpectedRoute, RouteMatch } from './baseline.ts';
import { coveringEntries } from './coveringEntries.ts';
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
