import { expect, test } from '@jest/globals';
import type { Emulator } from '../../src/emulator/startEmulator.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, everythingIn, inFolder, networkOf } from './fixture.ts';
import { type Ran, runIn } from './testWorld.ts';

const usual = ['audit', '--endpoint', 'ENDPOINT', '-o', 'json=out/result.json'];

interface Observed extends Ran {
  readonly requests: Emulator['requests'];
  readonly files: readonly string[];
}

/** One run where there is a sound baseline and a network in sync with it; ENDPOINT is its address. */
async function observe(argv: readonly string[]): Promise<Observed> {
  return await inFolder({ 'baselines/hq.yaml': baseline() }, (cwd) =>
    withEmulator(networkOf('vco-hq'), async ({ endpoint, requests }) => {
      const words = argv.map((word) => word.replace('ENDPOINT', endpoint));
      // What should have been refused must not serve for ever.
      const ran = await runIn(cwd, words, { interruption: AbortSignal.timeout(20_000) });
      return { ...ran, requests, files: await everythingIn(cwd) };
    }),
  );
}

const nothingRan = { exitCode: 2, stdout: '', requests: [], files: ['baselines', 'baselines/hq.yaml'] };

test('a command line without a mistake does run, asks the API and writes its report', async () => {
  const { exitCode, requests, files } = await observe(usual);
  expect(exitCode).toBe(0);
  expect(requests).not.toEqual([]);
  expect(files).toContain('out/result.json');
});

test.each([
  ['a mistyped flag', [...usual, '--embeded'], 'unknown option "--embeded"; did you mean --embedded?'],
  ['a mistyped option with a value', [...usual, '--fail-one=error'], 'did you mean --fail-on?'],
  ['an option in camel case', [...usual, '--failOn', 'error'], 'did you mean --fail-on?'],
  ['a flag that is negated', [...usual, '--no-embedded'], 'did you mean --embedded?'],
  [
    'a mistyped option of another command',
    ['collect', '--endpoint', 'ENDPOINT', '--to', 's.json', '--embeded'],
    'did you mean --embedded?',
  ],
  ['a mistyped command', ['audt', ...usual.slice(1)], 'did you mean audit?'],
  ['two letters of a command changed places', ['vaildate'], 'did you mean validate?'],
  ['a command in capitals', ['AUDIT', ...usual.slice(1)], 'did you mean audit?'],
  ['a mistyped format', ['audit', '--endpoint', 'ENDPOINT', '-o', 'jnuit'], 'did you mean junit?'],
])('%s is refused with a suggestion, and nothing runs', async (_, argv, suggestion) => {
  const seen = await observe(argv);
  expect(seen).toMatchObject(nothingRan);
  expect(seen.stderr).toContain(suggestion);
  expect(seen.stderr).toMatch(/^.+\n$/);
});

test.each([
  ['no command', [], 'a command is missing'],
  ['options and no command', usual.slice(1), 'a command is missing'],
  ['an unknown option', [...usual, '--frobnicate'], '--frobnicate'],
  ['an unknown letter', [...usual, '-x'], '-x'],
  ["another command's option", ['validate', '--embedded'], '--embedded'],
  ['a dotted option', [...usual, '--output.x', 'y'], '--output.x'],
  ['an option given twice', [...usual, '--fail-on', 'error', '--fail-on', 'notice'], '--fail-on'],
  ['two endpoints', [...usual, '--endpoint', 'https://vpc.aliyuncs.com'], '--endpoint'],
  ['two places for a snapshot', ['collect', '--endpoint', 'ENDPOINT', '--to', 'a', '--to', 'b'], '--to'],
  ['a flag with a value', ['audit', '--embedded=yes'], '--embedded=yes'],
  ['a flag that is set to true', [...usual, '--verbose=true'], '--verbose=true'],
  ['an empty endpoint', ['audit', '--endpoint='], '--endpoint'],
  ['an empty snapshot', ['audit', '--snapshot', ''], '--snapshot'],
  ['an empty output', ['audit', '--endpoint', 'ENDPOINT', '-o', ''], '--output'],
  ['an output with an empty path', ['audit', '--endpoint', 'ENDPOINT', '-o', 'junit='], 'junit='],
  ['an empty path', [...usual, ''], 'a path is empty'],
  ['an empty path after --', [...usual, '--', ''], 'a path is empty'],
  ['an option without its value', ['audit', '--endpoint', 'ENDPOINT', '-o'], 'o'],
  ['an unknown severity', [...usual, '--fail-on', 'never'], 'never'],
  ['a remediation for an unknown tool', [...usual, '--remediation', 'terraform'], '"aliyun"'],
  ['no place for a snapshot', ['collect', '--endpoint', 'ENDPOINT'], 'to'],
  ['two reports to standard output', [...usual, '-o', 'text', '-o', 'markdown=-'], 'standard output'],
  ['two reports to one file', [...usual, '-o', 'markdown=./out/../out/result.json'], 'result.json'],
  ['a result too many', ['render', 'a.json', 'b.json'], 'b.json'],
  ['no result', ['render'], 'one result'],
])('%s is refused, and nothing runs', async (_, argv, named) => {
  const seen = await observe(argv);
  expect(seen).toMatchObject(nothingRan);
  expect(seen.stderr).toContain(named);
});

