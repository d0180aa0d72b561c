import { expect, test } from '@jest/globals';
import { inFolder } from '../cli/fixture.ts';
import { github, runScript } from './runner.ts';

const packageFile = '{ "version": "1.2.3" }';
const sound = { tag: 'v1.2.3', changelog: '# Changelog\n\n## 1.2.3, 2026-12-01\n\n- x\n\n## 1.2.2, 2026-11-01\n' };

test.each([
  ['a tag and a changelog that fit', sound, 0, ''],
  ['another tag', { ...sound, tag: 'v1.2.4' }, 1, 'the tag is not v1.2.3'],
  ['a tag without v', { ...sound, tag: '1.2.3' }, 1, 'the tag is not v1.2.3'],
  [
    'a changelog that has not reached the version',
    { ...sound, changelog: '## 1.2.2, 2026-11-01\n' },
    1,
    'does not begin with a section',
  ],
  [
    'a changelog that is beyond it',
    { ...sound, changelog: '## 1.3.0, 2026-11-01\n\n## 1.2.3, 2026-12-01\n' },
    1,
    'does not begin with a section',
  ],
  ['a version still called unreleased', { ...sound, changelog: '## 1.2.3, unreleased\n' }, 1, 'no date'],
  ['an empty changelog', { ...sound, changelog: '' }, 1, 'does not begin with a section'],
])('a release with %s', async (_, { tag, changelog }, exitCode, message) => {
  await inFolder({ 'package.json': packageFile, 'CHANGELOG.md': changelog }, async (cwd) => {
    const ran = await runScript(`node "${github}scripts/checkRelease.mjs"`, cwd, { GITHUB_REF_NAME: tag });
    expect(ran).toMatchObject({ exitCode, stderr: '', stdout: expect.stringContaining(message) });
  });
});
