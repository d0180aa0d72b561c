import { execFileSync } from 'node:child_process';
import { link, mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { filesIn } from '../../src/cli/nodeFiles.ts';
import type { Output } from '../../src/cli/world.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, everythingIn, inFolder, networkOf } from './fixture.ts';
import { runIn } from './testWorld.ts';

/** A drifted result, to be rendered. */
const result = await inFolder({ 'baselines/hq.yaml': baseline('vco-hq', 0) }, (cwd) =>
  withEmulator(networkOf('vco-hq'), async ({ endpoint }) => {
    return (await runIn(cwd, ['audit', '--endpoint', endpoint, '-o', 'json'])).stdout;
  }),
);
const files = { 'result.json': result };

/** A terminal, or a pipe where `columns` is null, that keeps what it gets. */
function screen(columns: number | null): Output & { text(): string } {
  let text = '';
  const write = async (more: string) => {
    text += more;
  };
  return { isTerminal: columns !== null, columns, write, text: () => text };
}

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

test('several reports go to several files, whose directories are made, and one to standard output', async () => {
  await inFolder(files, async (cwd) => {
    const outputs = [
      '-o',
      'junit=out/a/routes.xml',
      '-o',
      'markdown=out/b/routes.md',
      '-o',
      'json=same.json',
      '-o',
      'text',
    ];
    const ran = await runIn(cwd, ['render', 'result.json', ...outputs]);
    expect(ran).toMatchObject({ exitCode: 1, stderr: '', stdout: expect.stringContaining('DRIFTED') });
    expect(await readFile(join(cwd, 'out/a/routes.xml'), 'utf8')).toMatch(/^<\?xml/);
    expect(await readFile(join(cwd, 'out/b/routes.md'), 'utf8')).toContain('192.168.20.0/24');
    expect(await readFile(join(cwd, 'same.json'), 'utf8')).toBe(result);
    expect(await everythingIn(join(cwd, 'out'))).toEqual(['a', 'a/routes.xml', 'b', 'b/routes.md']);
  });
});

test.each([
  ['ENOSPC', 'the disk is full'],
  ['EACCES', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
])(
  'a report that fails with %s at the end fails the run, and the others are written all the same',
  async (code, words) => {
    await inFolder(files, async (cwd) => {
      const real = filesIn(cwd);
      const writeWhole = async (path: string, pieces: Iterable<string>) => {
        const text = [...pieces].join('');
        if (path === 'a.xml' && !text.includes('NotFinished')) return failing(code)();
        return real.writeWhole(path, [text]);
      };
      const argv = ['render', 'result.json', '-o', 'junit=a.xml', '-o', 'markdown=b.md', '-o', 'text'];
      const ran = await runIn(cwd, argv, { files: { ...real, writeWhole } });
      const stderr = `a.xml: the junit report could not be written: ${words}\n`;
      expect(ran).toMatchObject({ exitCode: 2, stderr, stdout: expect.stringContaining('DRIFTED') });
      expect(await everythingIn(cwd)).toEqual(['a.xml', 'b.md', 'result.json']);
      expect(await readFile(join(cwd, 'a.xml'), 'utf8')).toContain('NotFinished');
      expect(await readFile(join(cwd, 'b.md'), 'utf8')).toContain('DRIFTED');
    });
  },
);

/** What may become of a file between its writing and the end of the run. */
const losses: Readonly<Record<string, (path: string) => Promise<void>>> = {
  'is lost': (path) => rm(path),
  'is cut': (path) => truncate(path, 10),
  'has one other byte': async (path) => {
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('a', 'b'));
  },
  'is empty': (path) => truncate(path, 0),
  'is a link to what was meant': async (path) => {
    await rename(path, `${path}.meant`);
    await symlink(`${path}.meant`, path);
  },
};

test.each(
  Object.keys(losses).flatMap(
    (loss) =>
      [
        [loss, ['render', 'result.json', '-o', 'junit=out', '-o', 'text']],
        [loss, ['audit', 'baselines', '--embedded', '-o', 'markdown=out', '-o', 'text']],
        [loss, ['collect', 'baselines', '--embedded', '--to', 'out']],
      ] as const,
  ),
)('a file that %s after it was written fails the run: %j', async (loss, argv) => {
  await inFolder({ ...files, 'baselines/hq.yaml': baseline() }, async (cwd) => {
    const real = filesIn(cwd);
    const writeWhole = async (path: string, pieces: Iterable<string>) => {
      const text = [...pieces].join('');
      await real.writeWhole(path, [text]);
      if (!text.includes('NotFinished')) await losses[loss]?.(join(cwd, path));
    };
    const ran = await runIn(cwd, argv, { files: { ...real, writeWhole } });
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/^out: the .*\n$/) });
  });
});