test.each([
  ['a snapshot from the embedded API', ['--snapshot', 's.json', '--embedded']],
  ['a snapshot from an endpoint', ['--snapshot', 's.json', '--endpoint', 'ENDPOINT']],
  ['the embedded API at an endpoint', ['--endpoint', 'ENDPOINT', '--embedded']],
])('%s is a contradiction', async (_, options) => {
  const seen = await observe(['audit', ...options]);
  expect(seen).toMatchObject(nothingRan);
  for (const option of options.filter((word) => word.startsWith('--'))) {
    expect(seen.stderr).toContain(option.replace('--', ''));
  }
});

test.each(['http://10.0.0.1', 'http://vpc.aliyuncs.com', 'http://127.0.0.1.example.com', 'http://localhost@10.0.0.1'])(
  'signed requests do not go to %s in the clear',
  async (endpoint) => {
    const seen = await observe(['audit', '--endpoint', endpoint]);
    expect(seen).toMatchObject(nothingRan);
    expect(seen.stderr).toContain('--endpoint');
  },
);

test.each(['abc', '65536', '-1', '0x50', '80.5', '1e3'])('%s is not a port', async (port) => {
  const seen = await observe(['emulate', '--port', port]);
  expect(seen).toMatchObject(nothingRan);
  expect(seen.stderr).toContain(`--port ${port}`);
});

test.each([
  ['after the format of a report', ['audit', '--endpoint', 'ENDPOINT', '-o', 'junit', 'nowhere.yaml']],
  ['after a flag', [...usual, '--verbose', 'nowhere.yaml']],
  ['after --', [...usual, '--', 'nowhere.yaml']],
  ['before the options', ['audit', 'nowhere.yaml', ...usual.slice(1)]],
  ['between two others', [...usual, 'baselines', 'nowhere.yaml', 'baselines']],
])('a path %s is not swallowed', async (_, argv) => {
  const seen = await observe(argv);
  expect(seen).toMatchObject(nothingRan);
  expect(seen.stderr).toBe('nowhere.yaml: no such file or directory\n');
});

test.each(['5', '007', 'audit', 'version', '-', 'help'])(
  'a path that is called %s is a path like any other',
  async (path) => {
    const seen = await observe([...usual, path]);
    expect(seen).toMatchObject(nothingRan);
    expect(seen.stderr.replace('./', '')).toBe(`${path}: no such file or directory\n`);
  },
);

test('what looks like an option is a path after --', async () => {
  const seen = await observe([...usual, '--', '--help']);
  expect(seen).toMatchObject(nothingRan);
  expect(seen.stderr).toBe('--help: no such file or directory\n');
});

test.each([
  ['a word', ['emulate', 'network.yaml']],
  ['a word after --', ['emulate', '--', 'network.yaml']],
])('emulate takes no path, so %s is refused', async (_, argv) => {
  const seen = await observe(argv);
  expect(seen).toMatchObject(nothingRan);
  expect(seen.stderr).toContain('network.yaml');
});

test('render takes its result after -- too', async () => {
  const seen = await observe(['render', '--', 'nowhere.json']);
  expect(seen).toMatchObject({ ...nothingRan, stderr: 'nowhere.json: no such file\n' });
});

test('a hidden option of the parser does not end a run that audited nothing in success', async () => {
  expect(await observe([...usual, '--get-yargs-completions'])).toMatchObject(nothingRan);
});

test.each([
  ['--baselines', ['--baselines', 'elsewhere']],
  ['-baselines', ['-baselines', 'elsewhere']],
  ['--_', ['--_', 'elsewhere']],
  ['true', ['--verbose', 'true']],
  ['-verbose=false', ['-verbose=false']],
  ['this is no command to run', ['--get-yargs-completions']],
])('%s is not taken for something else in silence', async (named, words) => {
  const seen = await observe([...usual, ...words]);
  expect(seen).toMatchObject(nothingRan);
  expect(seen.stderr).toContain(named);
});
