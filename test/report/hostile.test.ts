import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AuditResult } from '../../src/audit/result.ts';
import { type Format, formats, reporters } from '../../src/report/registry.ts';
import { hostileStrings, withEachString, withEveryString } from './hostile.ts';
import { everyOutcome } from './results.ts';
import { shapeOf } from './xml.ts';

const render = (format: Format, result: AuditResult, width = 80) => reporters[format](result, { color: false, width });
const harmless = withEveryString(everyOutcome(), 'harmless');

/** What a Markdown line is, and how many cells it has, without what it says. */
function markdownShape(text: string): string[] {
  return text.split('\n').map((line) => {
    if (line.startsWith('|')) return `row of ${line.split('|').length}`;
    if (/^`{3,}/.test(line)) return line.replace(/`+/, 'fence ');
    return /^(?:#+ |- |<\/?[a-z]+>|[-+ ]|@@)?/.exec(line)?.[0] ?? '';
  });
}

/** Nothing that a terminal or a CI runner would obey, whatever stands around it. */
function expectQuiet(text: string): void {
  expect(text.match(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)).toBeNull();
  expect(text.match(/##[a-z]*\[/i)).toBeNull();
  const command = /^::(?:error|warning|notice) (?:file=[^:,\n]*,line=\d+,col=\d+,)?title=[^:,\n]*::/;
  const obeyed = text.split('\n').filter((line) => line.trim().startsWith('::') && !command.test(line));
  expect(obeyed).toEqual([]);
}

test.each(hostileStrings)('%s in every field breaks out of no report', (_, hostile) => {
  const result = withEveryString(everyOutcome(), hostile);
  for (const format of formats) expectQuiet(render(format, result));
  for (const width of [1, 20, 60, 200]) expectQuiet(render('text', result, width));
});

test('all of that together in any one field breaks out of no report', () => {
  const hostile = hostileStrings.map(([, text]) => text.slice(0, 100)).join(' ');
  const elements = shapeOf(render('junit', everyOutcome())).length;
  for (const text of [hostile, hostile.split('').reverse().join(''), '::error::x', '']) {
    for (const result of withEachString(everyOutcome(), text)) {
      for (const format of formats) expectQuiet(render(format, result));
      expect(shapeOf(render('junit', result)).length).toBe(elements);
    }
  }
});

test.each(hostileStrings)('%s changes no element of the JUnit report', (_, hostile) => {
  const result = withEveryString(everyOutcome(), hostile);
  expect(shapeOf(render('junit', result))).toEqual(shapeOf(render('junit', harmless)));
});

test.each(hostileStrings.filter(([name]) => !name.startsWith('100 kB')))(
  '%s changes no row, cell, heading or fence of the Markdown report',
  (_, hostile) => {
    const markdown = render('markdown', withEveryString(everyOutcome(), hostile));
    expect(markdownShape(markdown)).toEqual(markdownShape(render('markdown', harmless)));
    expect(markdown).not.toMatch(/<(?!\/?(?:details|summary|code|br)>)/);
  },
);

test.each(hostileStrings)('%s changes no line of the annotations', (_, hostile) => {
  const lines = (result: AuditResult) =>
    render('github', result)
      .split('\n')
      .map((line) => line.startsWith('::'));
  expect(lines(withEveryString(everyOutcome(), hostile))).toEqual(lines(harmless));
});

test('a text of 100 kB is shortened for people, and says how long it was', () => {
  const result = withEveryString(everyOutcome(), 'x'.repeat(100_000));
  expect(render('text', result)).toContain('x… (100000 characters)');
  expect(render('text', result).length).toBeLessThan(60_000);
  expect(render('markdown', result).length).toBeLessThanOrEqual(65_536);
});

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom('<', '&', ']', '>', '`', '|', '\\', ':', '#', '[', '\n', '\u001b', 'a', ' ', '"'))
    .map((parts) => parts.join('')),
);

test('no Unicode text changes the structure of a report', () => {
  const [junit, markdown] = [shapeOf(render('junit', harmless)), markdownShape(render('markdown', harmless))];
  fc.assert(
    fc.property(anything, (text) => {
      // What happens to be a date gives the suites a timestamp, as it should.
      fc.pre(Number.isNaN(Date.parse(text)));
      const result = withEveryString(everyOutcome(), text);
      expect(shapeOf(render('junit', result))).toEqual(junit);
      expect(markdownShape(render('markdown', result))).toEqual(markdown);
      for (const format of formats) expectQuiet(render(format, result));
    }),
    { numRuns: 200 },
  );
});
