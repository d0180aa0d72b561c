import { formatPlace } from '../document/place.ts';
import type { RouteType } from '../routing/route.ts';
import type { CountLimits, RoutePolicy } from './baseline.ts';
import type { BaselineDocument, SectionDocument } from './baselineDocument.ts';
import { checkForbidden } from './checkForbidden.ts';
import { parseMatches } from './parseMatches.ts';
import { parseRoutes } from './parseRoutes.ts';
import { type Reading, report } from './reading.ts';

/** One section of the file; an absent one expects no routes and stands where the connection does. */
export function parsePolicy(reading: Reading, type: RouteType, document: BaselineDocument): RoutePolicy {
  const section = document[type] ?? {};
  const routes = parseRoutes(reading, type, document.connection, section.routes ?? []);
  const allow = parseMatches(reading, `/${type}/allow`, section.allow ?? []);
  const forbid = parseMatches(reading, `/${type}/forbid`, section.forbid ?? []);
  checkForbidden(reading, routes, allow, forbid);
  const count =
    section.count === undefined ? null : parseCount(reading, type, section.count, section.routes?.length ?? 0);
  const at = reading.places.keyAt(document[type] === undefined ? '/connection' : `/${type}`);
  return { unexpected: section.unexpected ?? 'fail', routes, allow, forbid, count, at };
}

function parseCount(
  reading: Reading,
  type: RouteType,
  { min, max }: NonNullable<SectionDocument['count']>,
  expected: number,
): CountLimits {
  const pointer = `/${type}/count`;
  if (min !== undefined && max !== undefined && min > max) {
    report(reading, `${pointer}/min`, `min ${min} is over max ${max}; min must be at most max`);
  }
  if (reading.isWhole && max !== undefined && expected > max) {
    const routes = formatPlace(reading.places.keyAt(`/${type}/routes`));
    report(
      reading,
      `${pointer}/max`,
      `max ${max} is less than the expected routes at ${routes} (${expected}); raise it`,
    );
  }
  return { min: min ?? null, max: max ?? null, at: reading.places.keyAt(pointer) };
}
