import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { inFolder } from './fixture.ts';
import { runIn } from './testWorld.ts';

const commands = [
  'audit',
  'validate',
  'init',
  'accept',
  'collect',
  'review',
  'merge',
  'render',
  'history',
  'verify',
  'explain',
  'emulate',
  'completion',
] as const;

async function help(argv: readonly string[], columns: number | null = null): Promise<string> {
  return await inFolder({}, async (cwd) => {
    let text = '';
    const write = async (more: string) => {
      text += more;
    };
    const stdout = { isTerminal: columns !== null, columns, write };
    const ran = await runIn(cwd, [...argv, '--help'], { stdout });
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    return text;
  });
}

test.each(commands)('%s --help goes to standard output and is a success', async (command) => {
  const text = await help([command]);
  expect(text).toContain(`route-drift ${command}`);
  expect(text).toContain('Examples:');
  expect(await inFolder({}, (cwd) => runIn(cwd, [command, '-h']))).toMatchObject({ exitCode: 0, stdout: text });
});

test('the help without a command lists all of them, and the exit codes', async () => {
  const text = await help([]);
  for (const command of commands) expect(text).toContain(`route-drift ${command}`);
  for (const code of [0, 1, 2, 3, 4, 70, 130, 143]) expect(text).toMatch(new RegExp(`\\b${code}\\b`));
});

test.each(['', ...commands])('the help of route-drift %s is fit to read', async (command) => {
  const text = await help(command === '' ? [] : [command]);
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  // The parser's placeholder for the name of the program.
  expect(text).not.toContain('$0');
  expect(text).toMatch(/[^\n]\n$/);
});

test('a narrow terminal gets narrow help', async () => {
  const lines = (await help(['audit'], 60)).split('\n');
  expect(lines.filter((line) => line.length > 60)).toEqual([]);
});

test.each([['--version'], ['audit', '--version']])('%s is the version in package.json', async (...argv) => {
  const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'));
  const ran = await inFolder({}, (cwd) => runIn(cwd, argv));
  expect(ran).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
});
