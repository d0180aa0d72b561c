import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { lintNames } from '../../src/baseline/lintNames.ts';
import { baselineOf, problemsOf } from './problemsOf.ts';

test('what is turned off has a code, a reason, and perhaps a destination', () => {
  const { lint } = baselineOf(`lint:
  - { code: RD103, destination: 10.0.0.0/8, reason: a summary }
  - { code: RD103, destination: 10.1.0.0/16, reason: another }
  - { code: RD103, reason: all of them }
  - { code: RD101, destination: 10.0.0.0/8, reason: another code }
`);
  expect(lint.map(({ code, destination, reason, at }) => [code, destination, reason, at.line])).toEqual([
    ['RD103', '10.0.0.0/8', 'a summary', 5],
    ['RD103', '10.1.0.0/16', 'another', 6],
    ['RD103', null, 'all of them', 7],
    ['RD101', '10.0.0.0/8', 'another code', 8],
  ]);
});

const codes = Object.keys(lintNames);
const listed = `${codes
  .slice(0, -1)
  .map((code) => `"${code}"`)
  .join(', ')} or "${codes.at(-1)}"`;

test.each([
  ['{ code: RD103 }', 'a.yaml:4:8: lint[0] lacks the key "reason"'],
  ['{ code: RD103, reason: "" }', 'a.yaml:4:31: reason must not be empty'],
  ['{ reason: x }', 'a.yaml:4:8: lint[0] lacks the key "code"'],
  ['{ code: RD13, reason: x }', `a.yaml:4:16: code must be ${listed}; found the text "RD13"; did you mean "RD103"?`],
  ['{ code: redundant, reason: x }', `a.yaml:4:16: code must be ${listed}; found the text "redundant"`],
  ['{ code: 103, reason: x }', `a.yaml:4:16: code must be ${listed}; found 103`],
  ['{ code: RD103, reasn: x, reason: y }', 'a.yaml:4:23: unknown key "reasn"; did you mean "reason"?'],
  ['{ code: RD103, reason: x, le: 24 }', 'a.yaml:4:34: unknown key "le"; known: code, destination, reason'],
  ['RD103', 'a.yaml:4:8: lint[0] must be a mapping; found the text "RD103"'],
  [
    '{ code: RD103, reason: x, destination: 10.1.0.1/16 }',
    'a.yaml:4:47: destination "10.1.0.1/16": host bits are set; write 10.1.0.0/16',
  ],
  [
    '{ code: RD103, reason: x }, { code: RD103, reason: y }',
    'a.yaml:4:36: turning off RD103 is here twice; the first is at a.yaml:4:8',
  ],
  [
    '{ code: RD103, destination: 10.0.0.0/8, reason: x }, { code: RD103, destination: 10.0.0.0/8, reason: y }',
    'a.yaml:4:61: turning off RD103 for 10.0.0.0/8 is here twice; the first is at a.yaml:4:8',
  ],
])('lint: [%s] is refused', (entries, problem) => {
  expect(problemsOf(`lint: [${entries}]\n`)).toEqual([problem]);
});

test('the schema knows the codes that there are', () => {
  const schema = JSON.parse(readFileSync(new URL('../../../schemas/baseline.schema.json', import.meta.url), 'utf8'));
  expect(schema.$defs.turnedOffLint.properties.code.enum).toEqual(codes);
});