test('two reports that end up in one file fail the run, however different the paths are', async () => {
  await inFolder(files, async (cwd) => {
    await mkdir(join(cwd, 'real'));
    await symlink('real', join(cwd, 'linked'));
    const ran = await runIn(cwd, ['render', 'result.json', '-o', 'json=real/a', '-o', 'junit=linked/a']);
    const stderr = 'real/a: the report is not there as it was written: it holds something else than was written\n';
    expect(ran).toEqual({ exitCode: 2, stdout: '', stderr });
  });
});

test('a file does not take the place of an input, whatever links lead to it', async () => {
  await inFolder({ 'baselines/hq.yaml': baseline() }, async (cwd) => {
    await symlink('baselines', join(cwd, 'linked'));
    for (const path of ['baselines/hq.yaml', 'linked/hq.yaml', './linked/../baselines/hq.yaml']) {
      const report = await runIn(cwd, ['audit', '--embedded', 'baselines', '-o', `text=${path}`]);
      const snapshot = await runIn(cwd, ['collect', '--embedded', 'baselines', '--to', path]);
      const refused = (option: string) => ({
        exitCode: 2,
        stdout: '',
        stderr: `${option}${path}: it is an input of this run\n`,
      });
      expect([report, snapshot]).toEqual([refused('--output text='), refused('--to ')]);
    }
    expect(await readFile(join(cwd, 'baselines/hq.yaml'), 'utf8')).toBe(baseline());
  });
});

test('a report does not take the place of a link, wherever it leads', async () => {
  await inFolder(files, async (cwd) => {
    await symlink('result.json', join(cwd, 'a'));
    await symlink('nowhere', join(cwd, 'b'));
    for (const path of ['a', 'b']) {
      const ran = await runIn(cwd, ['render', 'result.json', '-o', `text=${path}`]);
      expect(ran).toMatchObject({ exitCode: 2, stderr: `--output text=${path}: it is a symbolic link\n` });
    }
    expect(await everythingIn(cwd)).toEqual(['a', 'b', 'result.json']);
    expect(await readFile(join(cwd, 'result.json'), 'utf8')).toBe(result);
  });
});

test.each([
  ['a directory', 'taken'],
  ['a name too long for the rename', 'x'.repeat(256)],
])('a write that fails at %s leaves no temporary file behind', async (_, path) => {
  await inFolder({ 'taken/file': '' }, async (cwd) => {
    await expect(filesIn(cwd).writeWhole(path, ['text'])).rejects.toMatchObject({ code: expect.any(String) });
    expect(await everythingIn(cwd)).toEqual(['taken', 'taken/file']);
  });
});

test('a file is replaced, never rewritten in place, so a reader has the old one or the new one', async () => {
  await inFolder({ report: 'old' }, async (cwd) => {
    await link(join(cwd, 'report'), join(cwd, 'reader'));
    await filesIn(cwd).writeWhole('report', ['new']);
    expect(await readFile(join(cwd, 'reader'), 'utf8')).toBe('old');
    expect(await readFile(join(cwd, 'report'), 'utf8')).toBe('new');
    expect(await readdir(cwd)).toHaveLength(2);
  });
});

