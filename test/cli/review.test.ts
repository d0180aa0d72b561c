import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { filesIn } from '../../src/cli/nodeFiles.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, everythingIn, inFolder, networkOf } from './fixture.ts';
import { commitAll, git, inRepository } from './gitRepository.ts';
import { type Ran, runIn } from './testWorld.ts';

const files = { 'baselines/a.yaml': baseline('vco-a'), 'baselines/deep/b.yml': baseline('vco-b') };
const review = (cwd: string, ...argv: readonly string[]): Promise<Ran> => runIn(cwd, ['review', ...argv]);
const refused = (stderr: unknown) => ({ exitCode: 2, stdout: '', stderr });

test('a re-weighted route of the working tree against a revision', async () => {
  await inRepository(files, async (cwd) => {
    await writeFile(join(cwd, 'baselines/a.yaml'), baseline('vco-a', 0));
    const ran = await review(cwd, '--base', 'main');
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    const commit = git(cwd, 'rev-parse', 'main').slice(0, 12);
    expect(ran.stdout).toBe(`cn-hangzhou/vco-a: re-weights 1
  --- main:baselines/a.yaml
  +++ baselines/a.yaml
  @@ -1,4 +1,4 @@
   custom  192.168.10.0/24  next hop vco-a, weight 100, state published
  -custom  192.168.20.0/24  next hop vco-a, weight 100, state published
  +custom  192.168.20.0/24  next hop vco-a, weight 0, state published
   custom  unexpected       fail
   bgp     unexpected       fail

Base  main (${commit}, 2 baselines)
Head  working tree (2 baselines)
Review  REVIEWED: 1 connection differs; the audit is not loosened; nobody looked
        at what is there (--snapshot or --live)
`);
  });
});

test('of two revisions, in Markdown, whatever lies in the working tree', async () => {
  await inRepository(files, async (cwd) => {
    await writeFile(join(cwd, 'baselines/a.yaml'), baseline('vco-a', 0));
    commitAll(cwd, 're-weight');
    await writeFile(join(cwd, 'baselines/a.yaml'), 'not: valid');
    const { exitCode, stdout } = await review(cwd, '--base', 'HEAD~1', '--head', 'HEAD', '-o', 'markdown');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^## 🔎 Route review: REVIEWED: 1 connection differs/);
    expect(stdout).toContain('\n```diff\n--- HEAD~1:baselines/a.yaml\n+++ HEAD:baselines/a.yaml\n');
    expect(await everythingIn(join(cwd, 'baselines'))).toEqual(['a.yaml', 'deep', 'deep/b.yml']);
  });
});

test('files that are renamed, and nothing else, are no change', async () => {
  await inRepository(files, async (cwd) => {
    await rename(join(cwd, 'baselines/deep/b.yml'), join(cwd, 'baselines/c.yaml'));
    await rename(join(cwd, 'baselines/a.yaml'), join(cwd, 'baselines/deep/a.yaml'));
    const ran = await review(cwd, '--base', 'main', '--fail-on-loosened');
    expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('REVIEWED: 0 connections differ') });
  });
});

test.each([
  ['deleted', (cwd: string) => rm(join(cwd, 'baselines/a.yaml'))],
  ['hidden', (cwd: string) => rename(join(cwd, 'baselines/a.yaml'), join(cwd, 'baselines/.a.yaml'))],
  ['called otherwise', (cwd: string) => rename(join(cwd, 'baselines/a.yaml'), join(cwd, 'baselines/a.yaml.off'))],
  ['of another connection', (cwd: string) => writeFile(join(cwd, 'baselines/a.yaml'), baseline('vco-z'))],
  ['moved away with all others', (cwd: string) => rename(join(cwd, 'baselines'), join(cwd, 'archive'))],
])('a baseline that is %s is the first thing to see, and fails where that was asked for', async (_, change) => {
  await inRepository(files, async (cwd) => {
    await change(cwd);
    const ran = await review(cwd, '--base', 'main');
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^The audit is loosened\n {2}! cn-hangzhou\/vco-a: its baseline is withdrawn/);
    expect(ran.stdout).toContain('main:baselines/a.yaml:2:1');
    const failed = await review(cwd, '--base', 'main', '--fail-on-loosened');
    expect(failed).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('LOOSENED') });
    const markdown = await review(cwd, '--base', 'main', '-o', 'markdown');
    expect(markdown.stdout.indexOf('### ⚠️ The audit is loosened')).toBe(markdown.stdout.indexOf('###'));
  });
});

