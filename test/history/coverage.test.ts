import { expect, test } from '@jest/globals';
import {
  type Coverage,
  type CoverageFinding,
  type CoverageList,
  coverageSeverityOf,
} from '../../src/audit/coverage.ts';
import type { Severity } from '../../src/audit/finding.ts';
import { unchecked } from '../report/results.ts';
import { historyOf, lookAt, night, type Seen } from './looks.ts';

const listed: CoverageList = { region: 'cn-hangzhou', account: null, state: 'listed', listed: 3, inScope: 3 };
const unread: CoverageList = { region: 'cn-hangzhou', account: null, state: 'unreadable', reason: unchecked.reason };

const at = { file: 'baselines/hq.yaml', line: 2, column: 1 };
const about = (kind: CoverageFinding['kind'], connectionId: string): CoverageFinding => {
  const head = { connectionId, region: 'cn-hangzhou', account: null, name: null, transitRouter: null, at: null };
  return { ...head, kind, severity: coverageSeverityOf[kind], at: kind === 'missing-connection' ? at : null };
};
const stray = about('unmanaged-connection', 'vco-stray');
const gone = about('missing-connection', 'hq');

function covered(findings: readonly CoverageFinding[], more: Partial<Coverage> = {}): Coverage {
  return { tags: [], lists: [listed], findings, ...more };
}

/** The nights of November from the first on. null: nobody asked which connections there are. */
function history(nights: readonly (Coverage | null)[], seen: Seen = { hq: [] }, failOn: Severity = 'warning') {
  return historyOf(nights.map((coverage, i) => lookAt(night(i + 1), seen, { coverage, failOn })));
}

test('a connection without a baseline is a drift, until a run lists its region and does not tell of it', () => {
  const { verdict, drifts } = history([covered([]), covered([stray]), covered([stray]), covered([])]);
  expect(verdict).toBe('in-sync');
  expect(drifts).toMatchObject([
    { finding: stray, outlook: { state: 'resolved' }, spells: [{ firstSeen: night(2), lastSeen: night(3), seen: 2 }] },
  ]);
  expect(history([covered([stray])])).toMatchObject({ verdict: 'drifted', runs: [{ failing: 1 }] });
  expect(history([covered([stray])], { hq: [] }, 'error')).toMatchObject({
    verdict: 'in-sync',
    drifts: [{ standing: 'tolerated' }],
  });
});

test.each<readonly [string, Coverage | null, string, string]>([
  ['nobody asked', null, 'not-listed', 'drifted'],
  ['its region could not be listed', covered([], { lists: [unread] }), 'unchecked', 'drifted'],
  ['another region was listed', covered([], { lists: [{ ...listed, region: 'cn-beijing' }] }), 'not-listed', 'drifted'],
  ['another account was listed', covered([], { lists: [{ ...listed, account: '1' }] }), 'not-listed', 'drifted'],
  ['only tagged ones count', covered([], { tags: [{ key: 'env', value: null }] }), 'other-tags', 'drifted'],
])('it stays open where %s', (_, coverage, because, verdict) => {
  const found = history([covered([stray]), coverage]);
  expect(found.verdict).toBe(verdict);
  expect(found.drifts).toMatchObject([{ outlook: { state: 'not-looked-at', because } }]);
});

test('who looks at all connections looks at those with tags too', () => {
  const tagged = covered([stray], { tags: [{ key: 'env', value: null }] });
  expect(history([tagged, covered([])]).drifts).toMatchObject([{ outlook: { state: 'resolved' } }]);
});

test('a connection that is gone is back when its baseline is held against a list again and nothing is told', () => {
  const missing = { hq: 'unchecked' } as const;
  const looks = [
    lookAt(night(1), missing, { coverage: covered([gone]) }),
    lookAt(night(2), { other: [] }, { coverage: covered([]) }),
    lookAt(night(3), { hq: [] }, { coverage: covered([]) }),
  ];
  expect(historyOf(looks.slice(0, 2)).drifts).toMatchObject([
    { outlook: { state: 'not-looked-at', because: 'out-of-scope' } },
  ]);
  const notAsked = historyOf(looks.slice(0, 1).concat(lookAt(night(2), { hq: [] })));
  expect(notAsked.drifts).toMatchObject([{ outlook: { state: 'not-looked-at', because: 'not-listed' } }]);
  expect(historyOf(looks).drifts).toMatchObject([{ outlook: { state: 'resolved' } }]);
});

test('a list that is asked for no longer is named', () => {
  const { verdict, leftScope } = history([covered([], { lists: [listed, { ...listed, account: '1' }] }), covered([])]);
  expect(verdict).toBe('in-sync');
  expect(leftScope).toEqual([
    { what: 'list', region: 'cn-hangzhou', connectionId: null, account: '1', tags: null, lastLookedAt: night(1) },
  ]);
});

test('a list that is asked for with tags is named, where it was asked for without or with others', () => {
  const tagged = (key: string) => covered([], { tags: [{ key, value: null }] });
  const leftBy = (...nights: readonly (Coverage | null)[]) =>
    history(nights).leftScope.map(({ tags, lastLookedAt }) => [tags?.map(({ key }) => key), lastLookedAt]);
  expect(leftBy(covered([]), covered([]), tagged('a'))).toEqual([[[], night(2)]]);
  expect(leftBy(tagged('b'), null, tagged('a'))).toEqual([[['b'], night(1)]]);
  expect(leftBy(tagged('b'), covered([]))).toEqual([]);
  expect(leftBy(tagged('b'), tagged('b'))).toEqual([]);
});

test('a connection that is gone is not back because a run could not read it, as where a shard is missing', () => {
  const looks = [
    lookAt(night(1), { hq: 'unchecked' }, { coverage: covered([gone]) }),
    lookAt(night(2), { hq: 'unchecked' }, { coverage: covered([]) }),
  ];
  expect(historyOf(looks)).toMatchObject({
    verdict: 'drifted',
    drifts: [{ outlook: { state: 'not-looked-at', because: 'unchecked' } }],
  });
});

test('a list that could not be read makes its run an incomplete one', () => {
  const { verdict, runs } = history([covered([], { lists: [unread] }), covered([])]);
  expect(verdict).toBe('incomplete');
  expect(runs).toMatchObject([{ verdict: 'incomplete', unchecked: 0, unlisted: 1 }, { unlisted: 0 }]);
});
