import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shellWord } from '../../src/report/shellWord.ts';

/** The arguments that a real shell makes of the line. */
function argumentsOf(line: string): string[] {
  const out = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { env: {}, encoding: 'utf8' });
  return out.split('\0').slice(0, -1);
}

const hostile = [
  '',
  ' ',
  "'",
  "'\\''",
  "it's; echo pwned",
  '$(touch /tmp/pwned)',
  '`id`',
  '"$HOME"',
  '*',
  '~',
  '!!',
  '=ls',
  '#comment',
  'a\\',
  'a && b | c > d',
  'a\nb',
  '\\u0000',
  '{a,b}',
  '-n',
  '上海',
];

test('a shell gets every text back as it was', () => {
  expect(argumentsOf(hostile.map(shellWord).join(' '))).toEqual(hostile);
});

test('any list of texts, too', () => {
  const text = fc.string({ unit: 'binary' }).map((one) => one.replaceAll('\0', ''));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (list) => {
      expect(argumentsOf(list.map(shellWord).join(' '))).toEqual(list);
    }),
    { numRuns: 30 },
  );
});

test('what means nothing to a shell stays as it is, and nothing else does', () => {
  for (const plain of ['vco-bp1', '10.0.0.0/8', '2001:db8::/32', 'a=b@c_d']) expect(shellWord(plain)).toBe(plain);
  for (const text of hostile.filter((one) => one !== '-n')) expect(shellWord(text)).toMatch(/^'/);
});
