import { isRouteFinding } from '../audit/standing.ts';
import { isWaived } from '../audit/verdict.ts';
import { formatLint, type LintFinding } from '../lint/finding.ts';
import type {
  ComparedConnection,
  ConnectionChange,
  ConnectionName,
  Difference,
  Loosening,
  ReviewResult,
  ReviewVerdict,
  RouteChange,
  Side,
  Unresolved,
} from '../review/reviewResult.ts';
import { describeFinding, describeLimits, describeWaiver } from './findingWords.ts';
import { field, printable } from './neutralise.ts';
import { matchWords, waiverWords } from './reviewTable.ts';
import { attributeNames, routeName } from './routeWords.ts';
import { describePlace, plural } from './words.ts';

/** The sentences of a review. It says what a change explains, and of nothing that it is safe. */
export const reviewVerdictWords = {
  reviewed: 'REVIEWED',
  unexplained: 'UNEXPLAINED',
  loosened: 'LOOSENED',
  incomplete: 'INCOMPLETE',
} as const satisfies Record<ReviewVerdict, string>;

/** It follows `reviewVerdictWords`. */
export function describeReviewVerdict(result: ReviewResult): string {
  const { verdict, today, loosenings, connections, unresolved } = result;
  const compared = (today?.connections ?? []).filter((one) => one.state === 'compared');
  const unchecked = (today?.connections.length ?? 0) - compared.length;
  const count = (list: 'explained' | 'caused' | 'neither') => compared.reduce((sum, one) => sum + one[list].length, 0);
  const accepted = compared.flatMap(({ neither }) => neither.filter(isWaived)).length;
  const parts = [
    `${plural(connections.length, 'connection')} ${connections.length === 1 ? 'differs' : 'differ'}`,
    loosenings.length === 0
      ? 'the audit is not loosened'
      : `the audit is loosened in ${plural(loosenings.length, 'way')}`,
    ...(unresolved.length === 0 ? [] : [`${plural(unresolved.length, 'part')} of the plan not compared`]),
    today === null
      ? 'nobody looked at what is there (--snapshot or --live)'
      : `of today's differences ${count('explained')} explained, ${count('neither')} explained by neither side${accepted === 0 ? '' : ` (${accepted} waived)`}, ${count('caused')} newly caused`,
    ...(unchecked === 0 ? [] : [`${plural(unchecked, 'connection')} unchecked`]),
  ];
  switch (verdict) {
    case 'reviewed':
    case 'unexplained':
    case 'incomplete':
      return parts.join('; ');
    case 'loosened':
      return `${parts.join('; ')}; that fails by --fail-on-loosened`;
  }
}

/** `origin/main (0123456789ab, 6 baselines)`. */
export function describeSide({ name, commit, baselines }: Side): string {
  const facts = [...(commit === null ? [] : [commit.slice(0, 12)]), plural(baselines, 'baseline')];
  return `${name === null ? 'working tree' : field(name)} (${facts.join(', ')})`;
}

export const behindWords =
  'The base has commits that the head lacks: what those did shows here reversed. Bring the head up to date, or compare with git merge-base.';

export const unresolvedTitle = 'Of the plan, not compared';

export function describeUnresolved(unresolved: Unresolved): string {
  switch (unresolved.kind) {
    case 'known-after-apply':
      return `${field(unresolved.address)}: known only after apply: ${unresolved.names.join(', ')}`;
    case 'no-baseline':
      return `${field(unresolved.address)}: the base has no baseline of its connection ${field(unresolved.connectionId)}`;
    case 'unfinished-plan':
      return 'the plan is not whole: it failed, was made for some resources only, or defers changes to another plan';
  }
}

