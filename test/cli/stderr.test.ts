import { expect, test } from '@jest/globals';
import { baseline, inFolder } from './fixture.ts';
import { runIn } from './testWorld.ts';

test.each(['::error title=x::owned.yaml', '##[error]owned.yaml', '##vso[task.x]owned.yaml', '\u001b[31mowned.yaml'])(
  'a file that is called %j gives no command to a terminal or a CI runner',
  async (name) => {
    await inFolder({ [name]: baseline().replace('version: 1', 'version: 2') }, async (cwd) => {
      const ran = await runIn(cwd, ['validate', '.']);
      expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('owned.yaml') });
      expect(ran.stderr).not.toMatch(/^\s*::|##\w*\[|\p{Cc}(?<!\n)/mu);
    });
  },
);
