import type { Page } from '../../src/collect/page.ts';
import type { Window } from '../../src/collect/window.ts';
import { compareKeys, type Row } from './order.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';
import type { TrueTable } from './trueTable.ts';

/** Answers one request from the table as it is, or as the replica still has it. */
export function answer(plan: Plan, table: TrueTable, window: Window, now: number, random: Random): Page {
  const list = table.list(plan.lag > 0 && random.chance(0.5) ? 1 + random.below(plan.lag) : 0);
  const size = Math.min(window.size, plan.largestPage);
  const start = (window.page - 1) * size;
  const end = Math.min(start + size, list.length);
  const rows = plan.shuffleTies ? shuffledSlice(plan, list, start, end, random) : list.slice(start, end);
  return {
    routes: rows.map(({ route }) => route),
    pageSize: plan.echoesPageSize ? size : null,
    totalCount: plan.totalCount === 'absent' ? null : plan.totalCount === 'page' ? rows.length : list.length,
    counts: plan.statesRouteCounts ? [{ type: plan.type, source: null, count: list.length }] : [],
    requestId: null,
    serverTime: now,
    sentAt: now,
    receivedAt: now,
    unknownFields: [],
  };
}

/** Rows of equal key in a fresh order; only the groups that reach into the slice need one. */
function shuffledSlice(plan: Plan, list: readonly Row[], start: number, end: number, random: Random): readonly Row[] {
  const slice: Row[] = [];
  let from = groupStart(plan, list, start);
  while (from < end) {
    const to = groupEnd(plan, list, from);
    const group = random.shuffle(list.slice(from, to));
    slice.push(...group.slice(Math.max(start - from, 0), end - from));
    from = to;
  }
  return slice;
}

function ties(plan: Plan, a: Row | undefined, b: Row | undefined): boolean {
  return a !== undefined && b !== undefined && compareKeys(plan.key, a, b) === 0;
}

function groupStart(plan: Plan, list: readonly Row[], at: number): number {
  let from = at;
  while (ties(plan, list[from - 1], list[from])) from -= 1;
  return from;
}

function groupEnd(plan: Plan, list: readonly Row[], at: number): number {
  let to = at + 1;
  while (ties(plan, list[to - 1], list[to])) to += 1;
  return to;
}
