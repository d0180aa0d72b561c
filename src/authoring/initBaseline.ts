import { auditConnection } from '../audit/audit.ts';
import type { ActualRoute } from '../audit/finding.ts';
import { parseBaseline } from '../baseline/parseBaseline.ts';
import type { ReadConnection } from '../collect/snapshot.ts';
import type { KeyValue } from '../document/documentEdit.ts';
import { yamlScalar } from '../document/yamlScalar.ts';
import { flowMapping } from '../document/yamlText.ts';
import { bitsOf, type Prefix } from '../routing/prefix.ts';
import { type Route, type RouteType, routeTypes, type Source, sources } from '../routing/route.ts';
import { isSameDestination, sortRoutes, type TableDestination } from '../routing/table.ts';
import type { AboutConnection } from './aboutConnection.ts';
import { claimsFor } from './claimsFor.ts';
import { routeEntry } from './routeEntry.ts';
import { summarise } from './summarise.ts';

export interface InitOptions {
  /** Each BGP route by itself, however many there are. */
  readonly exact: boolean;
  /** Where an editor finds schemas/baseline.schema.json, as seen from the new file. */
  readonly schema: string;
}

/** A BGP table of more routes is summarised. */
const mostBgpRoutes = 50;

/**
 * A baseline for what was read, so that an audit of the same has no finding (flapping aside, which is about the reading
 * and not about the baseline). That it is so is seen to: anything else is a bug and throws.
 */
export function initBaseline(connection: ReadConnection, about: AboutConnection, options: InitOptions): string {
  const text = [
    `# yaml-language-server: $schema=${options.schema}`,
    'version: 1',
    `connection: ${connection.connectionId}`,
    `region: ${connection.region}`,
    ...Object.entries(about).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${yamlScalar(value)}`])),
    ...routeTypes.flatMap((type) => sectionLines(type, connection, options)),
    '',
  ].join('\n');
  const parsed = parseBaseline('baseline', new TextEncoder().encode(text));
  if (parsed.state === 'refused') {
    throw new Error(`the new baseline is refused: ${parsed.problems.map(({ message }) => message).join('; ')}`);
  }
  const audited = auditConnection(parsed.baseline, { ...connection, flapping: [] }, new Date(0));
  if (audited.state !== 'audited' || audited.findings.length > 0) throw new Error('the new baseline is not in sync');
  return text;
}

/** Without routes there is no section, which expects none. */
function sectionLines(type: RouteType, { connectionId, routes, completeness }: ReadConnection, options: InitOptions) {
  const destinations = groupByDestination(routes.filter((route) => route.type === type));
  if (destinations.length === 0) return [];
  const tableOf = (source: string | null) => destinations.filter((one) => one.source === source);
  const isSummarised = ({ source }: TableDestination) =>
    type === 'bgp' && !options.exact && tableOf(source).length > mostBgpRoutes;
  // An entry of `routes` names a source that the format knows; a source of another name can only be allowed.
  const isKnown = ({ source }: TableDestination) => type === 'custom' || sources.some((known) => known === source);
  const listed = destinations.filter((one) => isKnown(one) && !isSummarised(one));
  const entries = listed.flatMap((one) =>
    claimsFor(type, one.actual).map((claim) => flowMapping(routeEntry(one, claim, connectionId))),
  );
  const summarised = sources.filter((source) => tableOf(source).some(isSummarised));
  const nameless = new Set(destinations.filter((one) => !isKnown(one)).map(({ destination }) => destination));
  const allowed = [
    ...summarised.flatMap((source) => [
      `    # ${tableOf(source).length} routes in all. Which of them are there is not compared; init --exact writes each.`,
      ...allowEntries(
        source,
        tableOf(source).map(({ destination }) => destination),
      ),
    ]),
    ...[...nameless].map((destination) => `    - ${flowMapping([['destination', destination]])}`),
  ];
  const half = Math.floor(completeness[type].listed / 2);
  return [
    `${type}:`,
    ...(entries.length === 0 ? [] : ['  routes:', ...entries.map((entry) => `    - ${entry}`)]),
    ...(allowed.length === 0 ? [] : ['  allow:', ...allowed]),
    ...(summarised.length > 0 && half > 0 ? [`  count: { min: ${half} } # half of what was there`] : []),
  ];
}

function allowEntries(source: Source, prefixes: readonly Prefix[]): readonly string[] {
  return summarise(prefixes).map(({ destination, le }) => {
    const range: readonly KeyValue[] = le === bitsOf(destination).length ? [] : [['le', le]];
    return `    - ${flowMapping([['destination', destination], ...range, ['source', source]])}`;
  });
}

interface DestinationRoutes extends TableDestination {
  readonly actual: readonly ActualRoute[];
}

function groupByDestination(routes: readonly Route[]): readonly DestinationRoutes[] {
  const groups: (DestinationRoutes & { readonly actual: ActualRoute[] })[] = [];
  for (const route of sortRoutes(routes)) {
    const last = groups.at(-1);
    if (last !== undefined && isSameDestination(last, route)) last.actual.push(route);
    else groups.push({ type: route.type, source: route.source, destination: route.destination, actual: [route] });
  }
  return groups;
}
