import { expect, test } from '@jest/globals';
import { formats, reporters } from '../../src/report/registry.ts';
import { reportPieces } from '../../src/report/reportPieces.ts';
import { everyOutcome } from './results.ts';

const view = { color: false, width: 80 };

test.each(formats)('the pieces of the %s report are the report', (format) => {
  const none = { ...everyOutcome(), connections: [] };
  for (const result of [everyOutcome(), none]) {
    expect([...reportPieces(format, result, view)].join('')).toBe(reporters[format](result, view));
  }
});

test.each([
  ['json', '"transitRouter":'],
  ['junit', '<testsuite '],
  ['junit-strict', '<testsuite '],
  ['html', '<section class="connection'],
  ['html', '<details class="passes'],
] as const)('no piece of the %s report holds two connections', (format, mark) => {
  const pieces = [...reportPieces(format, { ...everyOutcome(), coverage: null }, view)];
  const marks = pieces.map((piece) => piece.split(mark).length - 1);
  expect(Math.max(...marks)).toBe(1);
  if (format === 'html') return;
  expect(marks.filter((count) => count === 1).length).toBe(everyOutcome().connections.length);
});

test('a JSON report is what JSON.stringify makes of its value, line by line', () => {
  const text = reporters.json(everyOutcome());
  const again = JSON.stringify(JSON.parse(text), null, 2);
  expect(JSON.parse(text).connections.length).toBe(everyOutcome().connections.length);
  expect(again.split('\n').length).toBe(text.trimEnd().split('\n').length);
});
