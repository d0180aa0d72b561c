import { expect, test } from '@jest/globals';
import { github } from '../../src/report/github.ts';
import { audited, calm, everyOutcome, expired, missing, resultOf, unchecked, waived } from './results.ts';

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

test('a connection that nobody could look at comes before findings', () => {
  expect(github(everyOutcome())).toMatch(
    /^::error file=baselines\/gone.yaml,line=3,col=7,title=Route drift%3A connection unchecked::/,
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
