import { formatRange } from '../routing/range.ts';
import type { RouteMatch } from './baseline.ts';
import type { MatchDocument } from './baselineDocument.ts';
import { parseRange } from './parseRange.ts';
import { type Reading, reportTwice } from './reading.ts';

/** The entries of an `allow` or `forbid` list; the ones with a problem are left out. */
export function parseMatches(
  reading: Reading,
  pointer: string,
  entries: readonly MatchDocument[],
): readonly RouteMatch[] {
  const matches = entries.flatMap((entry, i): RouteMatch[] => {
    const range = parseRange(reading, `${pointer}/${i}`, entry);
    if (range === null) return [];
    return [{ range, source: entry.source ?? null, at: reading.places.at(`${pointer}/${i}`) }];
  });
  reportTwice(reading, matches, describeMatch, (match) => `entry ${describeMatch(match)}`);
  return matches;
}

/** Unique for what the entry matches. */
export function describeMatch({ range, source }: RouteMatch): string {
  return source === null ? formatRange(range) : `${formatRange(range)} from ${source}`;
}
