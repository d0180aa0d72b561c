import { quote } from '../document/quote.ts';
import { addressBits, bitsOf, type Prefix, parsePrefix } from '../routing/prefix.ts';
import { type PrefixRange, prefixRange } from '../routing/range.ts';
import type { RangeDocument } from './baselineDocument.ts';
import { type Reading, report } from './reading.ts';

/** A canonical prefix, or null after saying what to write instead: nothing is corrected silently. */
export function parseDestination(reading: Reading, pointer: string, text: string): Prefix | null {
  const parsed = parsePrefix(text);
  switch (parsed.state) {
    case 'canonical':
      return parsed.prefix;
    case 'denormal':
      report(reading, pointer, `destination ${quote(text)}: ${parsed.reason}; write ${parsed.prefix}`);
      return null;
    case 'malformed': {
      const hint = parsed.suggestion === null ? 'write a prefix such as 10.0.0.0/8' : `write ${parsed.suggestion}`;
      report(reading, pointer, `destination ${quote(text)}: ${parsed.reason}; ${hint}`);
      return null;
    }
  }
}

/** `destination`, `ge` and `le` of an entry; null after a problem. Bounds: own length ≤ ge ≤ le ≤ 32 or 128. */
export function parseRange(reading: Reading, pointer: string, entry: RangeDocument): PrefixRange | null {
  const { ge, le } = entry;
  const destination = parseDestination(reading, `${pointer}/destination`, entry.destination);
  if (destination === null) return null;
  const { family, length } = bitsOf(destination);
  const most = addressBits[family];
  const problems = reading.problems.length;
  for (const [name, bound] of Object.entries({ ge, le })) {
    if (bound === undefined || (bound >= length && bound <= most)) continue;
    const message = `${name} ${bound} does not fit ${destination}; it must be from ${length} to ${most}`;
    report(reading, `${pointer}/${name}`, message);
  }
  if (reading.problems.length === problems && ge !== undefined && le !== undefined && ge > le) {
    report(reading, `${pointer}/ge`, `ge ${ge} is over le ${le}, so nothing matches; ge must be at most le`);
  }
  return reading.problems.length === problems ? prefixRange(destination, ge, le) : null;
}
