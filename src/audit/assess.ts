import { isUnknownState } from '../routing/activeNextHops.ts';
import { compareText, keyOf, type TableDestination } from '../routing/table.ts';
import { type Finding, type Impact, type RouteFinding, severityFor } from './finding.ts';
import { forwardingChanges } from './forwarding.ts';
import type { AuditedConnection, AuditResult, ConnectionResult, ForwardingChange } from './result.ts';
import { withoutRoles, withRoles } from './roles.ts';

type Assessed = Pick<AuditResult, 'connections' | 'forwarding' | 'domainsNotEvaluated'>;

/**
 * What only the connections of a forwarding domain together tell: what its drift does to traffic, how grave each route
 * finding is by that, and what became of active and standby connections. Nothing of an earlier assessment counts, so
 * that one of a saved result can be made again and compared.
 */
export function assess(connections: readonly ConnectionResult[]): Assessed {
  const forwarding: ForwardingChange[] = [];
  const domainsNotEvaluated: string[] = [];
  const assessed = new Map<string, ConnectionResult>();
  for (const [domain, members] of domainsOf(connections)) {
    const audited = members.filter((member) => member.state === 'audited').map(withoutRoles);
    const isEvaluated = audited.length === members.length;
    const changes = isEvaluated ? forwardingChanges(domain, audited) : [];
    forwarding.push(...changes);
    if (!isEvaluated) domainsNotEvaluated.push(domain);
    const movers = new Set(changes.flatMap(({ because }) => because.map(nameOf)));
    const weighed = audited.map((member) => weigh(member, isEvaluated ? movers : null));
    for (const member of isEvaluated ? withRoles(weighed) : weighed) assessed.set(placeOf(member), member);
  }
  return {
    connections: connections.map((connection) => assessed.get(placeOf(connection)) ?? connection),
    forwarding,
    domainsNotEvaluated,
  };
}

/** By the transit router that they name; a connection that names none is a domain of its own. */
function domainsOf(connections: readonly ConnectionResult[]): readonly [string, readonly ConnectionResult[]][] {
  const domains = new Map<string, ConnectionResult[]>();
  for (const connection of connections) {
    const domain = connection.transitRouter ?? connection.connectionId;
    const members = domains.get(domain);
    if (members === undefined) domains.set(domain, [connection]);
    else members.push(connection);
  }
  return [...domains].sort(([a], [b]) => compareText(a, b));
}

/** `movers` are the findings that send traffic elsewhere; null: nobody knows. */
function weigh(connection: AuditedConnection, movers: ReadonlySet<string> | null): AuditedConnection {
  const { connectionId } = connection;
  const impactOf = (finding: RouteFinding): Impact => {
    if (movers?.has(nameOf({ ...finding, connectionId }))) return 'traffic-changes';
    return movers === null || isUnknowable(connection, finding) ? 'not-evaluated' : 'no-forwarding-change';
  };
  const findings = connection.findings.map((finding): Finding => {
    if (!('changes' in finding)) return finding;
    const impact = impactOf(finding);
    return { ...finding, impact, severity: severityFor(finding.kind, impact) };
  });
  return { ...connection, findings };
}

/**
 * A weight ranks a connection among those of its transit router: where the baseline names none, others may be there that
 * it decides between. And a state that nobody knows may forward or not. Of neither can anybody say that it moves nothing.
 */
function isUnknowable({ transitRouter }: AuditedConnection, { changes, actual }: RouteFinding): boolean {
  const isOfUnknownRivals = transitRouter === null && changes.some(({ attribute }) => attribute === 'weight');
  return isOfUnknownRivals || (actual ?? []).some(({ state }) => isUnknownState(state));
}

function nameOf(finding: TableDestination & { readonly connectionId: string }): string {
  return `${finding.connectionId} ${keyOf(finding)}`;
}

function placeOf({ region, connectionId }: ConnectionResult): string {
  return `${region} ${connectionId}`;
}
