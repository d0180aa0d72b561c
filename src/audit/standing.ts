import type { CoverageFinding } from './coverage.ts';
import type { Finding, RouteFinding, Severity, WaiverReference } from './finding.ts';
import { counts, fails, isPart } from './verdict.ts';

/**
 * Where a finding stands with the verdict: it makes it `drifted`, is drift that `--fail-on` lets pass, is accepted by a
 * waiver, is told by a role finding (`part`), or only tells something. Every report groups by this, so that none can be
 * greener than the exit code.
 */
export type Standing = 'failing' | 'tolerated' | 'part' | 'waived' | 'notice';

/** Of one about which connections there are: nothing waives it, and no other tells of it. */
export function coverageStandingOf({ severity }: CoverageFinding, failOn: Severity): 'failing' | 'tolerated' {
  return counts(severity, failOn) ? 'failing' : 'tolerated';
}

export function standingOf(finding: Finding, failOn: Severity): Standing {
  if (waiverInForce(finding) !== null) return 'waived';
  if (isPart(finding)) return 'part';
  if (fails(finding, failOn)) return 'failing';
  return finding.severity === 'notice' ? 'notice' : 'tolerated';
}

/** The waiver that covers this drift. That of an expired-waiver finding is what the finding is about, and no pardon. */
export function waiverInForce(finding: Finding): WaiverReference | null {
  return isRouteFinding(finding) ? finding.waiver : null;
}

export function isRouteFinding(finding: Finding): finding is RouteFinding {
  return 'changes' in finding;
}
