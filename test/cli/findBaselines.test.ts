import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { baseline, inFolder } from './fixture.ts';
import { type Ran, runIn } from './testWorld.ts';

/** Three baselines at three depths, and what is no baseline. */
const files = {
  'baselines/a.yaml': baseline('vco-a'),
  'baselines/deep/b.yml': baseline('vco-b'),
  'baselines/deep/er/c.YAML': baseline('vco-c'),
  'baselines/.hidden.yaml': 'not: valid',
  'baselines/.git/config.yaml': 'not: valid',
  'baselines/README.md': 'not: valid',
};

const validate = (cwd: string, ...paths: readonly string[]): Promise<Ran> => runIn(cwd, ['validate', ...paths]);
const valid = (count: number) => ({
  exitCode: 0,
  stderr: '',
  stdout: count === 1 ? '1 baseline is valid.\n' : `${count} baselines are valid.\n`,
});

test.each([
  ['a directory at any depth, dotfiles left out', ['baselines'], 3],
  ['baselines/ by default', [], 3],
  ['one file', ['baselines/a.yaml'], 1],
  ['a quoted glob', ['baselines/*.yaml'], 1],
  ['a quoted glob over directories', ['baselines/**/*.{yaml,yml}'], 2],
  ['a file and the directory that holds it', ['baselines', 'baselines/a.yaml'], 3],
  ['a file and the glob that matches it', ['./baselines/a.yaml', 'baselines/*.yaml'], 1],
])('%s', async (_, paths, count) => {
  await inFolder(files, async (cwd) => expect(await validate(cwd, ...paths)).toEqual(valid(count)));
});

test.each([
  ['./baselines/a.yaml'],
  ['baselines//a.yaml'],
  ['baselines/deep/../a.yaml'],
  ['CWD/baselines/a.yaml'],
  ['CWD/baselines/*.yaml'],
])('baselines/a.yaml and %s are one file', async (other) => {
  await inFolder(files, async (cwd) => {
    expect(await validate(cwd, 'baselines/a.yaml', other.replace('CWD', cwd))).toEqual(valid(1));
  });
});

test.each(['[a].yaml', '{a,b}.yaml', 'a*.yaml', 'a b.yaml', 'a\\b.yaml', '-a.yaml', 'a=b.yaml'])(
  'a file may be called %s',
  async (name) => {
    await inFolder({ [`baselines/${name}`]: baseline() }, async (cwd) => {
      expect(await validate(cwd, `baselines/${name}`)).toEqual(valid(1));
      expect(await validate(cwd)).toEqual(valid(1));
    });
  },
);

test('everything that leads to no baseline is told at once', async () => {
  await inFolder({ ...files, 'empty/README.md': '' }, async (cwd) => {
    const ran = await validate(cwd, 'baselines', 'nowhere', 'empty', 'none*.yaml');
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr.split('\n')).toEqual([
      'nowhere: no such file or directory',
      'empty: no *.yaml or *.yml file in this directory',
      'none*.yaml: the pattern matches no file',
      '',
    ]);
  });
});

test('without a directory baselines/ there is nothing to audit', async () => {
  await inFolder({}, async (cwd) => {
    expect(await validate(cwd)).toEqual({ exitCode: 2, stdout: '', stderr: 'baselines: no such file or directory\n' });
  });
});

const badEntries = {
  pipe: async (path: string) => void execFileSync('mkfifo', [path]),
  'dangling link': (path: string) => symlink('nowhere.yaml', path),
  'link to itself': (path: string) => symlink('bad.yaml', path),
} as const;

test.each(
  Object.entries(badEntries).flatMap(([what, make]) =>
    ['baselines/bad.yaml', 'baselines', 'baselines/*'].map((path) => ({ what, make, path })),
  ),
)('a $what that $path leads to is told, not passed over, and nothing hangs', async ({ make, path }) => {
  await inFolder({ 'baselines/a.yaml': baseline() }, async (cwd) => {
    await make(join(cwd, 'baselines/bad.yaml'));
    const ran = await validate(cwd, path);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(/^baselines\/bad\.yaml: /) });
  });
});

test('a link to a file is that file', async () => {
  await inFolder({ 'a.yaml': baseline() }, async (cwd) => {
    await mkdir(join(cwd, 'baselines'));
    await symlink('../a.yaml', join(cwd, 'baselines/a.yaml'));
    expect(await validate(cwd)).toEqual(valid(1));
  });
});

// The superuser may read everything.
(process.getuid?.() === 0 ? test.skip : test)('a file that may not be read is told', async () => {
  await inFolder(files, async (cwd) => {
    await chmod(join(cwd, 'baselines/a.yaml'), 0);
    expect(await validate(cwd)).toMatchObject({ exitCode: 2, stderr: 'baselines/a.yaml: permission denied\n' });
  });
});

test('--embedded audits the samples where there is no baselines/, and baselines/ where there is one', async () => {
  await inFolder({}, async (cwd) => {
    const audit = () => runIn(cwd, ['audit', '--embedded', '-o', 'json']);
    const samples = await audit();
    expect(samples.exitCode).toBe(1);
    expect(JSON.parse(samples.stdout).totals.connections).toBe(6);
    await mkdir(join(cwd, 'baselines'));
    expect(await audit()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no *.yaml') });
    await writeFile(join(cwd, 'baselines/hq.yaml'), baseline());
    const own = await audit();
    expect(own.exitCode).toBe(3);
    expect(JSON.parse(own.stdout).totals.connections).toBe(1);
  });
});
