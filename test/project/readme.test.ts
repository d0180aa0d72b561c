import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { parseBaseline } from '../../src/baseline/parseBaseline.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');
const main = fileURLToPath(new URL('../../bundle/main.js', import.meta.url));

/** The text of the first fenced block after these words. */
function blockAfter(words: string): string {
  const after = readme.slice(readme.indexOf(words) + words.length);
  return /```\w*\n([\s\S]*?)```/.exec(after)?.[1] ?? '';
}

test('the README shows what the main job really prints', async () => {
  const env = { PATH: process.env.PATH };
  const shown = await new Promise<string>((done) => {
    execFile(process.execPath, [main, 'audit', '--embedded'], { cwd: root, env }, (_, stdout) => done(stdout));
  });
  // Connections are read at once, so which request is which is another matter in each run.
  const timeless = (text: string) =>
    text
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replaceAll(/\b[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/g, 'ID');
  expect(timeless(shown)).toBe(timeless(blockAfter('npx route-drift audit --embedded\n```\n')));
});

test('the baseline of the README is a sound one', () => {
  const yaml = blockAfter('## A baseline');
  expect(parseBaseline('README.md', new TextEncoder().encode(yaml))).toMatchObject({ state: 'read' });
});
