import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { junit, junitStrict } from '../../src/report/junit.ts';
import { hostileStrings, withEveryString } from './hostile.ts';
import { publishedSchema } from './publishedSchema.ts';
import { calm, everyOutcome, ofShard, resultOf, unchecked } from './results.ts';
import { tagsOf } from './xml.ts';

const schema = publishedSchema('junit-10.xsd');
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;
const missing = schema === null ? 'skipped, no junit-10.xsd: ' : hasXmllint ? '' : 'skipped, no xmllint: ';
const checked = missing === '' ? test : test.skip;

/** What xmllint has against it; null: nothing. */
function problemsOf(report: string): string | null {
  const ran = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema ?? '', '-'], { input: report });
  return ran.status === 0 ? null : ran.stderr.toString();
}

checked.each([
  ['every outcome', everyOutcome()],
  ['nothing but an unchecked connection', resultOf([unchecked])],
  ['a connection in sync', resultOf([calm])],
  ['no connection', resultOf([])],
  ['a shard', ofShard([calm, unchecked])],
  ['a run of 20 minutes', resultOf([calm], { finishedAt: '2026-05-04T02:20:34.567Z' })],
])(`${missing}a report of %s passes the schema of Jenkins' xUnit plug-in`, (_, result) => {
  expect(problemsOf(junitStrict(result))).toBeNull();
});

checked(`${missing}so it does with hostile text in every field`, () => {
  for (const [, hostile] of hostileStrings) {
    expect(problemsOf(junitStrict(withEveryString(everyOutcome(), hostile)))).toBeNull();
  }
});

checked(`${missing}and the other report does not, which is why there are two`, () => {
  expect(problemsOf(junit(everyOutcome()))).toContain("The attribute 'file' is not allowed");
});

test('but for places and the sum of skipped tests it says what the other one says', () => {
  const lessPlaces = tagsOf(junit(everyOutcome())).map((tag) => {
    const { file: _file, line: _line, skipped, ...attributes } = tag.attributes;
    return {
      ...tag,
      attributes: tag.name === 'testsuites' || skipped === undefined ? attributes : { ...attributes, skipped },
    };
  });
  expect(tagsOf(junitStrict(everyOutcome()))).toEqual(lessPlaces);
});
