import { auditConnection } from '../audit/audit.ts';
import { type Finding, type RouteFinding, severityOf } from '../audit/finding.ts';
import type { ConnectionResult } from '../audit/result.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { ConnectionSnapshot } from '../collect/snapshot.ts';
import { keyOf } from '../routing/table.ts';
import { afterChange, withdrawnKeys } from './afterChange.ts';
import { looseningsOf, nameOf } from './loosenings.ts';
import type { ConnectionToday, Difference } from './reviewResult.ts';

/**
 * Which differences of today a change explains, which it causes, and which are there with and without it. What is there
 * is judged twice by the policies and waivers of the base: against the routes that the base expects, and against those
 * of the head. A connection that only the head has was audited by nobody, so all its differences are caused.
 */
export function compareToday(
  base: Baseline | null,
  head: Baseline | null,
  snapshot: ConnectionSnapshot | undefined,
  now: Date,
): ConnectionToday | null {
  const one = base ?? head;
  if (one === null) return null;
  const place = { connection: nameOf(head ?? one), at: (head ?? one).at };
  const after = base === null ? one : afterChange(base, head, looseningsOf(base, head, now));
  const judged = auditConnection(after, snapshot, now);
  if (judged.state === 'unchecked') return { ...place, state: 'unchecked', reason: judged.reason };
  const before = base === null ? [] : differencesIn(auditConnection(base, snapshot, now));
  const still = [...differencesIn(judged), ...(base === null ? [] : stillThere(base, after, judged))];
  const [keysBefore, keysAfter] = [new Set(before.map(keyOfDifference)), new Set(still.map(keyOfDifference))];
  return {
    ...place,
    state: 'compared',
    explained: before.filter((difference) => !keysAfter.has(keyOfDifference(difference))),
    caused: still.filter((difference) => !keysBefore.has(keyOfDifference(difference))),
    neither: before.filter((difference) => keysAfter.has(keyOfDifference(difference))),
  };
}

/** What the change withdraws is expected to be gone, also where the base lets unexpected routes pass. */
function stillThere(base: Baseline, after: Baseline, judged: ConnectionResult): readonly RouteFinding[] {
  if (judged.state === 'unchecked') return [];
  const withdrawn = withdrawnKeys(base, after);
  const kind = 'unexpected-route';
  return judged.allowed
    .filter((route) => withdrawn.has(keyOf(route)))
    .map((route) => ({
      ...route,
      kind,
      severity: severityOf[kind],
      expected: null,
      changes: [],
      description: null,
      impact: 'not-evaluated',
      partOf: null,
      waiver: null,
    }));
}

function differencesIn(connection: ConnectionResult): readonly Difference[] {
  return connection.state === 'unchecked' ? [] : connection.findings.filter(isDifference);
}

function isDifference(finding: Finding): finding is Difference {
  switch (finding.kind) {
    case 'missing-route':
    case 'unexpected-route':
    case 'changed-route':
    case 'forbidden-route':
    case 'count-out-of-bounds':
      return true;
    case 'failover-flipped':
    case 'two-active':
    case 'no-active':
    case 'standby-missing':
    case 'mass-change':
    case 'flapping':
    case 'expired-waiver':
    case 'unused-waiver':
      return false;
  }
}

/** One difference a destination, and one a route type for the number of its routes. */
function keyOfDifference(difference: Difference): string {
  return 'destination' in difference ? keyOf(difference) : difference.type;
}
