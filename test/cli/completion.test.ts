import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { completedCommands } from '../../src/cli/completedCommands.ts';
import { shells } from '../../src/cli/shells.ts';
import { inFolder } from './fixture.ts';
import { runIn } from './testWorld.ts';

const run = promisify(execFile);
const script = async (shell: string) => {
  const ran = await inFolder({}, (cwd) => runIn(cwd, ['completion', shell]));
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  return ran.stdout;
};

/** What the real bash offers after these words, the last of which is being typed. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const asking = `COMP_WORDS=(route-drift "$@"); COMP_CWORD=$#; _route_drift; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['-c', `${await script('bash')}\n${asking}`, 'bash', ...words]);
  return stdout.split('\n').filter((line) => line !== '');
}

test.each<[readonly string[], readonly string[]]>([
  [['aud'], ['audit']],
  [['e'], ['explain', 'emulate']],
  [['--v'], ['--version']],
  [['audit', '--fail-o'], ['--fail-on']],
  [
    ['audit', '--fail-on', ''],
    ['error', 'warning', 'notice'],
  ],
  [['audit', '--verbose', '--fail-on', 'n'], ['notice']],
  [['accept', '--kind', 'mi'], ['missing-route']],
  [
    ['explain', 'RD10'],
    ['RD101', 'RD102', 'RD103', 'RD104', 'RD105', 'RD106', 'RD107', 'RD108', 'RD109'],
  ],
  [['completion', ''], shells],
  // Nothing of ours: bash completes files.
  [['audit', ''], []],
  [['audit', '--snapshot', 'x'], []],
  [['audit', '-o', 'x'], []],
  [['init', '--he'], ['--help']],
])('bash offers after %j: %j', async (words, expected) => {
  expect(await offered(...words)).toEqual(expected);
});

test.each(shells)('the script for %s names every command and every option', async (shell) => {
  const text = await script(shell);
  for (const { name, options } of await completedCommands()) {
    expect(text).toContain(name);
    for (const option of options) expect(text).toContain(shell === 'fish' ? `-l ${option.name}` : `--${option.name}`);
  }
});

test('what is said of an option can end no quotes in a script', async () => {
  for (const shell of shells) {
    const open = (await script(shell))
      .split('\n')
      .filter((line) => (line.replaceAll("'\\''", '').replaceAll("\\'", '').split("'").length - 1) % 2 !== 0);
    expect(open).toEqual([]);
  }
});

test.each([[[]], [['tcsh']], [['bash', '--', 'zsh']]])(
  'completion %j is refused with the list of shells',
  async (words) => {
    const ran = await inFolder({}, (cwd) => runIn(cwd, ['completion', ...words]));
    expect(ran).toMatchObject({ exitCode: 2, stdout: '', stderr: 'completion takes one shell: bash, zsh, fish\n' });
  },
);
