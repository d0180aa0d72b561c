import type { Finding, Impact, Severity } from '../audit/finding.ts';
import type { ConnectionResult } from '../audit/result.ts';
import { isRouteFinding, standingOf } from '../audit/standing.ts';
import type { Place } from '../document/place.ts';
import { describeSides } from './describeSides.ts';
import * as findingWords from './findingWords.ts';
import { field, markdownCode, markdownProse } from './neutralise.ts';
import { tableName } from './routeWords.ts';
import * as words from './words.ts';

/** Name and path, as code, for they are other people's words. */
export function connectionTitle(connection: Pick<ConnectionResult, 'region' | 'connectionId' | 'name'>): string {
  const path = markdownCode(words.connectionPath(connection));
  return connection.name === null ? path : `${markdownCode(field(connection.name))} · ${path}`;
}

export function place(at: Place): string {
  return markdownCode(words.describePlace(at));
}

/** The destination, with what the baseline says about it, and the table it stands in. */
export function subjectCells(finding: Finding): [destination: string, table: string] {
  switch (finding.kind) {
    case 'missing-route':
    case 'unexpected-route':
    case 'changed-route':
    case 'forbidden-route':
      return destinationCells(finding);
    case 'failover-flipped':
    case 'two-active':
    case 'no-active':
    case 'standby-missing':
      return destinationCells({ ...finding, description: null });
    case 'count-out-of-bounds':
    case 'mass-change':
      return ['all', finding.type];
    case 'flapping':
      return destinationCells({ ...finding, description: null });
    case 'expired-waiver':
    case 'unused-waiver':
      return [`waiver ${markdownCode(field(finding.waiver.id))}`, ''];
  }
}

type Described = Parameters<typeof tableName>[0] & {
  readonly destination: string;
  readonly description: string | null;
};

export function destinationCells(route: Described): [destination: string, table: string] {
  const about = route.description === null ? '' : `<br>${markdownProse(field(route.description))}`;
  return [markdownCode(field(route.destination)) + about, markdownProse(tableName(route))];
}

/** Outcome, destination, table, expected, actual, baseline. */
export function findingCells(finding: Finding, failOn: Severity): string[] {
  return [
    outcomeCell(finding, failOn),
    ...subjectCells(finding),
    ...describeSides(finding).map(markdownProse),
    place(finding.at),
  ];
}

function outcomeCell(finding: Finding, failOn: Severity): string {
  const outcome = findingWords.outcomeWords[finding.kind];
  const impact = 'impact' in finding ? impactCells[finding.impact] : '';
  if (isRouteFinding(finding) && finding.partOf !== null) {
    return `↳ ${outcome}<br>${markdownProse(findingWords.describePart(finding.partOf))}`;
  }
  const tolerated = standingOf(finding, failOn) === 'tolerated';
  return `${tolerated ? `⚠️ ${outcome} (${finding.severity}, tolerated)` : `❌ ${outcome}`}${impact}`;
}

const impactCells = {
  'traffic-changes': '',
  'no-forwarding-change': '<br>no forwarding change',
  'not-evaluated': '<br>forwarding not evaluated',
} as const satisfies Record<Impact, string>;
