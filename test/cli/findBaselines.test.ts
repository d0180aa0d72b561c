import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readInput } from '../../src/cli/findBaselines.ts';
import { filesIn } from '../../src/cli/nodeFiles.ts';
import type { Files } from '../../src/cli/world.ts';
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
  device: (path: string) => symlink('/dev/zero', path),
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

/** Outside of what a pull request can change; a message that quotes it would publish it. */
const secret = 'token: do-not-tell\n';

test.each([
  ['baselines', 'baselines/a.yaml', '../secret/x.yaml', 'baselines/a.yaml'],
  ['baselines/a.yaml', 'baselines/a.yaml', '../secret/x.yaml', 'baselines/a.yaml'],
  ['baselines/*.yaml', 'baselines/a.yaml', '../secret/x.yaml', 'baselines/a.yaml'],
  ['baselines', 'baselines/deep', '../secret', 'baselines/deep'],
  ['baselines/deep', 'baselines/deep', '../secret', 'baselines/deep'],
  ['baselines/deep/', 'baselines/deep', '../secret', 'baselines/deep'],
  ['baselines/deep/x.yaml', 'baselines/deep', '../secret', 'baselines/deep'],
  ['baselines/deep/*', 'baselines/deep', '../secret', 'baselines/deep'],
  ['baselines/*/x.yaml', 'baselines/deep', '../secret', 'baselines/deep'],
  ['baselines/**/*.yaml', 'baselines/deep', '../secret', 'baselines/deep'],
  ['linked/deep/x.yaml', 'linked', '.', 'linked'],
  ['baselines', 'baselines', 'secret', 'baselines'],
])('with %s, the link %s to %s is refused, and nothing of what it leads to is told', async (asked, path, to, told) => {
  const others = path === 'baselines' ? {} : { 'baselines/other.yaml': baseline('vco-other') };
  await inFolder({ 'secret/x.yaml': secret, 'deep/x.yaml': secret, ...others }, async (cwd) => {
    await symlink(to, join(cwd, path));
    const ran = await validate(cwd, asked);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr).toMatch(new RegExp(`^${told}: it is a symbolic link.*\n$`));
  });
});

test('a link that could lead to no baseline is passed over', async () => {
  await inFolder({ ...files, 'more/x.yaml': 'not: valid' }, async (cwd) => {
    await symlink('README.md', join(cwd, 'baselines/NOTES.md'));
    await symlink('../more', join(cwd, 'baselines/.more'));
    await symlink('more', join(cwd, 'other'));
    expect(await validate(cwd, 'baselines')).toEqual(valid(3));
    // This pattern matches nothing below a directory.
    await writeFile(join(cwd, 'hq.yaml'), baseline('vco-hq'));
    expect(await validate(cwd, 'hq*.yaml')).toEqual(valid(1));
  });
});

test('a directory above that is a link does no harm: the pull request is below', async () => {
  await inFolder({ 'real/project/baselines/a.yaml': baseline() }, async (cwd) => {
    await symlink('real', join(cwd, 'linked'));
    expect(await validate(join(cwd, 'linked/project'))).toEqual(valid(1));
    expect(await validate(join(cwd, 'real/project'), join(cwd, 'linked/project/baselines'))).toEqual(valid(1));
  });
});

test.each([
  ['a baseline', ['validate', 'huge'], 4],
  ['a state of the embedded API', ['emulate', '--state', 'huge'], 4],
  ['a snapshot', ['audit', '--snapshot', 'huge'], 256],
  ['a result', ['render', 'huge'], 256],
])('%s of 100 GB is refused, and not read into memory', async (_, argv, mebibytes) => {
  await inFolder({ 'baselines/a.yaml': baseline(), huge: '' }, async (cwd) => {
    await truncate(join(cwd, 'huge'), 100e9);
    const stderr = `huge: more than ${mebibytes} MiB, which is the most that is read\n`;
    expect(await runIn(cwd, argv)).toEqual({ exitCode: 2, stdout: '', stderr });
  });
});

test('a file of exactly 4 MiB is read, and one of a byte more is not', async () => {
  await inFolder({}, async (cwd) => {
    const text = baseline();
    const mebibytes = 4 * 2 ** 20;
    await writeFile(join(cwd, 'a.yaml'), text + '#'.repeat(mebibytes - text.length));
    expect(await validate(cwd, 'a.yaml')).toEqual(valid(1));
    await writeFile(join(cwd, 'a.yaml'), text + '#'.repeat(mebibytes - text.length + 1));
    expect(await validate(cwd, 'a.yaml')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('4 MiB') });
  });
});

test.each(['/dev/zero', '/dev/full'])('%s is no baseline', async (device) => {
  await inFolder(files, async (cwd) => {
    const stderr = expect.stringMatching(/^\S*dev\/\w+: neither a regular file nor a directory\n$/);
    expect(await validate(cwd, device)).toMatchObject({ exitCode: 2, stdout: '', stderr });
  });
});

test('what was put in the place of a file since anybody looked is not read either', async () => {
  await inFolder({ secret }, async (cwd) => {
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    await symlink('secret', join(cwd, 'link'));
    const real = filesIn(cwd);
    for (const path of ['pipe', 'link', '/dev/zero']) {
      const lying: Files = { ...real, kindOf: async () => 'file' };
      expect(await readInput(path, 4, lying)).toMatch(new RegExp(`^${path}: `));
    }
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
