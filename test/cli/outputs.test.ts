import { execFileSync } from 'node:child_process';
import { link, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { filesIn } from '../../src/cli/nodeWorld.ts';
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
])('a report that fails with %s fails the run, and the others are written all the same', async (code, words) => {
  await inFolder(files, async (cwd) => {
    const real = filesIn(cwd);
    const writeWhole: typeof real.writeWhole = (path, text) =>
      path === 'a.xml' ? failing(code)() : real.writeWhole(path, text);
    const argv = ['render', 'result.json', '-o', 'junit=a.xml', '-o', 'markdown=b.md', '-o', 'text'];
    const ran = await runIn(cwd, argv, { files: { ...real, writeWhole } });
    const stderr = `a.xml: the junit report could not be written: ${words}\n`;
    expect(ran).toMatchObject({ exitCode: 2, stderr, stdout: expect.stringContaining('DRIFTED') });
    expect(await everythingIn(cwd)).toEqual(['b.md', 'result.json']);
  });
});

test.each([
  ['a directory', 'taken'],
  ['a name too long for the rename', 'x'.repeat(256)],
])('a write that fails at %s leaves no temporary file behind', async (_, path) => {
  await inFolder({ 'taken/file': '' }, async (cwd) => {
    await expect(filesIn(cwd).writeWhole(path, 'text')).rejects.toMatchObject({ code: expect.any(String) });
    expect(await everythingIn(cwd)).toEqual(['taken', 'taken/file']);
  });
});

test('a file is replaced, never rewritten in place, so a reader has the old one or the new one', async () => {
  await inFolder({ report: 'old' }, async (cwd) => {
    await link(join(cwd, 'report'), join(cwd, 'reader'));
    await filesIn(cwd).writeWhole('report', 'new');
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
