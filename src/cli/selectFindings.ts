import type { Finding, FindingKind } from '../audit/finding.ts';
import type { AuditedConnection, AuditResult } from '../audit/result.ts';
import { isWaived } from '../audit/verdict.ts';
import { didYouMean } from '../document/didYouMean.ts';
import { quote } from '../document/quote.ts';
import { parsePrefix } from '../routing/prefix.ts';
import { UnusableInput } from './unusableInput.ts';

/** Which findings are meant; an empty list chooses all. */
export interface FindingSelection {
  readonly connections: readonly string[];
  readonly destinations: readonly string[];
  readonly kinds: readonly FindingKind[];
}

export interface SelectedFindings {
  readonly connection: AuditedConnection;
  readonly chosen: readonly Finding[];
}

/** Of each connection that is meant and was read, the findings that are meant and not waived. */
export function selectFindings(result: AuditResult, selection: FindingSelection): readonly SelectedFindings[] {
  const { connections, destinations, kinds } = selection;
  const ids = result.connections.map(({ connectionId }) => connectionId);
  const problems = [
    ...connections.filter((id) => !ids.includes(id)).map((id) => `--connection ${quote(id)}: ${unknownId(id, ids)}`),
    ...destinations.flatMap((text) => destinationProblem(text)),
  ];
  if (problems.length > 0) throw new UnusableInput(problems);
  return result.connections.flatMap((connection) => {
    const isMeant = connections.length === 0 || connections.includes(connection.connectionId);
    if (!isMeant || connection.state !== 'audited') return [];
    const chosen = connection.findings.filter(
      (finding) =>
        !isWaived(finding) &&
        isOfKind(finding, kinds) &&
        (destinations.length === 0 || ('destination' in finding && destinations.includes(finding.destination))),
    );
    return [{ connection, chosen }];
  });
}

/** What tells of a role is not edited itself: to choose it is to choose the findings that are part of it. */
function isOfKind(finding: Finding, kinds: readonly FindingKind[]): boolean {
  if (kinds.length === 0 || kinds.includes(finding.kind)) return true;
  return 'partOf' in finding && finding.partOf !== null && kinds.includes(finding.partOf.kind);
}

function unknownId(id: string, ids: readonly string[]): string {
  const meant = didYouMean(id, ids);
  return `no baseline here is of this connection${meant === null ? '' : `; did you mean ${meant}?`}`;
}

function destinationProblem(text: string): readonly string[] {
  const parsed = parsePrefix(text);
  if (parsed.state === 'canonical') return [];
  const meant = parsed.state === 'denormal' ? parsed.prefix : parsed.suggestion;
  return [`--destination ${quote(text)}: ${parsed.reason}${meant === null ? '' : `; did you mean ${meant}?`}`];
}
