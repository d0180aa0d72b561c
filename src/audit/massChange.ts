import type { RouteType } from '../routing/route.ts';
import type { Judgement } from './judgeDestinations.ts';

/** So much of a table is gone or changed at once that it is more often the collector's fault than the network's. */
export interface MassChange {
  readonly missing: number;
  readonly changed: number;
  readonly expected: number;
}

/** Where routes are expected and none is left, or over 30 % of ten or more are missing or changed; else null. */
export function massChangeOf(type: RouteType, { inSync, findings }: Judgement): MassChange | null {
  const count = (kind: string) => findings.filter((finding) => finding.type === type && finding.kind === kind).length;
  const [missing, changed] = [count('missing-route'), count('changed-route')];
  const expected = missing + changed + inSync.filter((entry) => entry.type === type).length;
  const allGone = expected > 0 && missing === expected;
  const many = expected >= 10 && missing + changed > 0.3 * expected;
  return allGone || many ? { missing, changed, expected } : null;
}
