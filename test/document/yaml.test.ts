import { expect, test } from '@jest/globals';
import { readYaml } from '../../src/document/yaml.ts';
import { problemsOf } from './problemsOf.ts';

const parsed = (text: string) => {
  const read = readYaml('a.yaml', new TextEncoder().encode(text));
  return read.state === 'read' ? read.value : read.problems;
};

test('YAML 1.2 core is read: dates, yes and 65535:65510 are text', () => {
  expect(parsed('a: 2026-12-31\nb: yes\nc: 65535:65510\nd: 1\ne: 1.5\nf: true\ng: ~\nh: "1"\n')).toEqual({
    a: '2026-12-31',
    b: 'yes',
    c: '65535:65510',
    d: 1,
    e: 1.5,
    f: true,
    g: null,
    h: '1',
  });
});

test.each([
  ['an empty file', '', ['a.yaml:1:1: the file is empty; it must hold one YAML document']],
  ['only comments', '# a\n# b\n', ['a.yaml:1:1: the file is empty; it must hold one YAML document']],
  ['a document without content', '---\n', ['a.yaml:1:1: the file is empty; it must hold one YAML document']],
  ['two documents', 'a: 1\n---\nb: 2\n', ['a.yaml:2:1: a second document starts here; a file must hold exactly one']],
  ['two marked ones', '---\na\n---\nb', ['a.yaml:3:1: a second document starts here; a file must hold exactly one']],
  ['one after an end', 'a\n...\nb', ['a.yaml:3:1: a second document starts here; a file must hold exactly one']],
  ['a directive', '%YAML 1.1\n---\na: 1', ['a.yaml:1:1: directives (%) are not allowed; remove the line']],
  ['an open list', 'a: [1', ['a.yaml:1:6: not valid YAML: unexpected end of the stream within a flow collection']],
  ['a tab', 'a:\n\tb: 1\n', ['a.yaml:2:1: not valid YAML: tab characters must not be used in indentation']],
])('%s is refused', (_, text, problems) => {
  expect(problemsOf(text)).toEqual(problems);
});

test('everything ambiguous in a file is refused at its place, in one run', () => {
  const text = 'a: &x 1\nb: *x\n<<: {a: 1}\nc: !!str 5\nd: 0x10\n1: 2\n? [1]\n: 2\nnull: 2\n"d": 3\n';
  expect(problemsOf(text)).toEqual([
    'a.yaml:1:4: anchors (&) are not allowed; remove this one',
    'a.yaml:2:4: aliases (*) are not allowed; write the value out',
    'a.yaml:3:1: merge keys (<<) are not allowed; write the keys out',
    'a.yaml:4:4: tags (!) are not allowed; remove this one',
    'a.yaml:5:4: the number "0x10" is not written plainly; write 16',
    'a.yaml:6:1: a key must be text; put "1" in quotes',
    'a.yaml:7:3: a key must be text, not a list or a mapping',
    'a.yaml:9:1: a key must be text; put "null" in quotes',
    'a.yaml:10:1: key "d" is here twice; the first is at a.yaml:5:1',
  ]);
});

test.each([
  ['0100', 'the number "0100" is not written plainly; write 100'],
  ['1e2', 'the number "1e2" is not written plainly; write 100'],
  ['100.0', 'the number "100.0" is not written plainly; write 100'],
  ['0x64', 'the number "0x64" is not written plainly; write 100'],
  ['0o17', 'the number "0o17" is not written plainly; write 15'],
  ['+1', 'the number "+1" is not written plainly; write 1'],
  ['-0', 'the number "-0" is not written plainly; write 0'],
  ['1.', 'the number "1." is not written plainly; write 1'],
  ['.inf', '".inf" is not a plain number; write its digits, or put text in quotes'],
  ['.nan', '".nan" is not a plain number; write its digits, or put text in quotes'],
  ['12345678901234567890', 'the number "12345678901234567890" has more digits than can be kept; put it in quotes'],
])('the number %s is refused', (number, message) => {
  expect(problemsOf(`a: ${number}\n`)).toEqual([`a.yaml:1:4: ${message}`]);
});

test.each(['0', '100', '-5', '1.5', '"0100"', "'1e2'", '1_000'])('the value %s is taken as it stands', (value) => {
  expect(problemsOf(`a: ${value}\n`)).toBe('read');
});

test('keys of the prototype are plain keys, and touch no prototype', () => {
  const value = parsed('__proto__: { polluted: 1 }\nconstructor: 2\ntoString: 3\n');
  expect(Object.entries(value ?? {})).toEqual([
    ['__proto__', { polluted: 1 }],
    ['constructor', 2],
    ['toString', 3],
  ]);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  expect(problemsOf('__proto__: 1\n__proto__: 2\n')).toEqual([
    'a.yaml:2:1: key "__proto__" is here twice; the first is at a.yaml:1:1',
  ]);
});
