import type { RouteType } from '../routing/route.ts';
import type { Fault } from './fault.ts';

/** A fault that strikes a call, and how often it has struck by then (from 1). */
export interface Strike {
  readonly fault: Fault;
  readonly times: number;
}

/** Counts calls for each fault of its own; ask once a call. null: of no one connection or type. */
export type FaultSchedule = (connectionId: string | null, type: RouteType | null) => readonly Strike[];

export function faultSchedule(faults: readonly Fault[]): FaultSchedule {
  const counters = faults.map((fault) => ({ fault, calls: 0, times: 0 }));
  return (connectionId, type) => {
    const strikes: Strike[] = [];
    for (const counter of counters) {
      const { fault } = counter;
      if (fault.connection !== undefined && fault.connection !== connectionId) continue;
      if (fault.type !== undefined && fault.type !== type) continue;
      counter.calls += 1;
      if (!strikesCall(fault, counter.calls)) continue;
      counter.times += 1;
      strikes.push({ fault, times: counter.times });
    }
    return strikes;
  };
}

function strikesCall({ every, on }: Fault, call: number): boolean {
  if (every === undefined && on === undefined) return true;
  return (every !== undefined && call % every === 0) || (on?.includes(call) ?? false);
}