test.each([
  ['a directory', 'taken', 'it is a directory'],
  ['below a file', 'baselines/hq.yaml/report', "can't make the directory"],
  ['a pipe', 'pipe', 'it is not a regular file'],
  ['a baseline', 'baselines/hq.yaml', 'an input of this run'],
  ['a baseline, spelled otherwise', 'taken/../baselines/./hq.yaml', 'an input of this run'],
])('a report that would be %s is refused before anything is asked', async (_, path, words) => {
  await inFolder({ 'baselines/hq.yaml': baseline() }, (cwd) =>
    withEmulator(networkOf('vco-hq'), async ({ endpoint, requests }) => {
      await mkdir(join(cwd, 'taken'));
      execFileSync('mkfifo', [join(cwd, 'pipe')]);
      const ran = await runIn(cwd, ['audit', '--endpoint', endpoint, '-o', `text=${path}`]);
      expect(ran).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(words) });
      expect(requests).toEqual([]);
      expect(await readFile(join(cwd, 'baselines/hq.yaml'), 'utf8')).toBe(baseline());
    }),
  );
});

test('a report does not overwrite the result that it is made from, or the snapshot', async () => {
  await inFolder({ ...files, 'baselines/hq.yaml': baseline() }, async (cwd) => {
    expect(await runIn(cwd, ['render', 'result.json', '-o', 'text=./result.json'])).toMatchObject({ exitCode: 2 });
    await writeFile(join(cwd, 's.json'), 'a snapshot');
    expect(await runIn(cwd, ['audit', '--snapshot', 's.json', '-o', 'json=s.json'])).toMatchObject({ exitCode: 2 });
    expect(await readFile(join(cwd, 'result.json'), 'utf8')).toBe(result);
    expect(await readFile(join(cwd, 's.json'), 'utf8')).toBe('a snapshot');
  });
});

test.each([[['render', 'result.json']], [['--help']], [['--version']], [['validate']]])(
  'when nobody reads standard output, %j ends with 2',
  async (argv) => {
    await inFolder({ ...files, 'baselines/hq.yaml': baseline() }, async (cwd) => {
      const stdout = { isTerminal: false, columns: null, write: failing('EPIPE') };
      const ran = await runIn(cwd, argv, { stdout });
      expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('nobody reads the output any more') });
    });
  },
);

test.each([
  ['a terminal', 80, {}, true],
  ['a terminal where NO_COLOR is empty', 80, { NO_COLOR: '' }, true],
  ['a terminal with NO_COLOR', 80, { NO_COLOR: '1' }, false],
  ['a dumb terminal', 80, { TERM: 'dumb' }, false],
  ['a pipe', null, {}, false],
])('to %s (%p columns, %j) colour: %p', async (_, columns, env, coloured) => {
  await inFolder(files, async (cwd) => {
    const stdout = screen(columns);
    await runIn(cwd, ['render', 'result.json'], { stdout, env });
    expect(stdout.text()).toContain('DRIFTED');
    expect(stdout.text().includes('\u001b[')).toBe(coloured);
  });
});

test('a report is as wide as the terminal', async () => {
  await inFolder(files, async (cwd) => {
    const widest = async (columns: number | null) => {
      const stdout = screen(columns);
      await runIn(cwd, ['render', 'result.json'], { stdout, env: { NO_COLOR: '1' } });
      return Math.max(
        ...stdout
          .text()
          .split('\n')
          .map(({ length }) => length),
      );
    };
    expect(await widest(50)).toBeLessThanOrEqual(50);
    expect(await widest(null)).toBeLessThanOrEqual(80);
    expect(await widest(200)).toBeGreaterThan(80);
  });
});

test('a file gets the same report whatever terminal the run was started from', async () => {
  await inFolder(files, async (cwd) => {
    await runIn(cwd, ['render', 'result.json', '-o', 'text=piped.txt']);
    await runIn(cwd, ['render', 'result.json', '-o', 'text=typed.txt'], { stdout: screen(50) });
    const piped = await readFile(join(cwd, 'piped.txt'), 'utf8');
    expect(await readFile(join(cwd, 'typed.txt'), 'utf8')).toBe(piped);
  });
});
