import { expect, test } from '@jest/globals';
import { type Finding, severities } from '../../src/audit/finding.ts';
import type { AuditResult, ConnectionResult } from '../../src/audit/result.ts';
import { junit } from '../../src/report/junit.ts';
import {
  audited,
  calm,
  changed,
  everyOutcome,
  expired,
  missing,
  resultOf,
  unchecked,
  unused,
  waived,
} from './results.ts';
import { type Tag, tagsOf } from './xml.ts';

const countOf = (tags: readonly Tag[], name: string) => String(tags.filter((tag) => tag.name === name).length);
const namesOf = (result: AuditResult, name: string) =>
  tagsOf(junit(result)).flatMap((tag) => (tag.name === name ? [tag.attributes.name ?? ''] : []));

/** The elements of each suite. */
function suitesOf(tags: readonly Tag[]): Tag[][] {
  const starts = tags.flatMap((tag, i) => (tag.name === 'testsuite' ? [i] : []));
  return starts.map((start, i) => tags.slice(start, starts[i + 1]));
}

test('the counts are those of the elements, in each suite and in all', () => {
  const tags = tagsOf(junit(everyOutcome()));
  const [all] = tags;
  for (const part of [tags, ...suitesOf(tags)]) {
    const head = part === tags ? all : part[0];
    expect(head?.attributes).toMatchObject({
      tests: countOf(part, 'testcase'),
      failures: countOf(part, 'failure'),
      errors: countOf(part, 'error'),
      skipped: countOf(part, 'skipped'),
    });
  }
});

test('one suite a connection, one case an expected destination and one each finding more', () => {
  expect(namesOf(everyOutcome(), 'testsuite')).toEqual([
    'cn-hangzhou/vco-bp1hq0hangzhou00001 (hq-hangzhou)',
    'cn-shanghai/vco-uf6branch00000002 (branch)',
    'cn-shanghai/vco-uf6gone0000000003',
    'cn-hangzhou/vco-a (paris-1)',
    'cn-hangzhou/vco-b (paris-2)',
    'coverage',
  ]);
  expect(namesOf(everyOutcome(), 'testcase')).toEqual([
    'custom 192.168.20.0/24',
    'custom 192.168.30.0/24',
    'bgp VPN_BGP 10.66.0.0/16',
    'bgp CLOUD 0.0.0.0/0',
    'bgp route count',
    'custom 192.168.99.0/24',
    'custom 192.168.10.0/24',
    'custom 192.168.10.0/24',
    'connection is readable',
    'custom 172.16.0.0/16',
    'roles 192.168.20.0/24',
    'custom 192.168.20.0/24',
    'custom 192.168.20.0/24',
    'connections of cn-beijing, account 1234567890123456',
    'connections of cn-shanghai',
    'cn-shanghai/vco-uf6gone0000000003 is there',
    'cn-shanghai/vco-uf6stray00000001 has a baseline',
  ]);
});

test('a destination has one name, whether missing, changed, waived or not evaluated', () => {
  const findings: Finding[] = [
    missing,
    { ...changed, destination: missing.destination },
    { ...missing, waiver: waived.waiver },
  ];
  for (const finding of findings) {
    expect(namesOf(resultOf([audited([finding], { inSync: [] })]), 'testcase')).toEqual(['custom 192.168.20.0/24']);
  }
});

test('cases of the same name are told apart', () => {
  const names = namesOf(resultOf([audited([missing, missing, missing])]), 'testcase');
  expect(new Set(names).size).toBe(names.length);
});

test('every case has the place in the baseline that it is about', () => {
  const cases = tagsOf(junit({ ...everyOutcome(), coverage: null })).filter(({ name }) => name === 'testcase');
  expect(cases[0]?.attributes).toMatchObject({ file: 'baselines/hq-hangzhou.yaml', line: '15' });
  for (const { attributes } of cases)
    expect(attributes).toMatchObject({ file: expect.stringMatching(/yaml$/), line: expect.stringMatching(/^\d+$/) });
});

test('an unreadable connection is one error, and what it was expected to have is skipped, not passed', () => {
  const tags = tagsOf(junit(resultOf([unchecked]))).map(({ name }) => name);
  expect(tags.filter((name) => ['testcase', 'error', 'skipped'].includes(name))).toEqual([
    'testcase',
    'error',
    'testcase',
    'skipped',
  ]);
});

test('waived drift is skipped and says by what', () => {
  const skipped = tagsOf(junit(resultOf([audited([waived])]))).find(({ name }) => name === 'skipped');
  expect(skipped?.attributes.message).toMatch(/^waived: NET-1412 until 2026-12-31, owner netops@example.com/);
});

test('notices are told in the output of the suite and are no cases', () => {
  const result = resultOf([audited([expired, unused])]);
  expect(namesOf(result, 'testcase')).toEqual(['custom 192.168.10.0/24']);
  expect(junit(result)).toContain('<system-out>notice: waiver NET-1001 has expired');
});

const warning = { ...missing, severity: 'warning' } as const;
const notice = { ...missing, severity: 'notice' } as const;
const connections: readonly (readonly [string, ConnectionResult])[] = [
  ['an error', audited([missing])],
  ['a warning', audited([warning])],
  ['a notice', audited([notice])],
  ['an expired waiver', audited([expired])],
  ['a waived error', audited([waived])],
  ['nothing', calm],
];

test.each(connections)('with %s, JUnit fails exactly where the severity is at or above --fail-on', (_, connection) => {
  for (const failOn of severities) {
    const findings = connection.state === 'audited' ? connection.findings : [];
    const counts = findings.some(
      (each) => each !== waived && severities.indexOf(each.severity) <= severities.indexOf(failOn),
    );
    const [all] = tagsOf(junit(resultOf([connection], { failOn })));
    expect(all?.attributes.failures).toBe(counts ? '1' : '0');
  }
});

test('drift below --fail-on is skipped, for it has neither failed nor passed', () => {
  const tags = tagsOf(junit(resultOf([audited([warning])], { failOn: 'error' })));
  expect(tags.find(({ name }) => name === 'skipped')?.attributes.message).toMatch(
    /^warning, below --fail-on error: custom route 192.168.20.0\/24/,
  );
});

test.each([
  ['2026-05-04T02:00:00.000Z', '2026-05-04T02:00:00'],
  ['2026-05-04T02:00:00Z', '2026-05-04T02:00:00'],
  ['yesterday', undefined],
])('a run started at %s has the timestamp %s', (startedAt, timestamp) => {
  const suite = tagsOf(junit(resultOf([calm], { startedAt }))).find(({ name }) => name === 'testsuite');
  expect(suite?.attributes.timestamp).toBe(timestamp);
});

test('the embedded sample network is named as what it is', () => {
  const result = resultOf([calm], {
    source: { kind: 'embedded', collectedFrom: 'embedded', endpoint: null, collectedAt: '2026-05-04T02:00:03.000Z' },
  });
  expect(junit(result)).toContain('<testsuites name="route-drift (embedded sample network, not a real account)"');
});
