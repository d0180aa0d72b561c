import type { Prefix } from '../routing/prefix.ts';
import { sortByDestination, type TableDestination } from '../routing/table.ts';
import {
  type ActualRoute,
  type Finding,
  type Impact,
  type RoleFinding,
  type RoleKind,
  type RoleMember,
  type RouteFinding,
  severityFor,
} from './finding.ts';
import type { AuditedConnection, ExpectedDestination } from './result.ts';

/**
 * Weights 100 and 0 make an active and a standby connection of two that hang on one transit router. Where a destination
 * is declared so, with one active connection, and the drift is of nothing but these roles, one finding tells what became
 * of them. The route findings stay, as parts of it. Waived ones are left alone: someone has accepted them as they are.
 */
export function withRoles(connections: readonly AuditedConnection[]): readonly AuditedConnection[] {
  if (connections.length < 2) return connections;
  const roles = rolesOf(connections);
  return connections.map((connection) => {
    const own = [...roles.values()].filter(({ home }) => home === connection.connectionId);
    const routes = connection.findings.filter(isRoute).map((finding): RouteFinding => {
      const role = finding.type === 'custom' ? roles.get(finding.destination) : undefined;
      return role === undefined
        ? finding
        : { ...finding, partOf: { kind: role.finding.kind, connectionId: role.home } };
    });
    const others = connection.findings.filter((finding) => !isRoute(finding));
    const sorted = sortByDestination<RoleFinding | RouteFinding>([...own.map(({ finding }) => finding), ...routes]);
    return { ...connection, findings: [...sorted, ...others] };
  });
}

/** As it was before: a role finding tells nothing that the route findings don't. */
export function withoutRoles(connection: AuditedConnection): AuditedConnection {
  const findings = connection.findings.flatMap((finding): readonly Finding[] => {
    if ('members' in finding) return [];
    return [isRoute(finding) ? { ...finding, partOf: null } : finding];
  });
  return { ...connection, findings };
}

interface Role {
  readonly finding: RoleFinding;
  readonly home: string;
}

/** One destination on one connection: what its weight should be and is. */
interface Standing extends RoleMember {
  /** null: as it should be. */
  readonly finding: RouteFinding | null;
  readonly entry: TableDestination & Pick<ExpectedDestination, 'at'>;
}

function rolesOf(connections: readonly AuditedConnection[]): ReadonlyMap<Prefix, Role> {
  const drifted = new Set(
    connections.flatMap(({ findings }) =>
      findings.flatMap((finding) => (isRoute(finding) && finding.type === 'custom' ? [finding.destination] : [])),
    ),
  );
  const standings = new Map<Prefix, (Standing | null)[]>();
  for (const connection of connections) {
    for (const entry of [...connection.inSync, ...connection.allowed, ...connection.findings.filter(isRoute)]) {
      if (entry.type !== 'custom' || !drifted.has(entry.destination)) continue;
      const here = standings.get(entry.destination) ?? [];
      here.push(standingOf(connection, entry));
      standings.set(entry.destination, here);
    }
  }
  const roles = new Map<Prefix, Role>();
  for (const [destination, here] of standings) {
    const clear = here.filter((standing) => standing !== null);
    const role = clear.length === here.length ? roleOf(clear) : null;
    if (role !== null) roles.set(destination, role);
  }
  return roles;
}

type Entry = TableDestination & {
  readonly at: ExpectedDestination['at'];
  readonly expected?: ExpectedDestination['expected'] | null;
  readonly actual: readonly ActualRoute[] | null;
};

/** null: it is about more than roles, or its weights are not clear. */
function standingOf(
  { connectionId, name }: AuditedConnection,
  entry: Entry & (RouteFinding | object),
): Standing | null {
  const finding = 'changes' in entry ? entry : null;
  if (finding !== null && (finding.waiver !== null || !isOfWeightAlone(finding))) return null;
  const [claim, ...moreClaims] = entry.expected ?? [];
  const [route, ...moreRoutes] = entry.actual ?? [];
  if (claim === undefined || typeof claim.weight !== 'number' || moreClaims.length + moreRoutes.length > 0) return null;
  if (route !== undefined && route.weight === null) return null;
  const { type, source, destination, at } = entry;
  const weights = { expected: claim.weight, actual: route?.weight ?? null };
  return { connectionId, name, ...weights, finding, entry: { type, source, destination, at } };
}

function isOfWeightAlone({ kind, changes }: RouteFinding): boolean {
  return (
    kind === 'missing-route' || (kind === 'changed-route' && changes.every(({ attribute }) => attribute === 'weight'))
  );
}

function roleOf(standings: readonly Standing[]): Role | null {
  const shouldBe = standings.filter(({ expected }) => expected === active);
  const [should] = shouldBe;
  if (should === undefined || shouldBe.length > 1 || shouldBe.length === standings.length) return null;
  const kind = kindOf(should, standings);
  const home = [should, ...standings].find(({ finding }) => finding !== null);
  if (kind === null || home === undefined) return null;
  const moves = standings.some(({ finding }) => finding?.impact === 'traffic-changes');
  const impact: Impact = moves ? 'traffic-changes' : 'no-forwarding-change';
  const members = standings.map(({ connectionId, name, expected, actual }) => ({
    connectionId,
    name,
    expected,
    actual,
  }));
  const finding = { kind, severity: severityFor(kind, impact), ...home.entry, impact, members };
  return { finding, home: home.connectionId };
}

function kindOf(should: Standing, standings: readonly Standing[]): RoleKind | null {
  const areActive = standings.filter(({ actual }) => actual === active);
  if (areActive.length > 1) return 'two-active';
  if (areActive.length === 0) return standings.some(({ actual }) => actual !== null) ? 'no-active' : null;
  if (areActive.includes(should)) return standings.some(({ actual }) => actual === null) ? 'standby-missing' : null;
  return should.actual === null ? null : 'failover-flipped';
}

const active = 100;

function isRoute(finding: Finding): finding is RouteFinding {
  return 'changes' in finding;
}
