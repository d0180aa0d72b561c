import type { TurnedOffLint } from './baseline.ts';
import type { TurnedOffLintDocument } from './baselineDocument.ts';
import { parseDestination } from './parseRange.ts';
import { type Reading, reportTwice } from './reading.ts';

/** What the file turns off of lint, in its order; the ones with a problem are left out. */
export function parseLint(reading: Reading, entries: readonly TurnedOffLintDocument[]): readonly TurnedOffLint[] {
  const parsed = entries.flatMap((entry, i): TurnedOffLint[] => {
    const pointer = `/lint/${i}`;
    const { code, reason } = entry;
    const destination =
      entry.destination === undefined ? null : parseDestination(reading, `${pointer}/destination`, entry.destination);
    if (entry.destination !== undefined && destination === null) return [];
    return [{ code, destination, reason, at: reading.places.at(pointer) }];
  });
  reportTwice(reading, parsed, describeTurnedOff, (entry) => `turning off ${describeTurnedOff(entry)}`);
  return parsed;
}

/** Unique in a file: `RD103 for 10.0.0.0/8`, or `RD103` for all of it. */
export function describeTurnedOff({ code, destination }: Pick<TurnedOffLint, 'code' | 'destination'>): string {
  return destination === null ? code : `${code} for ${destination}`;
}
