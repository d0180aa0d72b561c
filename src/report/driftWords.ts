import { isCoverageFinding } from '../audit/coverage.ts';
import { waiverInForce } from '../audit/standing.ts';
import type { Drift, HistoryResult, NotLooked, Spell } from '../history/historyResult.ts';
import { coverageWords, describeUncovered } from './coverageWords.ts';
import { describeDifference, describePart, describeWaiver, findingTitle } from './findingWords.ts';
import { describeAge, describeTime } from './historyWords.ts';
import { field } from './neutralise.ts';
import { plural } from './words.ts';

/** The sentences about one drift of a history; those about all of it are in historyWords.ts. */
export const outlooks = ['new', 'still-there', 'not-looked-at', 'resolved', 'resolved-before'] as const;

export const outlookWords = {
  new: 'New: seen by the last run, and not by the one before',
  'still-there': 'Still there',
  'not-looked-at': 'Open, and not looked at by the last run',
  resolved: 'Resolved by the last run',
  'resolved-before': 'Resolved earlier in the period',
} as const satisfies Record<Drift['outlook']['state'], string>;

export const standingWords = {
  failing: 'fails',
  tolerated: 'tolerated',
  waived: 'waived',
  part: 'part',
  notice: 'notice',
} as const satisfies Record<Drift['standing'], string>;

const notLookedWords = {
  unchecked: 'its connection could not be read',
  'out-of-scope': 'no baseline of its connection was in scope any more',
  flapping: 'it came and went while it was read',
  'not-listed': 'nobody asked which connections its region has, or not in every account',
  'other-tags': 'only connections with other tags were asked for',
} as const satisfies Record<NotLooked, string>;

const unlisted = 'its connection, or the list of its region, could not be read';

export function isOpen({ spells }: Drift): boolean {
  return spells.at(-1)?.resolved === null;
}

/** Those of one outlook, in the history's order. */
export function driftsThatAre({ drifts }: HistoryResult, state: Drift['outlook']['state']): readonly Drift[] {
  return drifts.filter(({ outlook }) => outlook.state === state);
}

/** `cn-hangzhou/vco-… (hq-hangzhou)`. */
export function describeDriftPlace({ connection: { region, connectionId, name } }: Drift): string {
  return `${field(region)}/${field(connectionId)}${name === null ? '' : ` (${field(name)})`}`;
}

export function driftTitle({ finding }: Drift): string {
  return isCoverageFinding(finding) ? coverageWords[finding.kind] : findingTitle(finding);
}

/** As it was last seen: what differed, and what makes of it less than a failure. */
export function describeDrift(drift: Drift): string {
  const { finding } = drift;
  const what = isCoverageFinding(finding) ? describeUncovered(finding) : describeDifference(finding);
  return [what, ...describeStanding(drift)].join('; ');
}

function describeStanding({ finding, standing }: Drift): readonly string[] {
  const waiver = isCoverageFinding(finding) ? null : waiverInForce(finding);
  if (standing === 'waived') return waiver === null ? [] : [`waived by ${describeWaiver(waiver)}`];
  const over = waiver === null ? [] : [`its waiver ${field(waiver.id)} ended with ${field(waiver.expires)}`];
  if (standing === 'tolerated') return [...over, `tolerated: a ${finding.severity} is below --fail-on`];
  if (standing === 'notice') return ['a notice is below --fail-on'];
  return 'partOf' in finding && finding.partOf !== null ? [...over, describePart(finding.partOf)] : over;
}

function describeSpell({ firstSeen, lastSeen, seen, resolved, age }: Spell): string {
  const sight = `first seen ${describeTime(firstSeen)}, last ${describeTime(lastSeen)}, by ${plural(seen, 'run')}`;
  return `${sight}; ${resolved === null ? `open for ${describeAge(age)}` : describeResolution(resolved, age)}`;
}

function describeResolution({ at, baselineChanged }: NonNullable<Spell['resolved']>, age: number): string {
  const how = baselineChanged ? ' (its baseline had changed)' : '';
  return `resolved ${describeTime(at)} after ${describeAge(age)}${how}`;
}

/** Of one that is open, and that the last run could not look at. */
export function describeNotLooked({ outlook, spells, finding }: Drift): readonly string[] {
  if (outlook.state !== 'not-looked-at') return [];
  const isUnlisted = isCoverageFinding(finding) && outlook.because === 'unchecked';
  const because = isUnlisted ? unlisted : notLookedWords[outlook.because];
  return [`not looked at since ${describeTime(spells.at(-1)?.lastSeen ?? '')}: ${because}`];
}

export function describeTimes(drift: Drift): string {
  const back = drift.spells.length === 1 ? [] : [`there ${drift.spells.length} times`];
  return [...back, ...drift.spells.map(describeSpell), ...describeNotLooked(drift)].join('; ');
}
