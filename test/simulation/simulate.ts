import type { Verdict } from '../../src/audit/result.ts';
import type { Proof } from '../../src/collect/snapshot.ts';
import type { Window } from '../../src/collect/window.ts';
import { auditTable } from './auditTable.ts';
import { castOf } from './cast.ts';
import { changeOnce, type SizeLimits } from './churn.ts';
import { firstRows, runStart } from './firstRows.ts';
import { askOracle, type OracleWord } from './oracle.ts';
import type { Plan } from './plan.ts';
import { randomOf } from './random.ts';
import { answer } from './server.ts';
import { simulatedBaseline } from './simulatedBaseline.ts';
import { TrueTable } from './trueTable.ts';

/** What came of one run. */
export interface Outcome extends OracleWord {
  readonly verdict: Verdict;
  /** null: unchecked. */
  readonly proof: Proof | null;
  /** How often the table was read; 0: unchecked. */
  readonly passes: number;
  readonly requests: number;
  /** The fewest requests in which this server gives so many routes. */
  readonly naive: number;
}

/** One audit of one table that changes while it is read, and what the oracle says of it. Same plan, same outcome. */
export async function simulate(plan: Plan, onRetry: (what: string) => void = () => {}): Promise<Outcome> {
  const random = randomOf(plan.seed);
  const cast = castOf(plan, random);
  const rows = firstRows(plan, cast, random);
  const table = new TrueTable(plan.key, rows, plan.lag);
  const { held, limits } = sizeLimits(plan, rows.length);
  let now = runStart;
  let requests = 0;
  const pass = (milliseconds: number, most: number): void => {
    now += milliseconds;
    for (let left = random.below(most + 1); left > 0; left--) changeOnce(plan, cast, table, held, now, random);
  };
  // What the replica may still not know of.
  for (let i = 0; i < plan.lag; i++) changeOnce(plan, cast, table, held, now - 1000, random);
  const { verdict, findings, completeness } = await auditTable({
    type: plan.type,
    baseline: simulatedBaseline(plan, cast, limits),
    read: async (window: Window) => {
      if (requests > 0) pass(40, plan.churn);
      requests += 1;
      return answer(plan, table, window, now, random);
    },
    pause: (milliseconds) => pass(milliseconds, 3 * plan.churn),
    now: () => now,
    random: random.next,
    onRetry,
  });
  return {
    ...askOracle({ plan, cast, limits }, table, verdict, findings),
    verdict,
    proof: completeness?.proof ?? null,
    passes: completeness?.passes ?? 0,
    requests,
    naive: Math.max(1, Math.ceil(rows.length / plan.largestPage)),
  };
}

/** What the table is held to while it changes, and what the baseline says of it; null: nothing. */
function sizeLimits(plan: Plan, size: number): { readonly held: SizeLimits; readonly limits: SizeLimits | null } {
  const most = Number.POSITIVE_INFINITY;
  if (plan.drift.includes('too-many-routes')) {
    return {
      held: { fewest: size - 1, most },
      limits: { fewest: 0, most: size - 2 },
    };
  }
  const close = { fewest: size - 1, most: size + 1 };
  return plan.limited ? { held: close, limits: close } : { held: { fewest: 0, most }, limits: null };
}
