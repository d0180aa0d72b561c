import { auditConnection } from '../audit/audit.ts';
import type { Finding } from '../audit/finding.ts';
import type { AuditedConnection } from '../audit/result.ts';
import { isWaived } from '../audit/verdict.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { Route } from '../routing/route.ts';
import { keyOf } from '../routing/table.ts';
import { acceptanceOf } from './acceptance.ts';
import { acceptFindings } from './acceptFindings.ts';
import { type EditedBaseline, editBaseline } from './editBaseline.ts';
import { isWaivable, type WaiverTerms, waiveFindings } from './waiveFindings.ts';

export interface Accepting {
  readonly baseline: Baseline;
  /** Of its file, as it was judged. */
  readonly bytes: Uint8Array;
  readonly connection: AuditedConnection;
  /** Of the connection's findings, those to accept. */
  readonly chosen: readonly Finding[];
  /** null: the baseline comes to say what is there. */
  readonly terms: WaiverTerms | null;
  readonly now: Date;
}

/**
 * The baseline's file with the chosen findings accepted. Its text is judged against the same routes again: the findings
 * that were chosen are gone (or waived), and every other one is as it was; else there is no text.
 */
export function accept({ baseline, bytes, connection, chosen, terms, now }: Accepting): EditedBaseline {
  const edit =
    terms === null
      ? acceptFindings(baseline, chosen)
      : waiveFindings(baseline, chosen, terms, now.toISOString().slice(0, 'yyyy-mm-dd'.length));
  const edited = editBaseline(baseline.file, bytes, edit);
  if (edited.state === 'impossible') return edited;
  const taken = new Set(chosen.filter((finding) => isAcceptable(finding, terms !== null)));
  const expected = connection.findings.flatMap((finding) => {
    if (taken.has(finding)) return terms === null ? [] : [signatureOf(finding, true)];
    return [signatureOf(finding)];
  });
  const after = findingsWith(edited.baseline, connection, now).map((finding) => signatureOf(finding));
  if (listed(after) === listed(expected)) return edited;
  const reason = `${baseline.file}: with this edit the baseline would not say what was accepted; nothing is changed`;
  return { state: 'impossible', reasons: [reason] };
}

/** Whether an edit makes the finding go, or waives it. */
export function isAcceptable(finding: Finding, waive: boolean): boolean {
  return waive ? isWaivable(finding) : acceptanceOf(finding) === 'edit';
}

/** Another baseline against the routes that a connection had. */
function findingsWith(baseline: Baseline, connection: AuditedConnection, now: Date): readonly Finding[] {
  const { connectionId, region, completeness } = connection;
  const read = {
    state: 'read',
    connectionId,
    region,
    completeness,
    routes: routesOf(connection),
    flapping: [],
  } as const;
  const judged = auditConnection(baseline, read, now);
  return judged.state === 'audited' ? judged.findings : [];
}

/** Every route is in exactly one list of a result. */
function routesOf({ inSync, allowed, findings }: AuditedConnection): readonly Route[] {
  const found = findings.flatMap((finding) => ('actual' in finding ? [finding] : []));
  return [...inSync, ...allowed, ...found].flatMap(({ type, source, destination, actual }) =>
    (actual ?? []).map((route) => ({ type, source, destination, ...route, more: {} })),
  );
}

/** What a finding is about; null of what is about a reading, about several connections, or about how many findings there are. */
function signatureOf(finding: Finding, waived = isWaived(finding)): string | null {
  switch (finding.kind) {
    case 'missing-route':
    case 'unexpected-route':
    case 'changed-route':
    case 'forbidden-route':
      return `${finding.kind} ${keyOf(finding)} ${waived}`;
    case 'count-out-of-bounds':
      return `${finding.kind} ${finding.type}`;
    case 'expired-waiver':
    case 'unused-waiver':
      return `${finding.kind} ${finding.waiver.id}`;
    case 'failover-flipped':
    case 'two-active':
    case 'no-active':
    case 'standby-missing':
    case 'mass-change':
    case 'flapping':
      return null;
  }
}

function listed(signatures: readonly (string | null)[]): string {
  return JSON.stringify(signatures.filter((signature) => signature !== null).sort());
}
