import { expect, test } from '@jest/globals';
import type { Finding } from '../../src/audit/finding.ts';
import { github } from '../../src/report/github.ts';
import {
  audited,
  calm,
  changed,
  everyOutcome,
  expired,
  missing,
  resultOf,
  unchecked,
  waived,
  waiver,
} from './results.ts';

const levels = (text: string) => [...text.matchAll(/^::([a-z]+) /gm)].map((match) => match[1]);

test('the gravest annotations come first, since GitHub shows ten of each', () => {
  const warning = { ...missing, severity: 'warning' } as const;
  expect(levels(github(resultOf([audited([expired, waived, warning, missing]), unchecked])))).toEqual([
    'error',
    'error',
    'warning',
    'notice',
    'notice',
  ]);
});

test('nine of each level are shown, and the tenth says how many more there are and where', () => {
  const many = (finding: Finding, n: number) => Array.from({ length: n }, () => finding);
  const text = github(
    resultOf([audited([...many(missing, 9), ...many({ ...missing, severity: 'warning' }, 10), ...many(expired, 500)])]),
  );
  expect(levels(text)).toEqual([...Array(9).fill('error'), ...Array(10).fill('warning'), ...Array(10).fill('notice')]);
  const place = 'file=baselines/hq-hangzhou.yaml,line=\\d+,col=7';
  expect(text).toMatch(
    new RegExp(`^::warning ${place},title=Route drift%3A 1 more in the summary::1 more in the summary: `, 'm'),
  );
  expect(text).toMatch(new RegExp(`^::notice ${place},title=Route drift%3A 491 more in the summary::`, 'm'));
});

test('a message has fewer than 4,096 characters, a title at most 255, and no half of a character', () => {
  const changes = Array.from({ length: 30 }, (_, i) => {
    return { attribute: 'nextHop', expected: [`vco-${i}`], actual: ['🚀'.repeat(200)] } as const;
  });
  const description = '🚀'.repeat(200);
  const [line = ''] = github(resultOf([audited([{ ...changed, description, changes }])])).split('\n');
  const [, message] = /^::.*?::(.*)$/.exec(line) ?? [];
  expect(message).toMatch(/…$/);
  expect(message?.length).toBeGreaterThan(4000);
  expect(message?.length).toBeLessThan(4096);
  expect(line.match(/\p{Cs}/u)).toBe(null);
  const long = { ...expired, waiver: { ...waiver, id: '🚀'.repeat(200) } };
  const [, cut = ''] = /title=(.*?)::/.exec(github(resultOf([audited([long])]))) ?? [];
  expect(decodeURIComponent(cut).length).toBeGreaterThan(250);
  expect(decodeURIComponent(cut).length).toBeLessThanOrEqual(255);
});

test('a connection that nobody could look at comes before findings', () => {
  expect(github({ ...everyOutcome(), coverage: null })).toMatch(
    /^::error file=baselines\/gone.yaml,line=3,col=7,title=Route drift%3A connection unchecked::/,
  );
});

test('regions that nobody could list come before all, on no line of a baseline', () => {
  expect(github(everyOutcome())).toMatch(/^::error title=Route drift%3A connections not listed::cn-beijing, account/);
  expect(github(everyOutcome())).toContain(
    '::warning title=Route drift%3A unmanaged cn-shanghai/vco-uf6stray00000001::',
  );
});

test('waived drift is a notice', () => {
  expect(github(resultOf([audited([waived])]))).toMatch(
    /^::notice file=.*title=Route drift%3A waived%3A unexpected .*; waived by NET-1412 until/,
  );
});

test('a path with commas, colons and percent signs stays one property', () => {
  const at = { file: 'a,line=9:b%c.yaml', line: 1, column: 2 };
  expect(github(resultOf([audited([{ ...missing, at }])]))).toContain(
    '::error file=a%2Cline=9%3Ab%25c.yaml,line=1,col=2,',
  );
});

test('ends with the verdict and the totals, not as annotations', () => {
  expect(github(resultOf([calm])).split('\n')).toEqual([
    expect.stringMatching(/^Route drift: IN SYNC: /),
    expect.stringMatching(
      /^Route drift: 1 connection: 1 in sync, 0 missing, .*; source: Alibaba Cloud VPC API, collected/,
    ),
    '',
  ]);
});

test('every annotation of the embedded sample network says so', () => {
  const source = {
    kind: 'embedded',
    collectedFrom: 'embedded',
    endpoint: null,
    collectedAt: '2026-05-04T02:00:03.000Z',
  } as const;
  const lines = github({ ...everyOutcome(), source })
    .split('\n')
    .filter((line) => line.startsWith('::'));
  for (const line of lines) expect(line).toContain('[embedded sample network, not a real account]');
});
