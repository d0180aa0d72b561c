import type { Verdict } from '../audit/result.ts';

/** Why a run ends, each with its code: what a script or a workflow can rely on. */
export const exitCodes = {
  'in-sync': 0,
  drifted: 1,
  'unusable-input': 2,
  incomplete: 3,
  'not-verified': 4,
  bug: 70,
  SIGINT: 130,
  SIGTERM: 143,
} as const satisfies Record<Verdict | 'unusable-input' | 'not-verified' | 'bug' | 'SIGINT' | 'SIGTERM', number>;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The code of a finished command: an interrupted run says so, whatever it still found out. */
export function exitCodeOf(verdict: Verdict, interruption: AbortSignal): ExitCode {
  if (!interruption.aborted) return exitCodes[verdict];
  return interruption.reason === 'SIGTERM' ? exitCodes.SIGTERM : exitCodes.SIGINT;
}
