import type { Period } from '../../history/historyResult.ts';
import { describeTime } from '../historyWords.ts';

/** Where a time is on a line as long as the period, in percent; both ends are a little inside, so that a mark fits there. */
export type Position = (time: string) => number;

export function positionIn({ from, to }: Period): Position {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return (time) => {
    const share = end === start ? 0.5 : (Date.parse(time) - start) / (end - start);
    return Math.round((margin + Math.min(Math.max(share, 0), 1) * (100 - 2 * margin)) * 100) / 100;
  };
}

const margin = 2;

export interface AxisTick {
  readonly time: string;
  readonly label: string;
}

const minute = 60_000;
const steps = [1, 5, 15, 60, 180, 360, 720, 1440].map((minutes) => minutes * minute);
const mostTicks = 6;

/** Round times of the period, six at most: of several days days, else hours or minutes. */
export function axisTicks({ from, to }: Period): readonly AxisTick[] {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const day = 1440 * minute;
  const whole = Math.max(Math.ceil((end - start) / mostTicks / day), 1) * day;
  const step = steps.find((each) => (end - start) / each < mostTicks) ?? whole;
  const first = Math.ceil(start / step) * step;
  const count = Math.max(Math.floor((end - first) / step) + 1, 0);
  return Array.from({ length: count }, (_, i) => {
    const time = new Date(first + i * step).toISOString();
    const words = describeTime(time);
    return { time, label: step >= day ? words.slice(0, 'yyyy-mm-dd'.length) : words };
  });
}
