import type { Finding, RouteFinding } from '../audit/finding.ts';
import { isWaived } from '../audit/verdict.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { DocumentEdit, Insertion } from '../document/documentEdit.ts';
import { sortByDestination } from '../routing/table.ts';

/** What the new waivers say. */
export interface WaiverTerms {
  readonly reason: string;
  readonly owner: string;
  /** The last valid day, as `2026-12-31`. */
  readonly expires: string;
}

/**
 * A waiver for each destination and route type among these findings, all of one connection, in place of what accepting
 * them would change. Findings that no waiver can cover are passed over. Ids are of the day, such as `accepted-2026-11-23-1`.
 */
export function waiveFindings(
  baseline: Baseline,
  findings: readonly Finding[],
  terms: WaiverTerms,
  today: string,
): DocumentEdit {
  const waived = sortByDestination(findings.filter(isWaivable));
  const taken = new Set(baseline.waivers.map(({ id }) => id));
  let number = 0;
  const nextId = () => {
    do number += 1;
    while (taken.has(`accepted-${today}-${number}`));
    return `accepted-${today}-${number}`;
  };
  const places = [...new Set(waived.map(({ type, destination }) => `${type} ${destination}`))];
  const inserted = places.flatMap((place): Insertion[] => {
    const own = waived.filter(({ type, destination }) => `${type} ${destination}` === place);
    const [first] = own;
    if (first === undefined) return [];
    const { destination, type } = first;
    const kinds = [...new Set(own.map(({ kind }) => kind))];
    const { reason, owner, expires } = terms;
    const entries = Object.entries({ id: nextId(), destination, type, kinds, reason, owner, expires });
    return [{ after: baseline.waivers.length - 1, entries }];
  });
  return { lists: inserted.length === 0 ? [] : [{ path: ['waivers'], removed: new Set(), inserted }], keys: [] };
}

export function isWaivable(finding: Finding): finding is RouteFinding {
  return 'destination' in finding && 'waiver' in finding && !isWaived(finding);
}
