import { expect, test } from '@jest/globals';
import { coverageKinds } from '../../src/audit/coverage.ts';
import { findingKinds } from '../../src/audit/finding.ts';
import { lintNames } from '../../src/baseline/lintNames.ts';
import { inFolder } from './fixture.ts';
import { type Ran, runIn } from './testWorld.ts';

const explain = (...words: readonly string[]): Promise<Ran> => inFolder({}, (cwd) => runIn(cwd, ['explain', ...words]));

test.each([...Object.keys(lintNames), ...Object.values(lintNames), ...findingKinds, ...coverageKinds])(
  '%s is explained',
  async (word) => {
    const { exitCode, stdout } = await explain(word);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n')[0]).toContain(word);
    expect(stdout).toContain('Mend:');
    expect(stdout.length).toBeGreaterThan(150);
  },
);

test('letter case does not matter, and the code and its name are one thing', async () => {
  expect((await explain('rd103')).stdout).toBe((await explain('Redundant-Route')).stdout);
});

test('without a word there is a list of all', async () => {
  const { exitCode, stdout } = await explain();
  expect(exitCode).toBe(0);
  for (const word of [...Object.keys(lintNames), ...findingKinds, ...coverageKinds]) expect(stdout).toContain(word);
});

test.each([
  [['RD1O1'], 'did you mean RD101?'],
  [['mising-route'], 'did you mean missing-route?'],
  [['::error::x'], 'route-drift explain lists what there is'],
  [['RD101', '--', 'RD102'], 'one word'],
])('explain %j is refused: %s', async (words, message) => {
  const ran = await explain(...words);
  expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ran.stderr).toContain(message);
});
