import type { Finding } from '../../src/audit/finding.ts';
import type { AuditResult, ForwardingChange } from '../../src/audit/result.ts';
import type { Route } from '../../src/routing/route.ts';
import { auditOf, baselineOf, readConnection, route, snapshotOf } from './network.ts';

/** What one connection of a domain should have, as the YAML after its head, and what it has. */
export interface Member {
  readonly yaml: string;
  readonly routes: readonly Route[];
}

/** An audit of connections that hang on one transit router. */
export function auditDomain(members: Readonly<Record<string, Member>>): AuditResult {
  const entries = Object.entries(members);
  return auditOf(
    entries.map(([id, { yaml }]) => baselineOf(`transitRouter: tr-test\n${yaml}`, id)),
    snapshotOf(...entries.map(([id, { routes }]) => readConnection(routes, id))),
  );
}

/** `custom` routes: destinations with their weights, expected and there. */
export function weights(
  id: string,
  expected: Readonly<Record<string, number>>,
  actual: Readonly<Record<string, number>>,
): Member {
  const lines = Object.entries(expected).map(([to, weight]) => `{ destination: "${to}", weight: ${weight} }`);
  return {
    yaml: `custom: { routes: [${lines.join(', ')}] }`,
    routes: Object.entries(actual).map(([to, weight]) => route(to, { nextHop: id, weight })),
  };
}

/** `to-data-centre 10.0.0.0/24: vco-a → vco-b`, next hops joined by `+`. */
export function moves({ forwarding }: Pick<AuditResult, 'forwarding'>): readonly string[] {
  const hops = (nextHops: readonly string[]) => (nextHops.length === 0 ? 'unrouted' : nextHops.join('+'));
  const move = ({ direction, prefix, from, to }: ForwardingChange) =>
    `${direction} ${prefix}: ${hops(from)} → ${hops(to)}`;
  return forwarding.map(move);
}

/** The findings of all connections, but for the word on how many there are at once. */
export function findingsIn({ connections }: AuditResult): readonly Finding[] {
  const findings = connections.flatMap((connection) => (connection.state === 'audited' ? connection.findings : []));
  return findings.filter(({ kind }) => kind !== 'mass-change');
}
