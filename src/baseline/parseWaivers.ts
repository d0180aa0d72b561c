import { quote } from '../document/quote.ts';
import { bitsOf } from '../routing/prefix.ts';
import type { PrefixRange } from '../routing/range.ts';
import { type WaivableKind, type Waiver, waivableKinds } from './baseline.ts';
import type { WaiverDocument } from './baselineDocument.ts';
import { parseRange } from './parseRange.ts';
import { type Reading, report, reportTwice } from './reading.ts';

/** A forbidden route is waived only by who says so. */
const kindsByDefault: readonly WaivableKind[] = waivableKinds.filter((kind) => kind !== 'forbidden-route');

/** The shortest prefix length that a waiver with a range may have: 10.0.0.0/8 and fc00::/7 are networks, 0.0.0.0/1 is none. */
const shortestRange = { 4: 8, 6: 7 } as const;

/** The waivers of a file, in its order; the ones with a problem are left out. */
export function parseWaivers(reading: Reading, entries: readonly WaiverDocument[]): readonly Waiver[] {
  const ids = entries.map(({ id }, i) => ({ id, at: reading.places.at(`/waivers/${i}/id`) }));
  reportTwice(
    reading,
    ids,
    ({ id }) => id,
    ({ id }) => `waiver ${quote(id)}`,
  );
  return entries.flatMap((entry, i): Waiver[] => {
    const pointer = `/waivers/${i}`;
    const range = parseRange(reading, pointer, entry);
    const isDay = checkDay(reading, `${pointer}/expires`, entry.expires);
    if (range !== null) checkBreadth(reading, `${pointer}/destination`, range);
    if (range === null || !isDay) return [];
    const { id, type, kinds, reason, owner, expires } = entry;
    const at = reading.places.at(pointer);
    return [{ id, range, type: type ?? null, kinds: kinds ?? kindsByDefault, reason, owner, expires, at }];
  });
}

/** `Date` rolls 2026-02-30 over into March, so that the day that comes back is another one. */
function checkDay(reading: Reading, pointer: string, text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
  if (!isDay) report(reading, pointer, `expires ${text} is no day of the calendar; write a day such as 2026-12-31`);
  return isDay;
}

/** A waiver over everything would turn every drift green. */
function checkBreadth(reading: Reading, pointer: string, { destination, ge, le }: PrefixRange): void {
  const { family, length } = bitsOf(destination);
  const least = shortestRange[family];
  if ((ge === length && le === length) || length >= least) return;
  const message = `a waiver with ge or le must stay inside one /${least} or longer prefix; ${destination} covers too much`;
  report(reading, pointer, message);
}
