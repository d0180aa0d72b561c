import type { RouteFinding } from '../audit/finding.ts';
import type { AuditedConnection, TableDestination } from '../audit/result.ts';
import { isRouteFinding } from '../audit/standing.ts';
import { parsePrefix } from '../routing/prefix.ts';
import { anyValue, attributes } from '../routing/route.ts';
import { sortByDestination } from '../routing/table.ts';
import { padTo, widest } from './layout.ts';
import { field } from './neutralise.ts';
import { describeClaim, describeRoute, tableName } from './routeWords.ts';
import { type LineDiff, unifiedDiff } from './unifiedDiff.ts';

/**
 * A connection's route list as the baseline wants it against the list as it is, one route a line, in the order of
 * `sortByDestination`. What the baseline leaves open is written as it is on both sides, so that only drift differs.
 */
export function routeDiff(connection: AuditedConnection): LineDiff {
  const entries = sorted([
    ...connection.inSync.map((route) => same(route, '')),
    ...connection.allowed.map((route) => same(route, '  (allowed)')),
    ...connection.findings.filter(isRouteFinding).map(different),
  ]);
  const tableColumns = widest(entries.map(tableName), 20);
  const destinationColumns = widest(
    entries.map(({ destination }) => field(destination)),
    43,
  );
  const list = (side: 'expected' | 'actual') =>
    entries.flatMap((entry) => {
      const head = `${padTo(tableName(entry), tableColumns)}  ${padTo(field(entry.destination), destinationColumns)}`;
      return entry[side].map((route) => `${head}  ${route}`);
    });
  return unifiedDiff(list('expected'), list('actual'));
}

interface Entry extends TableDestination {
  readonly expected: readonly string[];
  readonly actual: readonly string[];
}

function same(route: AuditedConnection['allowed'][number], remark: string): Entry {
  const lines = route.actual.map((actual) => describeRoute(actual, route) + remark);
  return { ...tableOf(route), expected: lines, actual: lines };
}

function different(finding: RouteFinding): Entry {
  const claims = finding.expected ?? [];
  const asserted = attributes.filter((attribute) => claims.some((claim) => claim[attribute] !== anyValue));
  const only = claims.length === 0 ? attributes : asserted;
  const remark = finding.waiver === null ? '' : `  (waived by ${field(finding.waiver.id)})`;
  return {
    ...tableOf(finding),
    expected: claims.map((claim) => describeClaim(claim) + remark),
    actual: (finding.actual ?? []).map((actual) => describeRoute(actual, finding, only) + remark),
  };
}

function tableOf({ type, source, destination }: TableDestination): TableDestination {
  return { type, source, destination };
}

/** A saved result may hold what is no prefix; it goes last instead of bringing the report down. */
function sorted(entries: readonly Entry[]): Entry[] {
  const isCanonical = ({ destination }: Entry) => parsePrefix(destination).state === 'canonical';
  return [...sortByDestination(entries.filter(isCanonical)), ...entries.filter((entry) => !isCanonical(entry))];
}
