import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type Format, reporters } from '../../src/report/registry.ts';
import { everyOutcome } from './results.ts';

const golden = (name: string) => readFileSync(new URL(`../../../test/report/golden/${name}`, import.meta.url), 'utf8');

const files: readonly (readonly [string, Format, number])[] = [
  ['text-200.txt', 'text', 200],
  ['text-60.txt', 'text', 60],
  ['markdown.txt', 'markdown', 80],
  ['junit.txt', 'junit', 80],
  ['junit-strict.txt', 'junit-strict', 80],
  ['json.txt', 'json', 80],
  ['sarif.txt', 'sarif', 80],
  ['github.txt', 'github', 80],
  ['html.txt', 'html', 80],
];

test.each(files)('the small example is %s in the format %s, %i columns wide', (file, format, width) => {
  expect(reporters[format](everyOutcome(), { color: false, width })).toBe(golden(file));
});
