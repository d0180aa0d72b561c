import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { World } from '../../src/cli/world.ts';
import type { EmulatorRoute, EmulatorState } from '../../src/emulator/emulatorState.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { baseline, inFolder } from './fixture.ts';
import { keys, type Ran, runIn } from './testWorld.ts';

const file = 'baselines/a.yaml';
const before = baseline('vco-a').replace('routes:', 'routes: # mine');
const network = (...routes: readonly EmulatorRoute[]): EmulatorState => ({
  connections: [{ id: 'vco-a', region: 'cn-hangzhou', routes }],
});
const [first, second] = [{ destination: '192.168.10.0/24' }, { destination: '192.168.20.0/24' }];
/** The second route has another weight, and there is a third one. */
const drifted = network(first, { ...second, weight: 0 }, { destination: '192.168.30.0/24' });
const accepted = before.replace(
  '192.168.20.0/24, weight: 100 }\n',
  '192.168.20.0/24, weight: 0 }\n    - { destination: 192.168.30.0/24, weight: 100 }\n',
);

interface Trial {
  readonly state?: EmulatorState;
  readonly text?: string;
  readonly world?: Partial<World>;
}

/** One `accept` in a folder with one baseline; `now` is what is in its file then. */
async function trial(
  argv: readonly string[],
  { state = drifted, text = before, world = {} }: Trial,
  use: (ran: Ran, now: string, cwd: string, endpoint: string) => Promise<void> | void,
): Promise<void> {
  await inFolder({ [file]: text }, (cwd) =>
    withEmulator(state, async ({ endpoint }) => {
      const source = argv.some((word) => /^--(snapshot|result)$/.test(word)) ? [] : ['--endpoint', endpoint];
      const ran = await runIn(cwd, ['accept', ...argv, ...source], world);
      await use(ran, await readFile(join(cwd, file), 'utf8'), cwd, endpoint);
    }),
  );
}

const answering = (answer: string | null) => ({ world: { ask: async () => answer } });

test('what is there is taken into the baseline, shown first, and an audit then finds nothing', async () => {
  await trial(['--yes'], {}, async (ran, now, cwd, endpoint) => {
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toContain(
      '-    - { destination: 192.168.20.0/24, weight: 100 }\n+    - { destination: 192.168.20.0/24, weight: 0 }',
    );
    expect(ran.stdout).toContain('1 baseline written.');
    expect(now).toBe(accepted);
    expect(await runIn(cwd, ['audit', '--endpoint', endpoint, '--fail-on', 'notice'])).toMatchObject({ exitCode: 0 });
  });
});

test.each([
  ['y', 0, accepted],
  ['Yes', 0, accepted],
  ['', 1, before],
  ['n', 1, before],
  ['yes please', 1, before],
  [null, 2, before],
])('who is asked and answers %j', async (answer, exitCode, expected) => {
  await trial([], answering(answer), (ran, now) => {
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.stdout).toContain('+++ baselines/a.yaml');
    expect(now).toBe(expected);
  });
});

test('in CI nothing is written without --yes, whatever the terminal says', async () => {
  const world = { ...answering('y').world, env: { ...keys, CI: 'true' } };
  await trial([], { world }, (ran, now) => {
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('CI') });
    expect(now).toBe(before);
  });
  await trial(['--yes'], { world }, (_, now) => expect(now).toBe(accepted));
});

test.each([
  [['--destination', '192.168.30.0/24'], 1],
  [['--kind', 'changed-route'], 1],
  [['--kind', 'changed-route', '--kind', 'unexpected-route'], 2],
  [['--kind', 'missing-route'], 0],
  [['--connection', 'vco-a'], 2],
])('%j chooses', async (argv, changes) => {
  await trial([...argv, '--yes'], {}, (ran, now) => {
    expect(ran.exitCode).toBe(0);
    const changed = now.split('\n').filter((line) => !before.includes(line));
    expect(changed).toHaveLength(changes);
    if (changes === 0) expect(ran.stdout).toBe('There is nothing to accept.\n');
  });
});

