import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { coverageKinds } from '../../src/audit/coverage.ts';
import type { Finding } from '../../src/audit/finding.ts';
import { findingKinds } from '../../src/audit/finding.ts';
import type { AuditResult } from '../../src/audit/result.ts';
import { lintNames } from '../../src/baseline/lintNames.ts';
import { sarif } from '../../src/report/sarif.ts';
import { sarifRules } from '../../src/report/sarifRules.ts';
import { anyResult } from '../fuzz/results.ts';
import { hostileStrings, withEveryString } from './hostile.ts';
import { publishedSchema } from './publishedSchema.ts';
import {
  audited,
  calm,
  changed,
  everyOutcome,
  expired,
  missing,
  ofShard,
  resultOf,
  unchecked,
  unused,
  waived,
} from './results.ts';

const runOf = (result: AuditResult) => JSON.parse(sarif(result)).runs[0];
const schema = publishedSchema('sarif-2.1.0.schema.json');
const absent = schema === null ? 'skipped, no sarif-2.1.0.schema.json: ' : '';
const checked = schema === null ? test.skip : test;

/** What the schema has against it. */
const problemsOf = (() => {
  if (schema === null) return () => [];
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: {
      uri: (text: string) => URL.canParse(text),
      'uri-reference': /^(?:[\w.~!$&'()*+,;=:@/?#[\]-]|%[0-9A-F]{2})*$/,
      'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
    },
  });
  const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
  return (report: string) => {
    validate(JSON.parse(report));
    return validate.errors ?? [];
  };
})();

checked.each([
  ['every outcome', everyOutcome()],
  ['nothing but an unchecked connection', resultOf([unchecked])],
  ['a connection in sync', resultOf([calm])],
  ['no connection', resultOf([])],
  ['a shard', ofShard([calm, unchecked])],
])(`${absent}a report of %s is SARIF 2.1.0`, (_, result) => {
  expect(problemsOf(sarif(result))).toEqual([]);
});

checked(`${absent}so is one with hostile text in every field that the result's schema gives no form`, () => {
  for (const [, hostile] of hostileStrings) {
    expect(problemsOf(sarif(withEveryString(everyOutcome(), hostile, true)))).toEqual([]);
  }
});

checked(`${absent}so is one of any result`, () => {
  fc.assert(fc.property(anyResult, (result) => expect(problemsOf(sarif(result))).toEqual([])));
});

test('each kind of finding and each lint code is a rule with help, and each result has the index of its own', () => {
  expect(sarifRules.map(({ id }) => id)).toEqual([
    ...findingKinds,
    'unchecked-connection',
    ...coverageKinds,
    'connections-not-listed',
    ...Object.keys(lintNames),
  ]);
  for (const { help, shortDescription } of sarifRules) {
    expect(help.text.length).toBeGreaterThan(shortDescription.text.length);
  }
  const { results, tool } = runOf(everyOutcome());
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  expect(new Set(results.map(({ ruleId }: { ruleId: string }) => ruleId)).size).toBeGreaterThan(10);
});