export function describeLoosening(loosening: Loosening): string {
  switch (loosening.kind) {
    case 'withdrawn-baseline':
      return 'its baseline is withdrawn: nothing of this connection is audited any more';
    case 'unexpected-allowed':
      return `every unexpected ${loosening.type} route is allowed`;
    case 'wider-allow':
      return `more unexpected ${loosening.type} routes are allowed: ${matchWords(loosening.match)}`;
    case 'narrower-forbid':
      return `${loosening.type} routes are no longer forbidden: ${matchWords(loosening.match)}`;
    case 'wider-count':
      return `the number of ${loosening.type} routes may be ${loosening.head === null ? 'anything' : describeLimits(loosening.head)} instead of ${describeLimits(loosening.base)}`;
    case 'new-waiver':
      return `new waiver ${field(loosening.waiver.id)}: ${waiverWords(loosening.waiver)}`;
    case 'wider-waiver':
      return `waiver ${field(loosening.waiver.id)} accepts more, or for longer: ${waiverWords(loosening.waiver)}; before: ${waiverWords(loosening.base)}`;
    case 'dropped-expectation':
      return `${routeName(loosening)} is no longer looked at: it is not expected any more, and allowed where it is there`;
    case 'opened-claim':
      return `${routeName(loosening)} may have any ${attributeNames[loosening.attribute]}`;
    case 'other-transit-router':
      return `it no longer forms a forwarding domain with others on transit router ${field(loosening.base)}, but ${loosening.head === null ? 'is alone' : `with those on ${field(loosening.head)}`}`;
  }
}

/** `cn-hangzhou/vco-… (hq-hangzhou)`. */
export function describeConnection({ region, connectionId, name }: ConnectionName): string {
  return `${field(region)}/${field(connectionId)}${name === null ? '' : ` (${field(name)})`}`;
}

/** `adds 2, withdraws 1, re-weights 1, changes 1`. */
export function describeChange({ base, head, routes }: ConnectionChange): string {
  if (base === null) return `new baseline: adds ${plural(routes.length, 'destination')}`;
  if (head === null) return `baseline withdrawn, with ${plural(routes.length, 'destination')}`;
  const counts = changeWords.flatMap(([word, is]) => {
    const count = routes.filter(is).length;
    return count === 0 ? [] : [`${word} ${count}`];
  });
  return counts.length === 0 ? 'expects the same routes by other rules' : counts.join(', ');
}

const isReweighted = ({ attributes }: RouteChange) => attributes.length === 1 && attributes[0] === 'weight';
const changeWords: readonly (readonly [string, (change: RouteChange) => boolean])[] = [
  ['adds', ({ kind }) => kind === 'adds'],
  ['withdraws', ({ kind }) => kind === 'withdraws'],
  ['re-weights', (change) => change.kind === 'changes' && isReweighted(change)],
  ['changes', (change) => change.kind === 'changes' && !isReweighted(change)],
];

/** `baselines/hq.yaml:9:7: RD103 redundant-route: …`. */
export function describeLint(finding: LintFinding): string {
  return printable(formatLint(finding));
}

/** The two file names of a unified diff. */
export function diffNames({ base, head }: ConnectionChange): readonly string[] {
  return [
    `--- ${base === null ? '/dev/null' : field(base.file)}`,
    `+++ ${head === null ? '/dev/null' : field(head.file)}`,
  ];
}

export const differenceLists = [
  'neither',
  'caused',
  'explained',
] as const satisfies readonly (keyof ComparedConnection)[];

export const differenceWords = {
  neither: 'There today, explained by neither side',
  caused: 'Newly caused: drift once this is merged, until the network follows',
  explained: 'There today, explained by the change',
} as const satisfies Record<(typeof differenceLists)[number], string>;

export function describeDifference(difference: Difference): string {
  const waiver = isRouteFinding(difference) ? difference.waiver : null;
  const accepted = waiver === null ? '' : `; waived by ${describeWaiver(waiver)}`;
  return `${describeFinding(difference)}${accepted} (${describePlace(difference.at)})`;
}

export const unfinishedWords =
  'INCOMPLETE: NotFinished: the review has not finished, or was ended before it could. Look at the log of the run.';
