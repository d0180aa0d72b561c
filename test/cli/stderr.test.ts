import { expect, test } from '@jest/globals';
import type { Output } from '../../src/cli/world.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, inFolder, networkOf } from './fixture.ts';
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

test('who sits at a terminal is told, once, what a run waits for', async () => {
  await inFolder({ 'hq.yaml': baseline('vco-hq', 0), 'dr.yaml': baseline('vco-dr', 0) }, async (cwd) => {
    await withEmulator(networkOf('vco-hq', 'vco-dr'), async ({ endpoint }) => {
      const lines: string[] = [];
      const stderr: Output = { isTerminal: true, columns: 80, write: async (text) => void lines.push(text) };
      await runIn(cwd, ['audit', '.', '--endpoint', endpoint], { stderr });
      expect(lines).toEqual([
        expect.stringMatching(/^vco-.. custom: drift is to be seen again: again in 10 s \(--verbose/),
      ]);
    });
  });
});
