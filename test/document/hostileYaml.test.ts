import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readYaml } from '../../src/document/yaml.ts';
import { problemsOf } from './problemsOf.ts';

test('a file of 100 MB is refused by its size', () => {
  expect(problemsOf(Buffer.alloc(100_000_000))).toEqual([
    'a.yaml:1:1: the file has 100000000 bytes; at most 4 MiB are read',
  ]);
});

test.each([
  ['lists', '['.repeat(100_000), 'a.yaml:1:20: nested deeper than 20 levels'],
  ['mappings', '{a: '.repeat(100_000), 'a.yaml:1:74: nested deeper than 20 levels'],
  ['items', '- '.repeat(100_000), 'a.yaml:1:41: nested deeper than 20 levels'],
])('100,000 nested %s end in a message', (_, text, message) => {
  expect(problemsOf(text)).toEqual([message]);
});

test('a bomb of aliases is refused before anything is built', () => {
  const levels = [...'bcdefghij'].map((name, i) => `${name}: &${name} [${'*'}${'abcdefghi'[i]}, *a, *a, *a]`);
  const problems = problemsOf(`a: &a [x, x]\n${levels.join('\n')}\n`);
  expect(problems).toHaveLength(46);
  expect(problems[1]).toBe('a.yaml:2:4: anchors (&) are not allowed; remove this one');
});

test('a million values are too many', () => {
  expect(problemsOf(`[${'1,'.repeat(1_000_001)}]`)).toEqual(['a.yaml:1:1: the file holds too many values; split it']);
});

test('of very many problems the first 1,000 are listed', () => {
  const problems = problemsOf(`a: [${'01,'.repeat(5000)}]`);
  expect(problems).toHaveLength(1001);
  expect(problems[1000]).toMatch(/more problems follow that are not listed$/);
});

test.each([
  ['NUL', 'a: b\u0000', ['a.yaml:1:5: invisible character U+0000 is not allowed; remove it']],
  ['escape', '# \u001b[2J', ['a.yaml:1:3: invisible character U+001B is not allowed; remove it']],
  ['a lone carriage return', 'a: 1\rb: 2', ['a.yaml:1:5: invisible character U+000D is not allowed; remove it']],
  ['a bidi override', 'a: 1\nb: x\u202e', ['a.yaml:2:5: invisible character U+202E is not allowed; remove it']],
  ['a bidi isolate', 'a: \u2066', ['a.yaml:1:4: invisible character U+2066 is not allowed; remove it']],
  ['a mark in a comment', '# \u200f', ['a.yaml:1:3: invisible character U+200F is not allowed; remove it']],
  ['a line separator', 'a: \u2028', ['a.yaml:1:4: invisible character U+2028 is not allowed; remove it']],
  ['an escaped one', 'a: "x\\u202e"', ['a.yaml:1:4: "x\\u202e" contains an invisible character; remove it']],
  ['an escaped half', 'a: "\\ud800"', ['a.yaml:1:4: "\\ud800" contains an invisible character; remove it']],
])('%s is refused at its place', (_, text, problems) => {
  expect(problemsOf(text)).toEqual(problems);
});

test.each([
  ['Windows line ends', 'a: 1\r\nb: 2\r\n'],
  ['a byte order mark', '\ufeffa: 1\n'],
  ['other scripts', 'a: 总部 офис مكتب 🏢\n'],
  ['a block of text', 'a: |\n  one\n  two\n'],
])('%s does no harm', (_, text) => {
  expect(problemsOf(text)).toBe('read');
});

test('a byte order mark is no column', () => {
  expect(problemsOf('\ufeff5: 1')).toEqual(['a.yaml:1:1: a key must be text; put "5" in quotes']);
});

test('bytes that are not UTF-8 are refused on their line', () => {
  expect(problemsOf(Buffer.from('a: 1\nb: \xe4\nc: \xff\n', 'latin1'))).toEqual([
    'a.yaml:2:4: these bytes are not UTF-8; save the file as UTF-8',
    'a.yaml:3:4: these bytes are not UTF-8; save the file as UTF-8',
  ]);
});

test('no text and no bytes make it throw, and no problem has a line break or a control character', () => {
  const yamlish = fc.string({ unit: fc.constantFrom(...'ab01:-?&*!|>\'"%@#{}[],\n \t\\~<._ex\u0000\u202e') });
  const read = (bytes: Uint8Array) => {
    const problems = problemsOf(bytes);
    if (problems !== 'read') for (const problem of problems) expect(problem).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
    return readYaml('a.yaml', bytes).state;
  };
  fc.assert(
    fc.property(yamlish, (text) => read(Buffer.from(text)) !== null),
    { numRuns: 3000 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => read(bytes) !== null));
});