test('what a lint rule says is what docs/lint.md says under its code', () => {
  const docs = readFileSync(new URL('../../../docs/lint.md', import.meta.url), 'utf8');
  const [, ...sections] = docs.replaceAll('`', '').split(/^## (?=RD)/m);
  for (const { id, shortDescription, help } of sarifRules.filter((rule) => rule.id in lintNames)) {
    const section = sections.find((each) => each.startsWith(id))?.replaceAll(/\s+/g, ' ') ?? '';
    const [sentence, mend] = [
      shortDescription.text.slice(0, -1),
      help.text.slice(shortDescription.text.length + 1, -1),
    ];
    expect(section).toContain(sentence);
    expect(section.toLowerCase()).toContain(mend.toLowerCase());
  }
});

const fingerprintsOf = (result: AuditResult): string[] =>
  runOf(result).results.map((each: { fingerprints: Record<string, string> }) => each.fingerprints['routeDrift/v1']);

test('a fingerprint is of what the finding is about and of nothing that comes and goes: no line, file, value or time', () => {
  const before = resultOf([audited([missing, changed, waived, expired, unused]), unchecked]);
  const moved = <T extends Finding>(finding: T): T => ({ ...finding, at: { file: 'other.yaml', line: 99, column: 1 } });
  const heavier = {
    ...changed,
    changes: changed.changes.slice(1),
    description: 'now with words',
    severity: 'warning',
  } as const;
  const connection = { name: 'renamed', at: { file: 'other.yaml', line: 7, column: 1 } };
  const after = resultOf(
    [audited([missing, heavier, waived, expired, unused].map(moved), connection), { ...unchecked, ...connection }],
    { startedAt: '2026-06-01T00:00:00.000Z' },
  );
  expect(fingerprintsOf(after)).toEqual(fingerprintsOf(before));
  expect(fingerprintsOf(before)).toEqual([
    'cn-hangzhou vco-bp1hq0hangzhou00001 missing-route 192.168.20.0/24 custom',
    'cn-hangzhou vco-bp1hq0hangzhou00001 changed-route 192.168.30.0/24 custom',
    'cn-hangzhou vco-bp1hq0hangzhou00001 unexpected-route 192.168.99.0/24 custom',
    'cn-hangzhou vco-bp1hq0hangzhou00001 expired-waiver NET-1001',
    'cn-hangzhou vco-bp1hq0hangzhou00001 unused-waiver NET-1777',
    'cn-shanghai vco-uf6gone0000000003 unchecked-connection',
  ]);
});

test('a fingerprint begins with the account, where the baseline names one', () => {
  const ofAccount = audited([missing], { account: '1234567890123456' });
  expect(fingerprintsOf(resultOf([ofAccount]))[0]).toMatch(
    /^1234567890123456 cn-hangzhou vco-bp1hq0hangzhou00001 missing-route /,
  );
  expect(fingerprintsOf(resultOf([audited([missing])]))[0]).toMatch(
    /^cn-hangzhou vco-bp1hq0hangzhou00001 missing-route /,
  );
});

test('no two findings of a result have one fingerprint, which GitHub would take for one alert', () => {
  const all = fingerprintsOf(everyOutcome());
  expect(new Set(all).size).toBe(all.length);
});

test('GitHub goes by the same fingerprint, and never by the text of the line', () => {
  for (const { partialFingerprints, fingerprints } of runOf(everyOutcome()).results) {
    expect(partialFingerprints).toEqual({ primaryLocationLineHash: fingerprints['routeDrift/v1'] });
  }
});

test('waived drift is suppressed by its waiver, and every other result says that it is not suppressed', () => {
  const { results } = runOf(resultOf([audited([waived, missing, expired])]));
  expect(results.map(({ suppressions }: { suppressions: unknown }) => suppressions)).toEqual([
    [
      {
        kind: 'inSource',
        status: 'accepted',
        justification: 'NET-1412 until 2026-12-31, owner netops@example.com: migration to the Shanghai hub',
      },
    ],
    [],
    [],
  ]);
});

test('an unchecked connection makes the run unsuccessful, and stays visible where only results are shown', () => {
  const { invocations, results } = runOf(resultOf([calm, unchecked]));
  expect(invocations[0].executionSuccessful).toBe(false);
  const [notification] = invocations[0].toolExecutionNotifications;
  expect(notification.message.text).toContain('could not be read: InvalidVpnConnectionInstanceId.NotFound');
  expect(results.length).toBe(1);
  expect(results[0]).toMatchObject({ ruleId: 'unchecked-connection', level: 'error', message: notification.message });
  expect(runOf(resultOf([calm])).invocations[0].executionSuccessful).toBe(true);
});

test('a finding is located on its line of the baseline', () => {
  const [{ locations }] = runOf(resultOf([audited([missing])])).results;
  expect(locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'baselines/hq-hangzhou.yaml' },
    region: { startLine: 15, startColumn: 7 },
  });
});

test.each([
  ['base lines/上海.yaml', 'base%20lines/%E4%B8%8A%E6%B5%B7.yaml'],
  ['a:b#c?.yaml', 'a%3Ab%23c%3F.yaml'],
  ['100%.yaml', '100%25.yaml'],
  ['/etc/route-drift/hq.yaml', 'file:///etc/route-drift/hq.yaml'],
  ['../hq.yaml', '../hq.yaml'],
  ['\ud800.yaml', '%EF%BF%BD.yaml'],
])('the file %j has the address %s', (file, uri) => {
  const [{ locations }] = runOf(resultOf([audited([{ ...missing, at: { file, line: 1, column: 1 } }])])).results;
  expect(locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
});

test('what somebody wrote is neither a link nor a placeholder of a message', () => {
  const description = '[log in](https://evil.example) {0}';
  const [{ message }] = runOf(resultOf([audited([{ ...missing, description }])])).results;
  expect(message.text).toContain('([log in]\\u0028https://evil.example) {{0}})');
});

test('of shards none replaces the results of another, and a rehearsal says so in every message', () => {
  expect(runOf(ofShard([calm])).automationDetails.id).toBe('route-drift/shard-3-of-8/');
  expect(runOf(resultOf([calm])).automationDetails.id).toBe('route-drift/');
  const source = { ...everyOutcome().source, kind: 'embedded', collectedFrom: 'embedded' } as const;
  for (const { message } of runOf({ ...everyOutcome(), source }).results) {
    expect(message.text).toMatch(/\(embedded sample network, not a real account\)$/);
  }
});
