import type { Prefix } from '../../src/routing/prefix.ts';
import type { Cast } from './cast.ts';
import { makeRow } from './makeRow.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';
import type { TrueTable } from './trueTable.ts';

/** How many routes the table may have while it changes. */
export interface SizeLimits {
  readonly fewest: number;
  readonly most: number;
}

/**
 * Makes one change to the table. Most concern routes that the baseline permits, which may be in any manner; where the
 * plan says so, some concern routes that come and go against the baseline. The drift of the run is never touched.
 */
export function changeOnce(
  plan: Plan,
  cast: Cast,
  table: TrueTable,
  limits: SizeLimits,
  now: number,
  random: Random,
): void {
  const flaps = cast.flapping.length > 0 && random.chance(0.3);
  const among = flaps ? cast.flapping : random.chance(0.3) ? cast.spare : cast.permitted;
  const destination = among[random.below(among.length)];
  if (destination !== undefined) change(plan, table, destination, limits, now, random);
}

function change(
  plan: Plan,
  table: TrueTable,
  destination: Prefix,
  limits: SizeLimits,
  now: number,
  random: Random,
): void {
  const row = table.get(destination);
  const created = plan.tieLength > 1 ? now - (now % 10_000) : now;
  const manner = random.pick(['right', 'wrong']);
  if (row === undefined) {
    if (table.size < limits.most) table.put(makeRow(plan, destination, manner, created, now));
    return;
  }
  switch (random.pick(['withdraw', 'withdraw', 'put back', 'modify'])) {
    case 'withdraw':
      if (table.size > limits.fewest) table.withdraw(destination);
      return;
    case 'put back':
      if (table.size <= limits.fewest) return;
      table.withdraw(destination);
      table.put(makeRow(plan, destination, manner, created, now));
      return;
    case 'modify': {
      const other = row.route.weight === 0 || row.route.state === 'normal' ? 'right' : 'wrong';
      table.put(makeRow(plan, destination, other, row.created, now));
    }
  }
}
