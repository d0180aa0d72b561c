import { leftOver, type Path } from '../audit/compareRoutes.ts';
import type { RouteFinding } from '../audit/finding.ts';
import { matchUp } from '../audit/matchUp.ts';
import { anyValue, type RouteClaim } from '../routing/route.ts';

/** What is to be done to one row of the destination-based routes; null = the row does not state it. */
export type RowTask = CreateTask | ModifyTask | DeleteTask | StateTask;

export interface CreateTask {
  readonly kind: 'create';
  readonly nextHop: string;
  readonly weight: number;
  /** What the baseline leaves open, and was chosen here. */
  readonly chosen: readonly ('nextHop' | 'weight')[];
  /** A row with this next hop and weight is there already. */
  readonly isThere: boolean;
}

export interface ModifyTask {
  readonly kind: 'modify';
  readonly nextHop: string | null;
  readonly weight: number | null;
  readonly newWeight: number;
  /** A row with this next hop and the new weight is there already. */
  readonly isThere: boolean;
}

export interface DeleteTask {
  readonly kind: 'delete';
  readonly nextHop: string | null;
  readonly weight: number | null;
}

/** The row is the right one, in another state. */
export interface StateTask {
  readonly kind: 'state';
  readonly expected: readonly string[];
  readonly actual: readonly (string | null)[];
}

/**
 * What brings the rows of one destination to what is expected of it. Next hop and weight name a row, so those that are
 * right in both stay, whatever their state; one with the right next hop gets another weight; of the rest, what is
 * expected is created and what is there deleted.
 */
export function rowTasks(finding: RouteFinding, connectionId: string): readonly RowTask[] {
  const { paths, lonely, spare } = leftOver(finding.expected ?? [], finding.actual ?? []);
  const others = matchUp(lonely, spare, isSameRow, () => true);
  const wrongStates: [RouteClaim[], Path[]] = [
    lonely.filter((claim) => !others.lonely.includes(claim)),
    spare.filter((path) => !others.spare.includes(path)),
  ];
  const taken = new Set(paths.map(({ nextHop, weight }) => rowName(nextHop, weight)));
  const take = (nextHop: string | null, weight: number) => {
    const name = rowName(nextHop, weight);
    const isThere = taken.has(name);
    taken.add(name);
    return isThere;
  };
  const tasks: RowTask[] = [];
  const unserved: RouteClaim[] = [];
  const free = new Set(others.spare);
  for (const claim of anyNextHopLast(others.lonely)) {
    const path = claim.weight === anyValue ? undefined : pathFor(claim, free);
    if (claim.weight === anyValue || path === undefined) {
      unserved.push(claim);
      continue;
    }
    free.delete(path);
    const { nextHop, weight } = path;
    tasks.push({ kind: 'modify', nextHop, weight, newWeight: claim.weight, isThere: take(nextHop, claim.weight) });
    if (claim.state !== anyValue && path.routes.some(({ state }) => state !== claim.state)) {
      wrongStates[0].push(claim);
      wrongStates[1].push(path);
    }
  }
  const surplus = [...free];
  for (const [i, claim] of unserved.entries()) {
    const nextHop = claim.nextHop === anyValue ? connectionId : claim.nextHop;
    const weight = claim.weight === anyValue ? chooseWeight(nextHop, surplus[i], taken) : claim.weight;
    const chosen = (['nextHop', 'weight'] as const).filter((attribute) => claim[attribute] === anyValue);
    tasks.push({ kind: 'create', nextHop, weight, chosen, isThere: take(nextHop, weight) });
  }
  const [claims, rows] = wrongStates;
  if (claims.length > 0) {
    const actual = rows.flatMap(({ routes }) => routes.map(({ state }) => state));
    tasks.push({ kind: 'state', expected: unique(claims.map(({ state }) => state)), actual: unique(actual) });
  }
  return [...tasks, ...surplus.map(({ nextHop, weight }) => ({ kind: 'delete', nextHop, weight }) as const)];
}

/** The two weights that the API takes. */
export function isWeight(weight: number): boolean {
  return weight === 0 || weight === 100;
}

function isSameRow(claim: RouteClaim, { nextHop, weight }: Path): boolean {
  return (
    (claim.nextHop === anyValue || claim.nextHop === nextHop) && (claim.weight === anyValue || claim.weight === weight)
  );
}

function rowName(nextHop: string | null, weight: number | null): string {
  return JSON.stringify([nextHop, weight]);
}

function anyNextHopLast(claims: readonly RouteClaim[]): readonly RouteClaim[] {
  const isOpen = ({ nextHop }: RouteClaim) => nextHop === anyValue;
  return [...claims.filter((claim) => !isOpen(claim)), ...claims.filter(isOpen)];
}

/** One whose weight can be changed, if there is any. */
function pathFor(claim: RouteClaim, free: ReadonlySet<Path>): Path | undefined {
  const paths = [...free].filter(({ nextHop }) => claim.nextHop === anyValue || claim.nextHop === nextHop);
  return paths.find(({ nextHop, weight }) => nextHop !== null && weight !== null && isWeight(weight)) ?? paths[0];
}

/** That of the row it takes the place of, so that a standby stays one; else 100, as a lone route has it. */
function chooseWeight(nextHop: string, replaced: Path | undefined, taken: ReadonlySet<string>): number {
  const weights = [replaced?.weight ?? 100, 100, 0].filter(isWeight);
  return weights.find((weight) => !taken.has(rowName(nextHop, weight))) ?? 100;
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
