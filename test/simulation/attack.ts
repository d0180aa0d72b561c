import type { Verdict } from '../../src/audit/result.ts';
import type { Window } from '../../src/collect/window.ts';
import { canonical } from '../routing/canonical.ts';
import { auditTable } from './auditTable.ts';
import { partLengths } from './cast.ts';
import { runStart } from './firstRows.ts';
import { makeRow } from './makeRow.ts';
import type { Row } from './order.ts';
import { type Plan, planRun } from './plan.ts';
import { randomOf } from './random.ts';
import { answer } from './server.ts';
import { simulatedBaseline } from './simulatedBaseline.ts';
import { TrueTable } from './trueTable.ts';

/** A table of permitted routes with a rogue one, and the attacker's own: one permitted prefix before it in the list. */
export interface Target extends Pick<Plan, 'key' | 'statesCreateTime' | 'largestPage' | 'totalCount'> {
  readonly routes: number;
  /** Where it stands in the list, from 0; the attacker's prefix stands first. */
  readonly rogue: number;
  /** Whether a prefix that is put back has the times, and hence the place, that it had. */
  readonly comesBackAsItWas: boolean;
}

/** What the attacker sees before a request is answered. */
export interface Sight {
  readonly window: Window;
  /** Whether his prefix is in the list now. */
  readonly isThere: boolean;
  /** Where the rogue route stands now. */
  readonly rogueAt: number;
}

/** True: withdraw the prefix now, or put it back. */
export type Strategy = (sight: Sight) => boolean;

/** The verdict of an audit during which somebody withdraws one permitted prefix, or puts it back, before any request. */
export async function attack(target: Target, strategy: Strategy): Promise<Verdict> {
  const plan: Plan = { ...planRun('destination', 1), ...attacked, ...target };
  const [first, ...others] = Array.from({ length: target.routes }, (_, place) => rowAt(plan, target, place));
  if (first === undefined) throw new Error('nothing to attack');
  const [table, random] = [new TrueTable(target.key, [first, ...others], 0), randomOf(1)];
  const { destination } = first.route;
  let now = runStart;
  const toggle = (): void => {
    if (table.get(destination) !== undefined) table.withdraw(destination);
    else table.put(target.comesBackAsItWas ? first : makeRow(plan, destination, 'right', now, now));
  };
  const { verdict } = await auditTable({
    type: plan.type,
    baseline: simulatedBaseline(plan, { expected: [] }, null),
    read: async (window) => {
      now += 40;
      const rogueAt = table.list().findIndex(isRogue);
      if (
        strategy({
          window,
          isThere: table.get(destination) !== undefined,
          rogueAt,
        })
      )
        toggle();
      return answer(plan, table, window, now, random);
    },
    pause: (milliseconds) => {
      now += milliseconds;
    },
    now: () => now,
    random: random.next,
    onRetry: () => {},
  });
  return verdict;
}

const attacked = {
  type: 'custom',
  unexpected: 'fail',
  shuffleTies: false,
  lag: 0,
  echoesPageSize: true,
  statesRouteCounts: false,
} as const;

/** In the order of `target.key`; sorted by anything else they lie scattered. */
function rowAt(plan: Plan, { key, routes, rogue }: Target, place: number): Row {
  const scattered = (place * 389) % 1009;
  const block = key === 'address' ? place : scattered;
  const created = runStart - 10_000_000 + 1000 * (key === 'created-descending' ? routes - place : scattered);
  const length = place === rogue ? partLengths.unexpected : partLengths.permitted;
  const destination = canonical(`10.${Math.floor(block / 256)}.${block % 256}.0/${length}`);
  return makeRow(plan, destination, 'right', created, runStart - place);
}

function isRogue({ route }: Row): boolean {
  return route.destination.endsWith(`/${partLengths.unexpected}`);
}
