import type { Finding, FindingKind, RoleMember, RoleReference, WaiverReference } from '../audit/finding.ts';
import { field } from './neutralise.ts';
import { describeActual, describeChange, describeExpected, hasSeveralPaths, routeName } from './routeWords.ts';
import { plural } from './words.ts';

/** The sentences about a finding; what words.ts says of sentences holds here. */

/** The outcome in one or two words, as a column of a table has it. */
export const outcomeWords = {
  'missing-route': 'missing',
  'unexpected-route': 'unexpected',
  'changed-route': 'changed',
  'forbidden-route': 'forbidden',
  'failover-flipped': 'failover flipped',
  'two-active': 'two active',
  'no-active': 'no active',
  'standby-missing': 'standby missing',
  'count-out-of-bounds': 'count',
  'mass-change': 'mass change',
  flapping: 'flapping',
  'expired-waiver': 'expired',
  'unused-waiver': 'unused',
} as const satisfies Record<FindingKind, string>;

const scanWords = { 'no-drift': 'no drift', ...outcomeWords } as const;

/** One sentence that stands alone, but for the name of the connection. */
export function describeFinding(finding: Finding): string {
  switch (finding.kind) {
    case 'missing-route':
    case 'unexpected-route':
    case 'changed-route':
    case 'forbidden-route': {
      const about = finding.description === null ? '' : ` (${field(finding.description)})`;
      return `${routeName(finding)}${about} is ${outcomeWords[finding.kind]}: ${describeDetail(finding)}`;
    }
    case 'failover-flipped':
    case 'two-active':
    case 'no-active':
    case 'standby-missing':
      return `${routeName(finding)}: ${outcomeWords[finding.kind]}: ${describeDetail(finding)}`;
    case 'count-out-of-bounds':
      return `the number of ${finding.type} routes is out of bounds: ${describeDetail(finding)}`;
    case 'mass-change':
      return `mass change of the ${finding.type} routes: ${describeDetail(finding)}`;
    case 'flapping':
      return `${routeName(finding)} is flapping: ${describeDetail(finding)}`;
    case 'expired-waiver':
      return `waiver ${field(finding.waiver.id)} has expired: ${describeDetail(finding)}`;
    case 'unused-waiver':
      return `waiver ${field(finding.waiver.id)} is unused: ${describeDetail(finding)}`;
  }
}

/** The outcome and what it is about, in a few words. */
export function findingTitle(finding: Finding): string {
  const outcome = outcomeWords[finding.kind];
  switch (finding.kind) {
    case 'missing-route':
    case 'unexpected-route':
    case 'changed-route':
    case 'forbidden-route':
    case 'failover-flipped':
    case 'two-active':
    case 'no-active':
    case 'standby-missing':
      return `${outcome} ${routeName(finding)}`;
    case 'count-out-of-bounds':
      return `${finding.type} count out of bounds`;
    case 'mass-change':
      return `${finding.type} mass change`;
    case 'flapping':
      return `${outcome} ${routeName(finding)}`;
    case 'expired-waiver':
    case 'unused-waiver':
      return `${outcome} waiver ${field(finding.waiver.id)}`;
  }
}

/** What was expected and what is there, for where the rest of the sentence is in other columns. */
export function describeDetail(finding: Finding): string {
  // What traffic that changes does, and what could not be evaluated, the forwarding section tells.
  const still = 'impact' in finding && finding.impact === 'no-forwarding-change' ? '; no forwarding change' : '';
  return `${describeDifference(finding)}${still}`;
}

/** The same without what it does to traffic. */
export function describeDifference(finding: Finding): string {
  switch (finding.kind) {
    case 'missing-route':
      return `expected ${describeExpected(finding.expected)}; there is no such route`;
    case 'unexpected-route':
      return `there is ${describeActual(finding.actual, finding)}; the baseline expects none`;
    case 'changed-route': {
      const changes = `${finding.changes.map(describeChange).join('; ')} (expected → actual)`;
      if (!hasSeveralPaths(finding)) return changes;
      return `${changes}: expected ${describeExpected(finding.expected)}; there is ${describeActual(finding.actual, finding)}`;
    }
    case 'forbidden-route':
      return `there is ${describeActual(finding.actual, finding)}; the baseline forbids it`;
    case 'failover-flipped':
    case 'two-active':
    case 'no-active':
    case 'standby-missing':
      return `weights of ${finding.members.map(describeMember).join(' and of ')} (expected → actual)`;
    case 'count-out-of-bounds':
      return `expected ${describeLimits(finding.limits)}; there ${finding.count === 1 ? 'is' : 'are'} ${finding.count}`;
    case 'mass-change':
      return `${finding.missing} missing and ${finding.changed} changed of ${plural(finding.expected, 'expected destination')}; so much at once is more often the collector's fault than the network's: check the connection by hand`;
    case 'flapping':
      return `it came and went while it was read, so it is no drift; scan by scan: ${finding.outcomes.map((outcome) => scanWords[outcome]).join(', ')}`;
    case 'expired-waiver':
      return `its last day was ${field(finding.waiver.expires)} (owner ${field(finding.waiver.owner)}, reason: ${field(finding.waiver.reason)}); it covers nothing any more: renew or remove it`;
    case 'unused-waiver':
      return `no drift matches it (owner ${field(finding.waiver.owner)}, reason: ${field(finding.waiver.reason)}); remove it, or correct what it covers`;
  }
}

export function describeLimits({ min, max }: { readonly min: number | null; readonly max: number | null }): string {
  if (min !== null && min === max) return `exactly ${plural(min, 'route')}`;
  if (min !== null && max !== null) return `${min} to ${max} routes`;
  if (max !== null) return `at most ${plural(max, 'route')}`;
  return min === null ? 'any number of routes' : `at least ${plural(min, 'route')}`;
}

function describeMember({ connectionId, name, expected, actual }: RoleMember): string {
  return `${field(name ?? connectionId)} ${expected ?? 'none'} → ${actual ?? 'no route'}`;
}

/** Of a finding that a role finding tells of. */
export function describePart({ kind, connectionId }: RoleReference): string {
  return `part of "${outcomeWords[kind]}", told at ${field(connectionId)}`;
}

/** Follows `waived by` or `waived: `. */
export function describeWaiver(waiver: WaiverReference): string {
  return `${field(waiver.id)} until ${field(waiver.expires)}, owner ${field(waiver.owner)}: ${field(waiver.reason)}`;
}
