import { keyOf } from '../routing/table.ts';
import type { Finding } from './finding.ts';

/** What a finding is about, in words that stay when lines are added above it, or when the drift changes its values. */
export function subjectOf(finding: Finding): string {
  switch (finding.kind) {
    case 'missing-route':
    case 'unexpected-route':
    case 'changed-route':
    case 'forbidden-route':
    case 'failover-flipped':
    case 'two-active':
    case 'no-active':
    case 'standby-missing':
    case 'flapping':
      return keyOf(finding);
    case 'count-out-of-bounds':
    case 'mass-change':
      return finding.type;
    case 'expired-waiver':
    case 'unused-waiver':
      return finding.waiver.id;
  }
}
