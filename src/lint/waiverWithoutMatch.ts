import type { Baseline, WaivableKind, Waiver } from '../baseline/baseline.ts';
import { formatRange, prefixRange } from '../routing/range.ts';
import { type RouteType, routeTypes, type Source, sources } from '../routing/route.ts';
import { aboutWaiver } from './finding.ts';
import { indexRanges, type RangeIndex } from './indexRanges.ts';
import type { LintRule } from './rule.ts';

/**
 * A waiver that can match no finding, whatever routes there are. A missing or changed route is an expected one and a
 * forbidden one is in `forbid`, so those must be declared. An unexpected route never is: it can be anything in the range
 * that is not permitted, not forbidden, and not the one destination that is expected.
 */
export const waiverWithoutMatchRule: LintRule<'RD108'> = ({ baselines }) =>
  baselines
    .filter(({ waivers }) => waivers.length > 0)
    .flatMap((baseline) => {
      const tables = routeTypes.flatMap((type) => tablesOf(baseline, type));
      return baseline.waivers
        .filter((waiver) => !tables.some((table) => canMatch(waiver, table)))
        .map((waiver) => aboutWaiver('RD108', baseline, waiver, describe(waiver)));
    });

/** What the file says of one table: `custom`, or `bgp` from one source. */
interface DeclaredTable {
  readonly type: RouteType;
  readonly expected: RangeIndex;
  readonly allow: RangeIndex;
  readonly forbid: RangeIndex;
  readonly permitsAll: boolean;
}

function tablesOf({ policies }: Baseline, type: RouteType): readonly DeclaredTable[] {
  const { routes, allow, forbid, unexpected } = policies[type];
  const tables: readonly (Source | null)[] = { custom: [null], bgp: sources }[type];
  return tables.map((source) => {
    const isHere = (entry: { readonly source: Source | null }) => entry.source === null || entry.source === source;
    const rangesOf = (entries: typeof allow) => entries.filter(isHere).map(({ range }) => range);
    return {
      type,
      expected: indexRanges(
        routes.filter(isHere).map(({ destination }) => prefixRange(destination, undefined, undefined)),
      ),
      allow: indexRanges(rangesOf(allow)),
      forbid: indexRanges(rangesOf(forbid)),
      permitsAll: unexpected === 'allow',
    };
  });
}

function canMatch({ type, kinds, range }: Waiver, table: DeclaredTable): boolean {
  if (type !== null && type !== table.type) return false;
  const can = {
    'missing-route': () => table.expected.overlaps(range),
    'changed-route': () => table.expected.overlaps(range),
    'forbidden-route': () => table.forbid.overlaps(range),
    'unexpected-route': () =>
      !table.permitsAll && ![table.allow, table.forbid, table.expected].some((index) => index.includes(range)),
  } satisfies Record<WaivableKind, () => boolean>;
  return kinds.some((kind) => can[kind]());
}

const reasons = {
  'missing-route': 'no expected route is in it',
  'changed-route': 'no expected route is in it',
  'unexpected-route': 'no route in it can be unexpected',
  'forbidden-route': 'no entry of forbid meets it',
} as const satisfies Record<WaivableKind, string>;

function describe({ id, type, kinds, range }: Waiver): string {
  const where = type === null ? formatRange(range) : `${formatRange(range)} of ${type}`;
  const why = [...new Set(kinds.map((kind) => reasons[kind]))].join(', ');
  return `waiver ${id} over ${where} can match nothing: ${why}; correct it, or remove it`;
}