test.each([
  [['--connection', 'vco-b'], 'did you mean vco-a?'],
  [['--destination', '192.168.30.1/24'], 'did you mean 192.168.30.0/24?'],
  [['--kind', 'changed'], 'Choices'],
  [['--force'], '--force takes --reason'],
  [['--owner', 'me'], '--owner belongs to --waive'],
  [['--reason', 'x'], '--reason belongs to --waive'],
  [['--waive', '--reason', 'x', '--owner', 'me'], '--waive takes'],
  [['--waive', '--reason', 'x', '--owner', 'me', '--expires', '2026-11-22'], 'not a day from 2026-11-23 on'],
  [['--waive', '--reason', 'x', '--owner', 'me', '--expires', '2027-02-30'], 'no day of the calendar'],
])('accept %j is refused', async (argv, message) => {
  await trial([...argv, '--yes'], {}, (ran, now) => {
    expect(ran).toMatchObject({ exitCode: 2 });
    expect(ran.stderr).toContain(message);
    expect(now).toBe(before);
  });
});

test('--waive adds waivers, and the routes stay as expected as they were', async () => {
  const argv = ['--waive', '--reason', 'moves: in May', '--owner', 'netops', '--expires', '2027-05-31', '--yes'];
  await trial(argv, {}, async (ran, now, cwd, endpoint) => {
    expect(ran.exitCode).toBe(0);
    expect(now).toBe(
      `${before}waivers:
  - id: accepted-2026-11-23-1
    destination: 192.168.20.0/24
    type: custom
    kinds: [changed-route]
    reason: "moves: in May"
    owner: netops
    expires: 2027-05-31
  - id: accepted-2026-11-23-2
    destination: 192.168.30.0/24
    type: custom
    kinds: [unexpected-route]
    reason: "moves: in May"
    owner: netops
    expires: 2027-05-31
`,
    );
    expect(await runIn(cwd, ['audit', '--endpoint', endpoint])).toMatchObject({ exitCode: 0 });
    // Again, with the first ones in force: there is nothing more.
    expect((await runIn(cwd, ['accept', ...argv, '--endpoint', endpoint])).stdout).toBe(
      'There is nothing to accept.\n',
    );
  });
});

test('a forbidden route is left to a person, or waived', async () => {
  const text = `${before}  forbid:\n    - { destination: 192.168.30.0/24 }\n`;
  await trial(['--yes'], { text }, (ran, now) => {
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toContain('left: forbidden custom route 192.168.30.0/24');
    expect(now).toBe(text.replace('192.168.20.0/24, weight: 100', '192.168.20.0/24, weight: 0'));
  });
  await trial(
    ['--waive', '--reason', 'x', '--owner', 'me', '--expires', '2027-01-01', '--yes'],
    { text },
    (ran, now) => {
      expect(ran.exitCode).toBe(0);
      expect(now).toContain('kinds: [forbidden-route]');
    },
  );
});

const doubtful: readonly (readonly [string, EmulatorState, string])[] = [
  [
    'a connection that could not be read',
    { connections: [{ id: 'vco-a', region: 'cn-hangzhou', state: 'updating' }] },
    'could not be read',
  ],
  ['a table that is gone', network(), '2 of 2 expected destinations are gone'],
];

test.each(doubtful)('%s is not accepted', async (_, state, message) => {
  await trial(['--yes'], { state }, (ran, now) => {
    expect(ran).toMatchObject({ exitCode: 3 });
    expect(ran.stderr).toContain(message);
    expect(now).toBe(before);
  });
});

test('unless it is forced, with a reason', async () => {
  await trial(['--yes', '--force', '--reason', 'the site is closed'], { state: network() }, (ran, now) => {
    expect(ran).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('forced: the site is closed') });
    expect(now).toBe(before.slice(0, before.indexOf('routes:')).concat('routes: [] # mine\n'));
  });
});

test('half of the routes may go', async () => {
  await trial(['--yes'], { state: network(first) }, (ran) => expect(ran.exitCode).toBe(0));
});

