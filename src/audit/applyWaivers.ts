import type { Waiver } from '../baseline/baseline.ts';
import { rangeMatches } from '../routing/range.ts';
import { type RouteFinding, severityOf, type WaiverFinding, type WaiverReference } from './finding.ts';

/**
 * Gives each route finding the first waiver in force that covers it. A waived finding stays in the result, softened
 * and never dropped. Waivers that have expired, and waivers in force that nothing needed, are findings of their own,
 * in the order of the file. A waiver is in force up to and including its last day, UTC.
 */
export function applyWaivers(
  findings: readonly RouteFinding[],
  waivers: readonly Waiver[],
  now: Date,
): { readonly findings: readonly RouteFinding[]; readonly notices: readonly WaiverFinding[] } {
  const today = now.toISOString().slice(0, 'yyyy-mm-dd'.length);
  const inForce = waivers.filter(({ expires }) => expires >= today);
  const used = new Set<Waiver>();
  const judged = findings.map((finding) => {
    const waiver = inForce.find((candidate) => covers(candidate, finding));
    if (waiver === undefined) return finding;
    used.add(waiver);
    return { ...finding, waiver: referenceTo(waiver) };
  });
  const notices = waivers.flatMap((waiver): WaiverFinding[] => {
    if (used.has(waiver)) return [];
    const kind = waiver.expires < today ? 'expired-waiver' : 'unused-waiver';
    return [{ kind, severity: severityOf[kind], waiver: referenceTo(waiver), at: waiver.at }];
  });
  return { findings: judged, notices };
}

function covers({ range, type, kinds }: Waiver, finding: RouteFinding): boolean {
  return (
    kinds.includes(finding.kind) && (type === null || type === finding.type) && rangeMatches(range, finding.destination)
  );
}

function referenceTo({ id, reason, owner, expires }: Waiver): WaiverReference {
  return { id, reason, owner, expires };
}
