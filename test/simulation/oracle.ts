import type { Finding } from '../../src/audit/finding.ts';
import type { Verdict } from '../../src/audit/result.ts';
import { fails } from '../../src/audit/verdict.ts';
import type { Prefix } from '../../src/routing/prefix.ts';
import type { Route } from '../../src/routing/route.ts';
import { type Cast, partLengths } from './cast.ts';
import type { SizeLimits } from './churn.ts';
import type { Plan } from './plan.ts';
import type { TrueTable } from './trueTable.ts';

/**
 * What the audit of one run must and must not say, from the history of the true table alone: from the first request
 * (less what the replica lags behind) to the last, every version counts, also those between two requests.
 *
 * Persistent drift: a destination that differs from the baseline in every version, in the same way. It must be a
 * failing finding, unless the connection is unchecked; anything else is a wrong green. So is `in-sync` where a
 * destination never conformed, though in ways that vary. A route that is put back was gone in between: no drift that
 * persists.
 *
 * Phantom red: a failing finding about a destination that conformed in every version, or that says of it what was so
 * in none. A finding about what came and went, and was so at some time of the run, is neither; nor is its absence. (Two
 * versions of such a destination may come in one scan, and are two routes then: one of them must be drift.)
 *
 * The number of routes is judged likewise, as the size of the table in every version.
 */
export interface OracleWord {
  readonly wrongGreens: readonly string[];
  readonly phantomReds: readonly string[];
}

export interface Rules {
  readonly plan: Plan;
  readonly cast: Cast;
  /** Of the baseline; null: none. */
  readonly limits: SizeLimits | null;
}

export function askOracle(
  { plan, cast, limits }: Rules,
  table: TrueTable,
  verdict: Verdict,
  findings: readonly Finding[],
): OracleWord {
  const failing = findings.filter((finding) => fails(finding, 'warning'));
  const expected = new Set(cast.expected);
  const wrongGreens: string[] = [];
  const phantomReds: string[] = [];
  const found = new Map<Prefix, string[]>();
  for (const finding of failing) {
    if (!('destination' in finding)) continue;
    const routes = 'actual' in finding ? finding.actual : null;
    const said = routes === null ? ['absent'] : routes.map(({ weight, state }) => `${weight} ${state}`);
    found.set(finding.destination, said);
  }
  for (const destination of new Set([...expected, ...table.destinations, ...found.keys()])) {
    const versions = table.historyOf(destination);
    const differences = new Set(versions.map((route) => difference(plan, expected, destination, route)));
    const said = found.get(destination) ?? [];
    const persists = differences.size === 1 && !differences.has(null);
    if (persists && verdict !== 'incomplete' && said.length === 0) {
      wrongGreens.push(`${destination} was ${[...differences].join()} throughout`);
    } else if (!differences.has(null) && verdict === 'in-sync') {
      wrongGreens.push(`${destination} never was as it should be`);
    }
    if (said.length > 0 && !said.some((one) => differences.has(one))) {
      phantomReds.push(`${destination} never was ${said.join(' and ')} (${[...differences].join()})`);
    }
  }
  const { fewest, most } = table.sizes;
  const bounds = {
    fewest: limits?.fewest ?? 0,
    most: limits?.most ?? Number.POSITIVE_INFINITY,
  };
  const counted = failing.some(({ kind }) => kind === 'count-out-of-bounds');
  if (counted && fewest >= bounds.fewest && most <= bounds.most) {
    phantomReds.push(`there always were ${fewest} to ${most} routes`);
  }
  if (!counted && verdict !== 'incomplete' && (most < bounds.fewest || fewest > bounds.most)) {
    wrongGreens.push(`there always were ${fewest} to ${most} routes, out of bounds`);
  }
  return { wrongGreens, phantomReds };
}

/** null: as the baseline wants it. */
function difference(
  plan: Plan,
  expected: ReadonlySet<Prefix>,
  destination: Prefix,
  route: Route | null,
): string | null {
  if (expected.has(destination)) {
    if (route === null) return 'absent';
    const right = plan.type === 'custom' ? route.weight === 100 : route.state === 'Active';
    return right ? null : `${route.weight} ${route.state}`;
  }
  if (route === null) return null;
  const length = Number(destination.split('/')[1]);
  const permitted = plan.unexpected === 'allow' ? length !== partLengths.forbidden : length === partLengths.permitted;
  return permitted ? null : `${route.weight} ${route.state}`;
}
