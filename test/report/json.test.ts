import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AuditResult } from '../../src/audit/result.ts';
import { json } from '../../src/report/json.ts';
import { parseResult } from '../../src/report/readResult.ts';
import { hostileStrings, withEveryString } from './hostile.ts';
import { audited, calm, changed, count, everyOutcome, missing, ofShard, resultOf } from './results.ts';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../../schemas/audit-result.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(Object(schema));

function expectValid(value: unknown): void {
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}

const notStated = { nextHop: null, weight: null, state: null, asPath: 'AS_SET {1}', community: null, createTime: null };
const results: readonly (readonly [string, AuditResult])[] = [
  ['every outcome', everyOutcome()],
  ['a shard', ofShard([calm])],
  ['a shard without connections', ofShard([])],
  ['nothing stated', resultOf([audited([{ ...changed, actual: [notStated] }])])],
  [
    'changes of every sort of value',
    resultOf([
      audited([
        {
          ...changed,
          changes: [
            { attribute: 'weight', expected: [0], actual: [null] },
            { attribute: 'asPath', expected: [[65010, 65020]], actual: ['AS_SET', []] },
            { attribute: 'nextHop', expected: ['a', 'b'], actual: [] },
          ],
        },
      ]),
    ]),
  ],
];

test.each(results)('the JSON report of %s is as its schema says', (_, result) => {
  expectValid(JSON.parse(json(result)));
});

test.each(results)('the JSON report of %s, read and written again, is the same to the byte', (_, result) => {
  expect(json(parseResult(JSON.parse(json(result))))).toBe(json(result));
  expect(parseResult(JSON.parse(json(result)))).toEqual(result);
});

test.each(hostileStrings)('%s in every field survives the JSON report as it is', (_, hostile) => {
  const result = withEveryString({ ...everyOutcome(), shard: ofShard([]).shard }, hostile, true);
  const value: unknown = JSON.parse(json(result));
  expectValid(value);
  expect(parseResult(value)).toEqual(result);
});

test('a saved result whose keys were sorted by another tool is read and written as ours', () => {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
  };
  const result = parseResult(sorted(JSON.parse(json(everyOutcome()))));
  expect(json(result)).toBe(json(everyOutcome()));
  expect(Object.keys(result.totals)).toEqual(Object.keys(everyOutcome().totals));
});

test('begins with the version of its schema', () => {
  expect(json(everyOutcome())).toMatch(/^\{\n {2}"schemaVersion": 1,\n/);
});

test('every connection and every finding has every key', () => {
  const { connections } = JSON.parse(json(everyOutcome()));
  expect(new Set(connections.map((each: object) => Object.keys(each).join()))).toHaveProperty('size', 1);
  const findings = connections.flatMap((each: { findings: object[] }) => each.findings);
  const keys = findings.map((each: object) =>
    Object.keys(each)
      .filter((key) => !['limits', 'count', 'missing', 'changed', 'of', 'outcomes', 'members'].includes(key))
      .join(),
  );
  expect(new Set(keys)).toHaveProperty('size', 1);
});

type Document = { connections: { findings: Record<string, unknown>[] }[] };

test.each<readonly [string, (finding: Record<string, unknown>) => void]>([
  ['an unknown key', (finding) => Object.assign(finding, { extra: 1 })],
  ['a route finding without destination', (finding) => Object.assign(finding, { destination: null })],
  ['a destination that is no prefix', (finding) => Object.assign(finding, { destination: '10.0.0.0/33' })],
  ['an unknown kind', (finding) => Object.assign(finding, { kind: 'odd' })],
  ['a count finding without count', (finding) => Object.assign(finding, { kind: 'count-out-of-bounds' })],
  [
    'a waiver finding without waiver',
    (finding) => Object.assign(finding, { kind: 'unused-waiver', type: null, destination: null }),
  ],
])('the schema refuses %s', (_, spoil) => {
  const value: Document = JSON.parse(json(resultOf([audited([missing])])));
  const [finding] = value.connections[0]?.findings ?? [];
  spoil(finding ?? {});
  expect(validate(value)).toBe(false);
});

test('a finding of a count has its limits and the count', () => {
  const { connections } = JSON.parse(json(resultOf([audited([count])])));
  expect(connections[0].findings[0]).toMatchObject({
    limits: { min: 1, max: 10 },
    count: 12,
    type: 'bgp',
    waiver: null,
  });
});
