import type { Baseline, RouteMatch } from '../baseline/baseline.ts';
import { coveringEntries } from '../baseline/coveringEntries.ts';
import { rangeMatches } from '../routing/range.ts';
import { type Source, sources } from '../routing/route.ts';
import { aboutRoute, type LintFinding } from './finding.ts';
import type { LintRule } from './rule.ts';

/**
 * `allow` in `bgp` repeats the prefix list of a router, and an expected route that it does not match is one that the
 * router would filter. A list without a word on a source says nothing of the routes from there.
 */
export const outsideAllowRule: LintRule<'RD109'> = ({ baselines }) =>
  baselines.flatMap((baseline) => sources.flatMap((source) => outside(baseline, source)));

function outside(baseline: Baseline, source: Source): readonly LintFinding<'RD109'>[] {
  const { routes, allow } = baseline.policies.bgp;
  const entries = allow.filter((entry) => concerns(entry, source));
  if (entries.length === 0) return [];
  const covering = coveringEntries(entries);
  return routes.flatMap((route) => {
    const { destination } = route;
    if (route.source !== source) return [];
    if (covering(destination).some(({ range }) => rangeMatches(range, destination))) return [];
    const message = `${destination} from ${source} is expected and outside allow: no entry for ${source} matches it; widen an entry, or remove the route`;
    return [aboutRoute('RD109', { baseline, type: 'bgp', route }, message)];
  });
}

function concerns(entry: RouteMatch, source: Source): boolean {
  return entry.source === null || entry.source === source;
}