test('from a saved result, of the baselines as they are; and from a saved snapshot', async () => {
  await trial(['--kind', 'flapping'], {}, async (_, __, cwd, endpoint) => {
    await runIn(cwd, ['audit', '--endpoint', endpoint, '-o', 'json=result.json']);
    await runIn(cwd, ['collect', '--endpoint', endpoint, '--to', 'snapshot.json']);
    const accept = (name: string) => runIn(cwd, ['accept', `--${name}`, `${name}.json`, '--yes'], { env: {} });
    expect(await accept('result')).toMatchObject({ exitCode: 0 });
    expect(await readFile(join(cwd, file), 'utf8')).toBe(accepted);
    expect(await accept('result')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('audit again') });
    await writeFile(join(cwd, file), before);
    expect(await accept('snapshot')).toMatchObject({ exitCode: 0 });
    expect(await readFile(join(cwd, file), 'utf8')).toBe(accepted);
  });
});

test('a file that changes while the question stands is not written over', async () => {
  await inFolder({ [file]: before }, (cwd) =>
    withEmulator(drifted, async ({ endpoint }) => {
      const ask = async () => {
        await writeFile(join(cwd, file), `${before}# newer\n`);
        return 'y';
      };
      const ran = await runIn(cwd, ['accept', '--endpoint', endpoint], { ask });
      expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('changed since it was read') });
      expect(await readFile(join(cwd, file), 'utf8')).toBe(`${before}# newer\n`);
    }),
  );
});

test('what stands in a baseline can neither colour the terminal nor command a runner', async () => {
  const text = `# ::error::owned\n# ##[error]owned\n${before}`;
  let shown = '';
  const write = async (more: string) => {
    shown += more;
  };
  const stdout = { isTerminal: true, columns: 80, write };
  await trial(['--yes'], { text, world: { stdout } }, () => {
    expect(shown).toContain('\u001b[32m+    - { destination');
    expect(shown).not.toMatch(/^::|##\[error/m);
  });
});

test('of a saved result only the baselines that are named count, doubts included', async () => {
  await inFolder({ [file]: before, 'baselines/b.yaml': baseline('vco-b') }, (cwd) =>
    withEmulator(drifted, async ({ endpoint }) => {
      const audited = await runIn(cwd, ['audit', '--endpoint', endpoint, '-o', 'json=result.json']);
      expect(audited.exitCode).toBe(1);
      const accept = (...paths: readonly string[]) =>
        runIn(cwd, ['accept', ...paths, '--result', 'result.json', '--yes']);
      expect(await accept()).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('vco-b') });
      expect(await accept(file)).toMatchObject({ exitCode: 0, stderr: '' });
      expect(await readFile(join(cwd, file), 'utf8')).toBe(accepted);
    }),
  );
});

test('to choose what became of a role is to choose the weights of all the connections that make it', async () => {
  const inDomain = (text: string) => text.replace('custom:', 'transitRouter: tr-1\ncustom:');
  const [a, b] = [inDomain(baseline('vco-a')), inDomain(baseline('vco-b', 0))];
  const more = { destination: '192.168.30.0/24' };
  const flipped: EmulatorState = {
    connections: [
      { id: 'vco-a', region: 'cn-hangzhou', routes: [first, { ...second, weight: 0 }] },
      { id: 'vco-b', region: 'cn-hangzhou', routes: [first, second, more] },
    ],
  };
  await inFolder({ [file]: a, 'baselines/b.yaml': b }, (cwd) =>
    withEmulator(flipped, async ({ endpoint }) => {
      const ran = await runIn(cwd, ['accept', '--kind', 'failover-flipped', '--yes', '--endpoint', endpoint]);
      expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('2 baselines written') });
      expect(await readFile(join(cwd, file), 'utf8')).toBe(inDomain(baseline('vco-a', 0)));
      expect(await readFile(join(cwd, 'baselines/b.yaml'), 'utf8')).toBe(inDomain(baseline('vco-b', 100)));
      const left = await runIn(cwd, ['audit', '--endpoint', endpoint]);
      expect(left).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('1 unexpected, 0 changed') });
    }),
  );
});
