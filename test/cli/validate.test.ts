import { expect, test } from '@jest/globals';
import { baseline, inFolder } from './fixture.ts';
import { runIn } from './testWorld.ts';

const redundant = `${baseline()}    - { destination: 192.168.0.0/16, weight: 100 }\n`;
const unsound = redundant.replace('version: 1', 'version: 2');

test('one warning is one line between what was always said and their number', async () => {
  await inFolder({ 'hq.yaml': `${baseline()}lint: [{ code: RD104, reason: x }]\n` }, async (cwd) => {
    expect(await runIn(cwd, ['validate', '.'])).toEqual({
      exitCode: 0,
      stdout:
        '1 baseline is valid.\nhq.yaml:8:8: RD110 nothing-turned-off: RD104 is turned off here, and there is nothing to turn off; remove this entry\n1 lint warning.\n',
      stderr: '',
    });
  });
});

test('--fail-on-lint fails where there is a warning and nowhere else', async () => {
  await inFolder({ 'a/hq.yaml': redundant, 'b/dr.yaml': baseline('vco-dr') }, async (cwd) => {
    expect(await runIn(cwd, ['validate', 'a'])).toMatchObject({ exitCode: 0 });
    expect(await runIn(cwd, ['validate', 'a', '--fail-on-lint'])).toMatchObject({ exitCode: 1 });
    expect(await runIn(cwd, ['validate', 'b', '--fail-on-lint'])).toMatchObject({ exitCode: 0 });
  });
});

test('while one baseline has a problem, none is linted', async () => {
  await inFolder({ 'a.yaml': redundant, 'b.yaml': unsound.replace('vco-hq', 'vco-b') }, async (cwd) => {
    const ran = await runIn(cwd, ['validate', '.', '--fail-on-lint']);
    expect(ran).toEqual({ exitCode: 2, stdout: '', stderr: 'b.yaml:1:10: version must be 1; found 2\n' });
  });
});

test('an interrupted run says so rather than that there are warnings', async () => {
  await inFolder({ 'hq.yaml': redundant }, async (cwd) => {
    const interruption = AbortSignal.abort('SIGTERM');
    expect(await runIn(cwd, ['validate', '.', '--fail-on-lint'], { interruption })).toMatchObject({ exitCode: 143 });
  });
});

test('the clock of the run decides which waivers end soon', async () => {
  const waiver = 'waivers: [{ id: a, destination: 10.0.0.0/8, reason: b, owner: c, expires: 2027-01-31 }]\n';
  await inFolder({ 'hq.yaml': baseline() + waiver }, async (cwd) => {
    expect((await runIn(cwd, ['validate', '.'])).stdout).not.toContain('RD107');
    const now = () => new Date('2027-01-17T00:00:00Z');
    expect((await runIn(cwd, ['validate', '.'], { now })).stdout).toContain('RD107 waiver-expiry');
  });
});

test.each(['::error title=x::owned.yaml', '##[error]owned.yaml', '\u001b[31mowned.yaml', 'a\nb.yaml'])(
  'a warning in a file that is called %j gives no command to a terminal or a CI runner',
  async (name) => {
    await inFolder({ [name]: redundant }, async (cwd) => {
      const { stdout } = await runIn(cwd, ['validate', '.']);
      expect(stdout.match(/^.*RD103 .*$/gm)).toHaveLength(2);
      expect(stdout).not.toMatch(/^\s*::|##\w*\[|\p{Cc}(?<!\n)/mu);
      expect(stdout.split('\n')).toHaveLength(5);
    });
  },
);
