import { quote } from '../document/quote.ts';
import type { HistoryOptions } from '../history/history.ts';
import { UnusableInput } from './unusableInput.ts';

export interface PeriodArguments {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly every: string | undefined;
}

const day = 24 * 3_600_000;

/** Both days are of the period, in UTC. */
export function parsePeriod({ from, to, every }: PeriodArguments, now: Date): HistoryOptions {
  const [first, last] = [dayOf('--from', from), dayOf('--to', to)];
  const end = last === null ? null : new Date(last.getTime() + day);
  if (first !== null && end !== null && end <= first) {
    throw new UnusableInput([`--to ${to} is before --from ${from}`]);
  }
  if (first !== null && first > now) throw new UnusableInput([`--from ${from}: that day has not begun`]);
  return { from: first, to: end, every: every === undefined ? null : millisecondsOf(every), now };
}

function dayOf(option: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (!Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)) return time;
  throw new UnusableInput([`${option} ${quote(text)}: no day of the calendar; write a day such as 2026-10-01`]);
}

const units = { m: 60_000, h: 3_600_000, d: day } as const;

function millisecondsOf(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,3})([mhd])$/.exec(text) ?? [];
  if (count !== undefined && (unit === 'm' || unit === 'h' || unit === 'd')) return Number(count) * units[unit];
  throw new UnusableInput([`--every ${quote(text)}: not a time such as 30m, 24h or 7d`]);
}