test('problems of both sides are told at once, those of the base with their revision', async () => {
  await inRepository(
    { ...files, 'baselines/c.yaml': 'version: 1\nconnection: vco-c\nregion: cn-hangzhou\nroute: []\n' },
    async (cwd) => {
      await writeFile(join(cwd, 'baselines/c.yaml'), baseline('vco-a'));
      const { exitCode, stdout, stderr } = await review(cwd, '--base', 'main');
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      const lines = stderr.split('\n');
      expect(lines[0]).toMatch(
        /^baselines\/c\.yaml:2:1: connection vco-a has a baseline already, at baselines\/a\.yaml:2:1/,
      );
      expect(lines[1]).toMatch(/^main:baselines\/c\.yaml:4:1: .*route/);
    },
  );
});

test.each([
  ['mian', 'no such revision; did you mean main?'],
  ['feature', 'no such revision; did you mean team/feature?'],
  ['0123456789012345678901234567890123456789', 'no such revision'],
  ['main:baselines', 'no such revision'],
  ['main..main', 'no such revision'],
  ['main...main', 'no such revision'],
  ['baselines', 'no such revision; to compare with the directory of this name write ./baselines'],
  ['both', 'it has several meanings here; write it in full'],
  ['--upload-pack=touch x', 'not a revision'],
  ['-x', 'not a revision'],
  ['main\n::error::x', 'not a revision'],
  ['$(touch x)', 'no such revision'],
])('--base=%j is refused: %s', async (base, words) => {
  await inRepository(files, async (cwd) => {
    git(cwd, 'config', 'core.warnAmbiguousRefs', 'false');
    for (const ref of ['refs/tags/both', 'refs/heads/both', 'refs/heads/team/feature']) {
      git(cwd, 'update-ref', ref, 'HEAD');
    }
    const ran = await review(cwd, `--base=${base}`);
    expect(ran).toEqual(refused(expect.stringContaining(`--base ${JSON.stringify(base)}: ${words}`)));
    expect(await everythingIn(cwd)).not.toContain('x');
    expect(await review(cwd, '--base', 'main', `--head=${base}`)).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

test('a tag, a commit, a short commit and a branch by its full name are revisions', async () => {
  await inRepository(files, async (cwd) => {
    git(cwd, 'tag', '--annotate', '--message', 'x', 'v1');
    const commit = git(cwd, 'rev-parse', 'HEAD');
    for (const base of ['v1', commit, commit.slice(0, 10), 'refs/heads/main', 'HEAD', '@']) {
      expect(await review(cwd, '--base', base)).toMatchObject({ exitCode: 0, stderr: '' });
    }
  });
});

test('a change can not put a directory where a reviewer names a branch', async () => {
  await inRepository(files, async (cwd) => {
    git(cwd, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
    await mkdir(join(cwd, 'origin/main'), { recursive: true });
    await writeFile(join(cwd, 'origin/main/a.yaml'), baseline('vco-a', 0));
    await writeFile(join(cwd, 'baselines/a.yaml'), baseline('vco-a', 0));
    const { stdout } = await review(cwd, '--base', 'origin/main');
    expect(stdout).toContain('--- origin/main:baselines/a.yaml');
    git(cwd, 'update-ref', '-d', 'refs/remotes/origin/main');
    const told = expect.stringContaining('write ./origin/main');
    expect(await review(cwd, '--base', 'origin/main')).toEqual(refused(told));
  });
});

test('a shallow clone without the base says how deep it must be', async () => {
  await inRepository(files, async (cwd) => {
    git(cwd, 'branch', 'other');
    for (const weight of [0, 100]) {
      await writeFile(join(cwd, 'baselines/a.yaml'), baseline('vco-a', weight));
      commitAll(cwd, 'more');
    }
    await inFolder({}, async (elsewhere) => {
      git(elsewhere, 'clone', '--quiet', '--depth', '1', `file://${cwd}`, 'clone');
      const clone = join(elsewhere, 'clone');
      const told = (words: string) => refused(expect.stringContaining(words));
      expect(await review(clone, '--base', 'HEAD~2')).toEqual(told('fetch-depth: 3, elsewhere git fetch --depth=3'));
      expect(await review(clone, '--base', 'HEAD^1^')).toEqual(told('fetch-depth: 3'));
      expect(await review(clone, '--base', 'HEAD^')).toEqual(told('fetch-depth: 2'));
      expect(await review(clone, '--base', 'origin/other')).toEqual(
        told(
          'this clone is shallow and does not hold it; with actions/checkout write fetch-depth: 0, elsewhere git fetch --depth=1 origin "other" and --base FETCH_HEAD',
        ),
      );
      expect(await review(clone, '--base', git(cwd, 'rev-parse', 'HEAD~2'))).toEqual(told('fetch-depth: 0'));
      git(clone, 'fetch', '--quiet', '--depth=1', 'origin', 'other');
      expect(await review(clone, '--base', 'FETCH_HEAD')).toMatchObject({ exitCode: 0, stderr: '' });
      git(clone, 'fetch', '--quiet', '--depth=3');
      expect(await review(clone, '--base', 'HEAD~2')).toMatchObject({ exitCode: 0, stderr: '' });
    });
  });
});

test('who compares with a base that has moved on is told, and one that is contained is not mentioned', async () => {
  await inRepository(files, async (cwd) => {
    git(cwd, 'checkout', '--quiet', '-b', 'change');
    commitAll(cwd, 'mine');
    expect((await review(cwd, '--base', 'main')).stdout).not.toContain('Note');
    git(cwd, 'checkout', '--quiet', 'main');
    commitAll(cwd, 'theirs');
    git(cwd, 'checkout', '--quiet', 'change');
    for (const head of [[], ['--head', 'change']]) {
      expect((await review(cwd, '--base', 'main', ...head)).stdout).toContain(
        'Note  The base has commits that the head lacks',
      );
    }
    const mergeBase = git(cwd, 'merge-base', 'main', 'HEAD');
    expect((await review(cwd, '--base', mergeBase)).stdout).not.toContain('Note');
  });
});

/** What a stranger may call a file; all of them end as baselines do. */
const hostileNames = [
  'line\nbreak',
  '\n::error::pwned',
  '"quotes" \'too\'',
  '-rf',
  '--output=x',
  '$(touch pwned)`touch pwned`;touch pwned',
  '\u001b[31mred\u0007',
  '##[error]pwned',
  '\t tab\t',
  '| a | <b> `c`',
  'up\\..\\..\\down',
  'main:a',
  '*?[x]{a,b}',
  '\u202eevil',
];

/** Nothing in it that a terminal or a CI runner obeys. */
function isHarmless(text: string): boolean {
  return !/[^\P{Cc}\n]|\u202e|^\s*::|##\[/mu.test(text);
}

test('a baseline may be called what a stranger likes', async () => {
  const named = hostileNames.map((name, i) => [`baselines/${name}.yaml`, `vco-c${i}`] as const);
  const holding = (weight: number) => Object.fromEntries(named.map(([file, id]) => [file, baseline(id, weight)]));
  await inRepository(holding(100), async (cwd) => {
    for (const [file, text] of Object.entries(holding(0))) await writeFile(join(cwd, file), text);
    commitAll(cwd, 'change');
    const between = ['--base', 'HEAD~1', '--head', 'HEAD'];
    for (const format of ['text', 'markdown']) {
      const { exitCode, stdout, stderr } = await review(cwd, ...between, '-o', format);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout.match(/re-weights 1$/gm)).toHaveLength(named.length);
      expect(isHarmless(stdout)).toBe(true);
    }
    const one = await review(cwd, ...between, ...named.map(([file]) => `./${file}`));
    expect(one.stdout.match(/re-weights 1$/gm)).toHaveLength(named.length);
    await rm(join(cwd, 'baselines'), { recursive: true });
    for (const format of ['text', 'markdown']) {
      const { stdout } = await review(cwd, '--base', 'HEAD', '-o', format);
      expect(stdout.replaceAll(/\s+/g, ' ').split('its baseline is withdrawn')).toHaveLength(named.length + 1);
      expect(isHarmless(stdout)).toBe(true);
    }
    await mkdir(join(cwd, 'baselines'));
    for (const [file] of named) await writeFile(join(cwd, file), 'no: baseline');
    commitAll(cwd, 'broken');
    const { exitCode, stderr } = await review(cwd, '--base', 'HEAD', '--head', 'HEAD~1');
    expect(exitCode).toBe(2);
    expect(isHarmless(stderr)).toBe(true);
    for (const line of stderr.trim().split('\n')) expect(line).toMatch(/^HEAD:baselines\/.*\.yaml:1:1: /);
    expect(await everythingIn(cwd)).not.toContain('pwned');
  });
});

test('names of the base that are no UTF-8 are refused, also where two of them look the same', async () => {
  await inRepository(files, async (cwd) => {
    const blob = git(cwd, 'rev-parse', 'HEAD:baselines/a.yaml');
    const line = (byte: number) =>
      Buffer.concat([Buffer.from(`100644 ${blob}\tbaselines/`), Buffer.from([byte]), Buffer.from('.yaml\0')]);
    await writeFile(join(cwd, 'index.txt'), Buffer.concat([line(0xff), line(0xfe)]));
    const { execFileSync } = await import('node:child_process');
    execFileSync('git', ['update-index', '-z', '--index-info'], { cwd, input: await readFile(join(cwd, 'index.txt')) });
    git(cwd, 'commit', '--quiet', '--message', 'names');
    const stderr = 'HEAD:baselines/\ufffd.yaml: neither a regular file nor a directory\n';
    expect(await review(cwd, '--base', 'HEAD', '--head', 'HEAD~1')).toEqual(refused(stderr));
  });
});

test.each([
  ['a link', 'baselines/c.yaml', 'a.yaml', 'HEAD:baselines/c.yaml: it is a symbolic link'],
  ['a dangling link', 'baselines/c.yaml', 'nowhere', 'HEAD:baselines/c.yaml: it is a symbolic link'],
  ['a linked directory', 'baselines/more', 'deep', 'HEAD:baselines/more: it is a symbolic link to a directory'],
  [
    'a link out of the repository',
    'baselines/more',
    '/etc',
    'HEAD:baselines/more: it is a symbolic link to a directory',
  ],
  ['a link to the root', 'baselines/more', '..', 'HEAD:baselines/more: it is a symbolic link to a directory'],
])('%s in a revision is not followed', async (_, path, target, words) => {
  await inRepository(files, async (cwd) => {
    await symlink(target, join(cwd, path));
    commitAll(cwd, 'link');
    const told = refused(expect.stringContaining(words));
    for (const asked of [[], ['baselines/**/*.yaml']]) {
      expect(await review(cwd, '--base', 'HEAD', '--head', 'HEAD~1', ...asked)).toEqual(told);
    }
  });
});

test('baselines as a link in the base, and a submodule among baselines, are refused', async () => {
  await inRepository({ 'there/a.yaml': baseline('vco-a') }, async (cwd) => {
    await symlink('there', join(cwd, 'baselines'));
    commitAll(cwd, 'link');
    expect(await review(cwd, '--base', 'HEAD')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('HEAD:baselines: it is a symbolic link to a directory'),
    });
    await rm(join(cwd, 'baselines'));
    git(cwd, 'update-index', '--add', '--cacheinfo', `160000,${git(cwd, 'rev-parse', 'HEAD')},there/sub`);
    git(cwd, 'commit', '--quiet', '--message', 'submodule');
    const told = refused(expect.stringContaining('HEAD:there/sub: it is a submodule'));
    expect(await review(cwd, '--base', 'HEAD', 'there')).toEqual(told);
    expect(await review(cwd, '--base', 'HEAD', 'there/**/*.yaml')).toEqual(told);
  });
});

test('a file of the base that is too large is refused before it is read', async () => {
  await inRepository({ ...files, 'baselines/c.yaml': ' '.repeat(4 * 2 ** 20 + 1) }, async (cwd) => {
    await writeFile(join(cwd, 'baselines/c.yaml'), baseline('vco-c'));
    const stderr = 'main:baselines/c.yaml: more than 4 MiB, which is the most that is read\n';
    expect(await review(cwd, '--base', 'main')).toEqual(refused(stderr));
  });
});

test('paths are those of the directory that one is in', async () => {
  await inRepository(
    { 'net/baselines/a.yaml': baseline('vco-a'), 'net/sub/x': '', 'other/b.yaml': baseline('vco-b') },
    async (cwd) => {
      await writeFile(join(cwd, 'net/baselines/a.yaml'), baseline('vco-a', 0));
      const inNet = await review(join(cwd, 'net'), '--base', 'main');
      expect(inNet.stdout).toContain('--- main:baselines/a.yaml\n  +++ baselines/a.yaml\n');
      const inSub = await review(join(cwd, 'net/sub'), '--base', 'main', '../baselines', '../../other/*.yaml');
      expect(inSub.stdout).toContain('--- main:../baselines/a.yaml\n  +++ ../baselines/a.yaml\n');
      expect(inSub.stdout).toContain('2 baselines');
      const absolute = await review(join(cwd, 'net'), '--base', 'main', join(cwd, 'net/baselines'));
      expect(absolute.stdout).toBe(inNet.stdout);
      await inFolder({ 'b.yaml': baseline('vco-b') }, async (outside) => {
        const stderr = `main:${outside}: it is outside of the repository, so no revision holds it\n`;
        expect(await review(cwd, '--base', 'main', outside)).toEqual(refused(stderr));
      });
    },
  );
});

test('a path may lead to files on one side only, and must on one', async () => {
  await inRepository(files, async (cwd) => {
    await writeFile(join(cwd, 'new.yaml'), baseline('vco-new'));
    const added = await review(cwd, '--base', 'main', 'new.yaml', 'baselines/*.yaml');
    expect(added).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('cn-hangzhou/vco-new: new baseline: adds 2 destinations'),
    });
    await rm(join(cwd, 'baselines'), { recursive: true });
    expect(await review(cwd, '--base', 'main', 'baselines')).toMatchObject({ exitCode: 0 });
    expect(await review(cwd, '--base', 'main', 'baselines', 'nowhere', 'x*.yaml')).toEqual(
      refused('nowhere: no such file or directory\nx*.yaml: the pattern matches no file\n'),
    );
  });
});

test('directories are compared with no git at all', async () => {
  await inFolder(
    { 'before/a.yaml': baseline('vco-a'), 'after/x.yaml': baseline('vco-a', 0), 'baselines/a.yaml': baseline('vco-a') },
    async (cwd) => {
      const noGit = () => Promise.reject(Object.assign(new Error('spawn git'), { code: 'ENOENT' }));
      const run = (...argv: readonly string[]) => runIn(cwd, ['review', ...argv], { git: noGit });
      for (const [base, head] of [
        ['./before', './after'],
        ['before/', join(cwd, 'after')],
      ]) {
        const ran = await run('--base', base ?? '', '--head', head ?? '');
        expect(ran).toMatchObject({
          exitCode: 0,
          stderr: '',
          stdout: expect.stringContaining('--- before/a.yaml\n  +++ after/x.yaml\n'),
        });
      }
      expect(await run('--base', './before')).toMatchObject({
        stdout: expect.stringContaining('0 connections differ'),
      });
      expect(await run('--base', './before', '--head', './after', 'baselines')).toEqual(
        refused('baselines: two directories are compared whole; leave out the paths\n'),
      );
      expect(await run('--base', './nowhere')).toEqual(refused('--base ./nowhere: no such file or directory\n'));
      expect(await run('--base', './before/a.yaml')).toEqual(
        refused('--base ./before/a.yaml: a directory is needed here, or a revision\n'),
      );
      expect(await run('--base', 'main')).toEqual(
        refused('--base "main": git is not installed here, or not in PATH\n'),
      );
    },
  );
});

test('where there is no repository that is told', async () => {
  await inFolder(files, async (cwd) => {
    const told = /^--base "main": no git repository could be read here: not a git repository/;
    expect(await review(cwd, '--base', 'main')).toEqual(refused(expect.stringMatching(told)));
  });
});

test('a repository that the environment names, as a hook does, is not the one that is read', async () => {
  await inRepository({ 'baselines/z.yaml': baseline('vco-z') }, async (other) => {
    await inRepository(files, async (cwd) => {
      const { gitIn } = await import('../../src/cli/nodeGit.ts');
      const env = { PATH: process.env.PATH, GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other };
      const ran = await runIn(cwd, ['review', '--base', 'main'], { git: gitIn(cwd, env) });
      expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('0 connections differ') });
    });
  });
});

