import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, everythingIn, networkOf } from './fixture.ts';
import { commitAll, inRepository } from './gitRepository.ts';
import { keys, runIn } from './testWorld.ts';

/** Files of a stranger that make a directory look like a git directory, with commands in its configuration. */
const planted = {
  'team/HEAD': 'ref: refs/heads/main\n',
  'team/objects/keep': '',
  'team/refs/keep': '',
  'team/baselines/hq.yaml': baseline(),
  'team/config': `[core]
	repositoryformatversion = 1
	bare = false
	worktree = ..
	fsmonitor = "touch PWNED; false"
[extensions]
	partialClone = origin
[remote "origin"]
	url = .
	promisor = true
	uploadpack = "touch PWNED; false"
[filter "evil"]
	clean = "touch PWNED; cat"
	smudge = "touch PWNED; cat"
`,
  '.gitattributes': '*.yaml filter=evil\n',
};

test('a directory that looks like a git directory has no command of its own run', async () => {
  await inRepository(planted, async (cwd) => {
    const team = join(cwd, 'team');
    await writeFile(join(team, 'baselines/hq.yaml'), baseline('vco-hq', 0));
    await mkdir(join(cwd, 'other'), { recursive: true });
    const missing = 'a'.repeat(40);
    for (const base of [missing, 'main', 'HEAD']) {
      expect(await runIn(team, ['review', '--base', base])).toMatchObject({ exitCode: 2 });
    }
    await withEmulator(networkOf('vco-hq'), async ({ endpoint }) => {
      const argv = ['audit', '--endpoint', endpoint, '--confirm-after', '0', '--evidence', '../evidence'];
      expect(await runIn(team, argv, { env: keys })).toMatchObject({ exitCode: 2 });
    });
    expect((await everythingIn(cwd)).filter((name) => name.endsWith('PWNED'))).toEqual([]);
  });
});

test('what a partial clone lacks is not fetched', async () => {
  await inRepository({ 'baselines/hq.yaml': baseline() }, async (cwd) => {
    const config =
      '[core]\n\trepositoryformatversion = 1\n[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\turl = .\n\tpromisor = true\n\tuploadpack = "touch PWNED; false"\n';
    commitAll(cwd, 'more');
    await writeFile(join(cwd, '.git/config'), config);
    expect(await runIn(cwd, ['review', '--base', 'a'.repeat(40)])).toMatchObject({ exitCode: 2 });
    expect((await everythingIn(cwd)).filter((name) => name.endsWith('PWNED'))).toEqual([]);
  });
});
