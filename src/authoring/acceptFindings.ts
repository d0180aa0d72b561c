import type { CountFinding, Finding, RouteFinding } from '../audit/finding.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { DocumentEdit, Insertion, KeyEdit, ListEdit } from '../document/documentEdit.ts';
import { attributes, type RouteClaim, type RouteType, routeTypes, sources } from '../routing/route.ts';
import { keyOf, sortByDestination, type TableDestination } from '../routing/table.ts';
import { acceptanceOf } from './acceptance.ts';
import { acceptChanged } from './acceptChanged.ts';
import { claimsFor } from './claimsFor.ts';
import { insertionPoint } from './insertionPoint.ts';
import { routeEntry } from './routeEntry.ts';

/**
 * What has to change in a baseline's file so that these findings, all of its connection, are none any more. Those that
 * `acceptanceOf` says can't be accepted are passed over.
 */
export function acceptFindings(baseline: Baseline, findings: readonly Finding[]): DocumentEdit {
  const accepted = findings.filter((finding) => acceptanceOf(finding) === 'edit');
  const routeFindings = sortByDestination(accepted.filter(isRouteFinding));
  const sections = routeTypes.map((type) =>
    editSection(
      baseline,
      type,
      routeFindings.filter((finding) => finding.type === type),
    ),
  );
  const ids = accepted.flatMap((finding) =>
    'waiver' in finding && !('destination' in finding) ? [finding.waiver?.id] : [],
  );
  const gone = baseline.waivers.flatMap(({ id }, i) => (ids.includes(id) ? [i] : []));
  const waivers: ListEdit = { path: ['waivers'], removed: new Set(gone), inserted: [] };
  return {
    lists: [...sections.flatMap(({ lists }) => lists), waivers].filter(
      ({ removed, inserted }) => removed.size + inserted.length > 0,
    ),
    keys: [...sections.flatMap(({ keys }) => keys), ...accepted.filter(isCountFinding).map(setCount)],
  };
}

function editSection(baseline: Baseline, type: RouteType, findings: readonly RouteFinding[]): DocumentEdit {
  const { routes } = baseline.policies[type];
  const tables = routes.map(({ source, destination }) => ({ type, source, destination }));
  const indexes = new Map<string, number[]>();
  for (const [i, table] of tables.entries()) indexes.set(keyOf(table), [...(indexes.get(keyOf(table)) ?? []), i]);
  const pointFor = insertionPoint(tables);
  const keys: KeyEdit[] = [];
  const removed = new Set<number>();
  const inserted: Insertion[] = [];
  for (const finding of findings.filter(isExpressible)) {
    const own = indexes.get(keyOf(finding)) ?? [];
    const after = pointFor(finding);
    const add = (claims: readonly RouteClaim[]) => {
      for (const claim of claims) inserted.push({ after, entries: routeEntry(finding, claim, baseline.connectionId) });
    };
    switch (finding.kind) {
      case 'missing-route':
        for (const i of own) removed.add(i);
        break;
      case 'unexpected-route':
        add(claimsFor(type, finding.actual ?? []));
        break;
      case 'changed-route': {
        const edits = acceptChanged(
          own.flatMap((i) => routes[i] ?? []),
          finding,
        );
        add(edits.added);
        for (const i of own) {
          const entry = routes[i];
          if (entry !== undefined && edits.removed.includes(entry)) removed.add(i);
          const claim = edits.changed.find((one) => one.entry === entry)?.claim;
          if (entry === undefined || claim === undefined) continue;
          for (const key of attributes.filter((attribute) => claim[attribute] !== entry[attribute])) {
            keys.push({ path: [type, 'routes', i], key, value: claim[key] });
          }
        }
        break;
      }
      case 'forbidden-route':
        break;
    }
  }
  const strange = new Set(findings.filter((finding) => !isExpressible(finding)).map(({ destination }) => destination));
  const last = baseline.policies[type].allow.length - 1;
  const allowed = [...strange].map(
    (destination): Insertion => ({ after: last, entries: [['destination', destination]] }),
  );
  return {
    keys,
    lists: [
      { path: [type, 'routes'], removed, inserted: [...inserted].sort((a, b) => a.after - b.after) },
      { path: [type, 'allow'], removed: new Set(), inserted: allowed },
    ],
  };
}

/** Whether an entry of `routes` can name its table; a source that the format does not know can only be allowed. */
function isExpressible({ type, source }: TableDestination): boolean {
  return type === 'custom' || sources.some((known) => known === source);
}

function setCount({ type, limits, count }: CountFinding): KeyEdit {
  const key = limits.min !== null && count < limits.min ? 'min' : 'max';
  return { path: [type, 'count'], key, value: count };
}

function isRouteFinding(finding: Finding): finding is RouteFinding {
  return 'destination' in finding && 'waiver' in finding;
}

function isCountFinding(finding: Finding): finding is CountFinding {
  return finding.kind === 'count-out-of-bounds';
}