test('what is there makes it three-way: explained, newly caused, explained by neither side', async () => {
  await inRepository(
    { 'baselines/a.yaml': baseline('vco-a', 0), 'baselines/b.yaml': baseline('vco-b') },
    async (cwd) => {
      await withEmulator(networkOf('vco-a', 'vco-b'), async ({ endpoint }) => {
        const live = ['--base', 'main', '--endpoint', endpoint];
        expect(await review(cwd, ...live)).toMatchObject({
          exitCode: 1,
          stdout: expect.stringContaining('There today, explained by neither side'),
        });
        expect(await runIn(cwd, ['collect', '--endpoint', endpoint, '--to', 'snapshot.json'])).toMatchObject({
          exitCode: 0,
        });
        await writeFile(join(cwd, 'baselines/a.yaml'), baseline('vco-a'));
        await writeFile(join(cwd, 'baselines/b.yaml'), baseline('vco-b', 0));
        for (const argv of [live, [...live, '--live'], ['--base', 'main', '--snapshot', 'snapshot.json']]) {
          const ran = await review(cwd, ...argv, '-o', 'text', '-o', 'markdown=out/review.md');
          expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
          expect(ran.stdout).toMatch(/There today, explained by the change\n {2}- cn-hangzhou\/vco-a: /);
          expect(ran.stdout).toMatch(/Newly caused: .*\n {2}- cn-hangzhou\/vco-b: /);
          expect(ran.stdout.replaceAll(/\s+/g, ' ')).toContain(
            "of today's differences 1 explained, 0 explained by neither side, 1 newly caused",
          );
          expect(ran.stdout).not.toMatch(/\bsafe\b/i);
          const markdown = await readFile(join(cwd, 'out/review.md'), 'utf8');
          expect(markdown).toContain('### There today, explained by the change\n\n- `cn-hangzhou/vco-a`: ');
        }
      });
    },
  );
});

