import type { Baseline } from '../baseline/baseline.ts';
import type { Decision, ScannedRows } from '../collect/decision.ts';
import type { FlappingDestination } from '../collect/snapshot.ts';
import { type Route, type RouteType, routeTypes } from '../routing/route.ts';
import { keyOf, type TableDestination } from '../routing/table.ts';
import { countStanding } from './countStanding.ts';
import type { RouteFinding } from './finding.ts';
import { type Judgement, judgeDestinations } from './judgeDestinations.ts';
import { massChangeOf } from './massChange.ts';

/**
 * Confirm before alarming. A drift is reported only if two scans of the run show the same one (three, where so much is
 * gone that the collector may be at fault), and a missing route only if no scan saw it. What one scan shows and another
 * does not came and went: it is flapping. A new drift in the latest scan asks for another scan.
 *
 * What is decided is again a list of rows: those of the latest scan, but for destinations that are decided by an earlier
 * one. Hence an audit of them, now or of a saved snapshot, finds exactly what was confirmed.
 */
export function confirm(baseline: Baseline, type: RouteType, scans: readonly ScannedRows[]): Decision {
  const only = withoutRoutesOf(otherType(type), baseline);
  const judged = scans.map((scan) => judgeTable(only, type, scan));
  const latest = judged.at(-1);
  if (latest === undefined) return { state: 'read-again', because: 'nobody looked', inQuestion: [] };
  const needed = judged.some(({ massChange }) => massChange) ? 3 : 2;
  const drifting = new Map(judged.flatMap(({ findings }) => [...findings]));
  const decisions = [...drifting].map(([key, finding]) => ({ key, finding, ...decide(key, judged, needed) }));
  const open = decisions.filter(({ scan }) => scan === null);
  const counted = countDecided(judged, needed);
  if (open.length > 0 || !counted) {
    const keys = new Set(open.map(({ key }) => key));
    const inQuestion = counted ? latest.rows.filter((row) => keys.has(keyOf(row))) : latest.rows;
    const what = open.length === 0 ? 'the number of routes' : latest.massChange ? 'a mass change' : 'drift';
    return { state: 'read-again', because: `${what} is to be seen again`, inQuestion };
  }
  const elsewhere = new Map(
    decisions.flatMap(({ key, scan }) => (scan === null || scan === latest ? [] : [[key, scan]])),
  );
  const earlier = [...elsewhere].flatMap(([key, scan]) => scan.rows.filter((row) => keyOf(row) === key));
  const routes = [...latest.rows.filter((row) => !elsewhere.has(keyOf(row))), ...earlier];
  const flapping = decisions.filter((one) => one.isFlapping).map(({ key, finding }) => flap(key, finding, judged));
  return { state: 'decided', routes, flapping };
}

interface JudgedScan {
  readonly rows: readonly Route[];
  readonly whole: boolean;
  /** By destination within its table. */
  readonly findings: ReadonlyMap<string, RouteFinding>;
  readonly massChange: boolean;
  readonly count: 'in bounds' | 'below' | 'above';
}

function judgeTable(baseline: Baseline, type: RouteType, { routes: rows, length, whole }: ScannedRows): JudgedScan {
  const judgement: Judgement = judgeDestinations(baseline, rows);
  const findings = new Map(judgement.findings.map((finding) => [keyOf(finding), finding]));
  const massChange = massChangeOf(type, judgement) !== null;
  return { rows, whole, findings, massChange, count: countStanding(baseline.policies[type].count, length) };
}

/** The scan that decides about a destination: null where another one is needed. */
function decide(
  key: string,
  judged: readonly JudgedScan[],
  needed: number,
): { readonly scan: JudgedScan | null; readonly isFlapping: boolean } {
  const conforming = judged.filter((scan) => driftIn(scan, key) === null);
  const confirmed = judged.findLast((scan) => {
    const drift = driftIn(scan, key);
    // In no scan as it should be, so the route that is expected is missing, whatever stood there before.
    if (drift === null || (drift === missing && conforming.length > 0)) return false;
    return judged.filter((other) => driftIn(other, key) === drift).length >= needed;
  });
  if (confirmed !== undefined) return { scan: confirmed, isFlapping: false };
  const calm = conforming.findLast((scan) => scan.whole || isThere(scan, key));
  const latest = judged.at(-1);
  const drift = latest === undefined ? null : driftIn(latest, key);
  // All gone at once is not for one scan to say, nor to be passed over; nor what was there as something else before.
  const onlyGone = judged.every((scan) => [null, missing].includes(driftIn(scan, key)));
  const gone = drift === missing && latest?.massChange === false && onlyGone;
  const cameAndWent = calm !== undefined && (drift === null || gone);
  return { scan: cameAndWent ? calm : null, isFlapping: cameAndWent };
}

/** A row that came was there; one that did not may have moved, where rows came or went. */
function isThere({ rows }: JudgedScan, key: string): boolean {
  return rows.some((row) => keyOf(row) === key);
}

const missing = 'missing-route []';

/** The drift in words that are equal exactly where it is the same one; a route put back since is still the same drift. */
function driftIn(scan: JudgedScan, key: string): string | null {
  const finding = scan.findings.get(key);
  if (finding === undefined) return null;
  const actual = (finding.actual ?? []).map(({ createTime: _, ...stated }) => JSON.stringify(stated));
  return `${finding.kind} [${[...new Set(actual)].sort().join()}]`;
}

/** The number of routes may differ from scan to scan; on which side it is out of bounds must be seen as often as a drift. */
function countDecided(judged: readonly JudgedScan[], needed: number): boolean {
  const latest = judged.at(-1)?.count;
  return latest === 'in bounds' || judged.filter(({ count }) => count === latest).length >= needed;
}

function flap(key: string, { type, source, destination }: TableDestination, judged: readonly JudgedScan[]) {
  const outcomes = judged.map(({ findings }) => findings.get(key)?.kind ?? 'no-drift');
  return { type, source, destination, outcomes } satisfies FlappingDestination;
}

function otherType(type: RouteType): RouteType {
  return routeTypes.find((other) => other !== type) ?? type;
}

/** So that one table can be judged alone: nothing is expected of the other one. */
function withoutRoutesOf(type: RouteType, baseline: Baseline): Baseline {
  const policies = { ...baseline.policies, [type]: { ...baseline.policies[type], routes: [] } };
  return { ...baseline, policies };
}
