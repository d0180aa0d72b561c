import type { CountLimits } from '../baseline/baseline.ts';

/** Where a number of routes lies; without limits it is in bounds. Both limits are inclusive. */
export function countStanding(limits: CountLimits | null, count: number): 'in bounds' | 'below' | 'above' {
  if (limits === null) return 'in bounds';
  if (limits.min !== null && count < limits.min) return 'below';
  return limits.max !== null && count > limits.max ? 'above' : 'in bounds';
}