test('a connection that can not be read is incomplete; --live without keys too', async () => {
  await inRepository(files, async (cwd) => {
    await withEmulator(networkOf('vco-a'), async ({ endpoint }) => {
      const ran = await review(cwd, '--base', 'main', '--endpoint', endpoint);
      expect(ran).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('INCOMPLETE') });
      expect(ran.stdout).toMatch(/Unchecked\n {2}\? cn-hangzhou\/vco-b: could not be read/);
    });
    const noKeys = { env: { HOME: cwd } };
    expect(await runIn(cwd, ['review', '--base', 'main', '--live'], noKeys)).toMatchObject({ exitCode: 3 });
  });
});

test('before anything is asked the report files say that the review has not finished', async () => {
  await inRepository(files, async (cwd) => {
    const real = filesIn(cwd);
    const first = new Map<string, string>();
    await withEmulator(networkOf('vco-a', 'vco-b'), async ({ endpoint, requests }) => {
      const writeWhole = async (path: string, pieces: Iterable<string>) => {
        const text = [...pieces].join('');
        if (!first.has(path)) {
          first.set(path, text);
          expect(requests).toHaveLength(0);
        }
        await real.writeWhole(path, [text]);
      };
      const argv = [
        'review',
        '--base',
        'main',
        '--endpoint',
        endpoint,
        '-o',
        'markdown=out/r.md',
        '-o',
        'text=out/r.txt',
      ];
      expect(await runIn(cwd, argv, { files: { ...real, writeWhole } })).toMatchObject({ exitCode: 0, stdout: '' });
    });
    expect([...first.keys()]).toEqual(['out/r.md', 'out/r.txt']);
    for (const [path, text] of first) {
      expect(text).toMatch(/INCOMPLETE: NotFinished/);
      expect(await readFile(join(cwd, path), 'utf8')).toContain('REVIEWED');
    }
  });
});

test.each([
  [['-o', 'junit'], 'no such format (there are text, markdown)'],
  [['-o', 'text=baselines/a.yaml'], 'it is an input of this run'],
  [['--snapshot', 'nowhere.json'], 'nowhere.json: no such file'],
  [['--snapshot', 'x.json', '--live'], 'mutually exclusive'],
  [['--base', 'main'], '--base stands twice'],
])('%j is refused', async (argv, words) => {
  await inRepository(files, async (cwd) => {
    const ran = await review(cwd, '--base', 'main', ...argv);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(words) });
  });
});

test('without a base nothing is compared', async () => {
  await inRepository(files, async (cwd) => {
    expect(await review(cwd)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('base') });
  });
});
