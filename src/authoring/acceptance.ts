import type { Finding } from '../audit/finding.ts';
import { isWaived } from '../audit/verdict.ts';

/** What accepting a finding does to its baseline. */
export type Acceptance =
  /** The baseline says what is there. */
  | 'edit'
  /** It goes when the others are accepted, or was about the reading and not about the baseline. */
  | 'nothing to edit'
  /** A person has forbidden it, and must allow it or waive it. */
  | 'forbidden'
  /** Accepted for now already. */
  | 'waived';

export function acceptanceOf(finding: Finding): Acceptance {
  if (isWaived(finding)) return 'waived';
  switch (finding.kind) {
    case 'missing-route':
    case 'unexpected-route':
    case 'changed-route':
    case 'count-out-of-bounds':
    case 'expired-waiver':
    case 'unused-waiver':
      return 'edit';
    case 'forbidden-route':
      return 'forbidden';
    case 'failover-flipped':
    case 'two-active':
    case 'no-active':
    case 'standby-missing':
    case 'mass-change':
    case 'flapping':
      return 'nothing to edit';
  }
}
