import { expectedDestinations } from '../audit/judgeDestinations.ts';
import type { Baseline, RouteMatch, Waiver } from '../baseline/baseline.ts';
import { formatRange } from '../routing/range.ts';
import { routeTypes } from '../routing/route.ts';
import { compareText } from '../routing/table.ts';
import { describeLimits } from './findingWords.ts';
import { padTo, widest } from './layout.ts';
import { field } from './neutralise.ts';
import { describeClaim, tableName } from './routeWords.ts';

/**
 * What two baselines say, one line a route or rule, in one order and with the same columns, so that only what differs
 * does. null has no lines.
 */
export function canonicalTables(
  base: Baseline | null,
  head: Baseline | null,
): readonly [base: readonly string[], head: readonly string[]] {
  const [from, to] = [rowsOf(base), rowsOf(head)];
  const all = [...from, ...to];
  const columns = [
    widest(
      all.map(([first]) => first),
      20,
    ),
    widest(
      all.map(([, second]) => second),
      43,
    ),
  ] as const;
  const lineOf = ([first, second, rest]: Row) =>
    `${padTo(first, columns[0])}  ${padTo(second, columns[1])}  ${rest}`.trimEnd();
  return [from.map(lineOf), to.map(lineOf)];
}

type Row = readonly [table: string, subject: string, rest: string];

function rowsOf(baseline: Baseline | null): readonly Row[] {
  if (baseline === null) return [];
  const { account, transitRouter, policies, waivers, lint } = baseline;
  const routes = expectedDestinations(baseline).flatMap((entry) =>
    entry.expected
      .map(describeClaim)
      .sort()
      .map((claim): Row => [tableName(entry), field(entry.destination), claim]),
  );
  const rules = routeTypes.flatMap((type): Row[] => {
    const { unexpected, allow, forbid, count } = policies[type];
    return [
      [type, 'unexpected', unexpected],
      ...allow
        .map(matchWords)
        .sort()
        .map((match): Row => [type, 'allow', match]),
      ...forbid
        .map(matchWords)
        .sort()
        .map((match): Row => [type, 'forbid', match]),
      ...(count === null ? [] : [[type, 'count', describeLimits(count)] as const]),
    ];
  });
  const connection = [
    ['transit router', transitRouter],
    ['account', account],
  ] as const;
  return [
    ...routes,
    ...rules,
    ...connection.flatMap(([what, name]): Row[] => (name === null ? [] : [['connection', what, field(name)]])),
    ...waivers
      .map((waiver): Row => ['waiver', field(waiver.id), waiverWords(waiver)])
      .sort(([, a], [, b]) => compareText(a, b)),
    ...lint
      .map(
        ({ code, destination, reason }): Row => ['lint off', code, `${destination ?? 'all of it'}: ${field(reason)}`],
      )
      .sort(([, a, of], [, b, to]) => compareText(a, b) || compareText(of, to)),
  ];
}

/** `10.0.0.0/8 ge 8 le 24 from CLOUD`. */
export function matchWords({ range, source }: RouteMatch): string {
  return `${formatRange(range)}${source === null ? '' : ` from ${source}`}`;
}

/** What it accepts, until when, and whose it is. */
export function waiverWords({ range, type, kinds, expires, owner, reason }: Waiver): string {
  const what = `${formatRange(range)}${type === null ? '' : `, ${type} only`}, ${[...kinds].sort().join(' ')}`;
  return `${what}, until ${expires}, owner ${field(owner)}: ${field(reason)}`;
}
