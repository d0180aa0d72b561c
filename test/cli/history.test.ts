import { appendFile, cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { EmulatorState } from '../../src/emulator/emulatorState.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { inCheckout } from '../evidence/bundle.ts';
import { baseline, inFolder, networkOf } from './fixture.ts';
import { type Ran, runIn } from './testWorld.ts';

const clean = networkOf('vco-hq', 'vco-branch');
const [hq, branch] = clean.connections;
if (hq === undefined || branch === undefined) throw new Error('there are two connections');
const drifted: EmulatorState = { connections: [{ ...hq, routes: [{ destination: '192.168.10.0/24' }] }, branch] };
const unreadable: EmulatorState = { connections: [{ ...hq, state: 'updating' }, branch] };
const baselines = { 'baselines/hq.yaml': baseline(), 'baselines/branch.yaml': baseline('vco-branch') };

const night = (day: number) => new Date(Date.UTC(2026, 10, day, 2));

/** A real audit of that night. */
async function auditAt(cwd: string, day: number, state: EmulatorState, ...argv: readonly string[]): Promise<Ran> {
  return await withEmulator(state, async ({ endpoint }) => {
    const now = () => night(day);
    return await runIn(cwd, ['audit', '--endpoint', endpoint, '-o', `json=out/${day}.json`, ...argv], { now });
  });
}

/** A folder with the results of these nights of November, the first one first. */
async function afterNights(
  states: readonly (EmulatorState | null)[],
  use: (cwd: string, history: (...argv: readonly string[]) => Promise<Ran>) => Promise<void>,
): Promise<void> {
  await inFolder(baselines, async (cwd) => {
    for (const [i, state] of states.entries()) {
      if (state !== null) await auditAt(cwd, i + 1, state);
    }
    // An hour after the last night.
    const now = () => new Date(night(states.length).getTime() + 3_600_000);
    await use(cwd, (...argv) => runIn(cwd, ['history', ...argv], { now }));
  });
}

const oneLine = ({ stdout }: Ran) => stdout.replaceAll(/\s+/g, ' ');

test('every night in sync is 0, with a schedule and without', async () => {
  await afterNights([clean, clean, clean], async (_, history) => {
    expect(await history('out')).toMatchObject({ exitCode: 0, stderr: '' });
    const ran = await history('out', '--every', '24h');
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(oneLine(ran)).toContain('3 runs: 3 complete; none that was due is missing');
  });
});

test('drift that is gone is 0 and told with its times; drift that is there is 1', async () => {
  await afterNights([clean, drifted, drifted, clean], async (_, history) => {
    const ran = await history('out', '--every', '24h');
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    const times =
      'first seen 2026-11-02 02:00, last 2026-11-03 02:00, by 2 runs; resolved 2026-11-04 02:00 after 2 days';
    expect(oneLine(ran)).toContain(times);
    const then = await history('out', '--to', '2026-11-03');
    expect(then.exitCode).toBe(1);
    expect(oneLine(then)).toContain('1 run after it left out');
    expect((await history('out/2.json', 'out/1.json')).exitCode).toBe(1);
  });
});

test('drift of a connection that nobody could read since is open, and 1', async () => {
  await afterNights([drifted, unreadable, unreadable], async (_, history) => {
    const ran = await history('out');
    expect(ran.exitCode).toBe(1);
    expect(oneLine(ran)).toContain('not looked at since 2026-11-01 02:00: its connection could not be read');
  });
});

test('drift whose baseline was withdrawn is open, and 1', async () => {
  await afterNights([drifted], async (cwd, history) => {
    await rm(join(cwd, 'baselines/hq.yaml'));
    expect(await auditAt(cwd, 2, clean)).toMatchObject({ exitCode: 0 });
    const ran = await history('out');
    expect(ran.exitCode).toBe(1);
    expect(oneLine(ran)).toContain('no baseline of its connection was in scope any more');
  });
});

test('drift that was taken into the baseline is gone, and it is said that the baseline had changed', async () => {
  await afterNights([drifted], async (cwd, history) => {
    await writeFile(join(cwd, 'baselines/hq.yaml'), baseline().replace(/\n.*192\.168\.20\.0.*\n/, '\n'));
    expect(await auditAt(cwd, 2, drifted)).toMatchObject({ exitCode: 0 });
    const ran = await history('out');
    expect(ran.exitCode).toBe(0);
    expect(oneLine(ran)).toContain('resolved 2026-11-02 02:00 after 24 hours (its baseline had changed)');
  });
});

test.each<[string, readonly (EmulatorState | null)[], readonly string[], string]>([
  ['a run could not check everything', [clean, unreadable, clean], [], '1 run could not check everything'],
  ['a run did not happen', [clean, null, clean], ['--every', '24h'], '1 run that was due did not happen'],
  [
    'the last run did not happen',
    [clean, clean, null, null, null],
    ['--every', '24h'],
    '2 runs that were due did not happen',
  ],
  ['the first one did not', [clean, clean], ['--every', '24h', '--from', '2026-10-29'], '2 runs that were due'],
  [
    'there was none in the period',
    [clean],
    ['--from', '2026-11-01', '--to', '2026-11-01', '--every', '30m'],
    'did not happen',
  ],
  ['it was all before', [clean, null, null], ['--from', '2026-11-02'], 'there was no run in the period'],
])('where %s it is 3', async (_, states, argv, said) => {
  await afterNights(states, async (__, history) => {
    const ran = await history('out', ...argv);
    expect(ran).toMatchObject({ exitCode: 3, stderr: '' });
    expect(oneLine(ran)).toContain(said);
  });
});

const refused: readonly (readonly [string, readonly string[], string])[] = [
  ['nothing to read', [], 'history takes results, bundles or directories'],
  ['a path that is none', ['nowhere'], 'nowhere: no such file'],
  ['a directory without a result', ['baselines'], 'no bundle and no result in this directory'],
  ['a file that is no result', ['baselines/hq.yaml'], 'baselines/hq.yaml:1:1: not valid JSON'],
  ['no such day', ['out', '--from', '2026-11-31'], "--from '2026-11-31': no day of the calendar"],
  ['a day in other words', ['out', '--to', 'yesterday'], "--to 'yesterday': no day of the calendar"],
  ['a period that ends before it begins', ['out', '--from', '2026-11-02', '--to', '2026-11-01'], 'is before --from'],
  ['a period that has not begun', ['out', '--from', '2026-11-20'], 'that day has not begun'],
  ['no such time', ['out', '--every', 'day'], "--every 'day': not a time such as 30m, 24h or 7d"],
  ['no time at all', ['out', '--every', '0h'], 'not a time'],
  ['a format that it has not', ['out', '-o', 'junit'], 'no such format'],
  ['a report in the place of a result', ['out', '-o', 'json=out/1.json'], 'it is an input of this run'],
];

test('what can not be used is 2, and says why', async () => {
  await afterNights([clean], async (cwd, history) => {
    for (const [what, argv, why] of refused) {
      const ran = await history(...argv);
      expect([what, ran]).toEqual([
        what,
        { exitCode: 2, stdout: '', stderr: expect.stringContaining(why.replaceAll("'", '"')) },
      ]);
    }
    expect(await readFile(join(cwd, 'out/1.json'), 'utf8')).toContain('"verdict": "in-sync"');
  });
});

test.each<[string, (cwd: string) => Promise<void>, string]>([
  [
    'was turned green',
    (cwd) => edit(cwd, '"verdict": "drifted"', '"verdict": "in-sync"'),
    'out/2.json: the verdict in-sync does not follow',
  ],
  ['lost its findings', (cwd) => edit(cwd, '"kind": "missing-route"', '"kind": "flapping"'), 'out/2.json:1:1: '],
  ['is cut short', (cwd) => edit(cwd, /[\s\S]{200}$/, ''), 'out/2.json:'],
  ['is empty', (cwd) => edit(cwd, /^[\s\S]*$/, ''), 'out/2.json:1:1: the file is empty'],
  [
    'is a link',
    async (cwd) => {
      await rename(join(cwd, 'out/2.json'), join(cwd, 'elsewhere.json'));
      await symlink('../elsewhere.json', join(cwd, 'out/2.json'));
    },
    'out/2.json: links are not followed',
  ],
  [
    'is in a directory of its own',
    async (cwd) => {
      await mkdir(join(cwd, 'out/deep'));
      await rename(join(cwd, 'out/2.json'), join(cwd, 'out/deep/result.json'));
    },
    'out/deep: result.json in it would not be read: name this directory itself, too',
  ],
  ...(
    [
      ['out/night2', 'routes.json'],
      ['out/a/b', 'routes.json'],
      ['out/a/.b', '.routes.json'],
      ['out/a', 'SHA256SUMS'],
    ] as const
  ).map(([directory, name]): [string, (cwd: string) => Promise<void>, string] => [
    `is in ${directory} as ${name}`,
    async (cwd) => {
      await mkdir(join(cwd, directory), { recursive: true });
      await rename(join(cwd, 'out/2.json'), join(cwd, directory, name));
    },
    name === 'SHA256SUMS' ? 'out/a/manifest.json: no such file' : `${directory}: ${name} in it would not be read`,
  ]),
  ...['out/a/20261102T020000Z-ffffffff', 'out/a/b.incomplete', 'out/.b.incomplete', 'out/b.incomplete'].map(
    (directory): [string, (cwd: string) => Promise<void>, string] => [
      `left ${directory} alone`,
      (cwd) => mkdir(join(cwd, directory), { recursive: true }).then(() => rm(join(cwd, 'out/2.json'))),
      directory.startsWith('out/a') ? 'in it would not be read' : `${directory}: its name does not say when`,
    ],
  ),
  ['is hidden', (cwd) => rename(join(cwd, 'out/2.json'), join(cwd, 'out/.2.json')), 'out/.2.json: a hidden file'],
  [
    'is behind a link deep down',
    async (cwd) => {
      await mkdir(join(cwd, 'out/a'));
      await symlink('../../baselines', join(cwd, 'out/a/b'));
    },
    'out/a: b in it would not be read',
  ],
  [
    'is of next year',
    (cwd) => edit(cwd, /2026-11-02T/g, '2027-11-02T'),
    'out/2.json: it is dated 2027-11-02T02:00:00.000Z, and now it is 2026-11-03T03:00:00.000Z',
  ],
])('a result among others that %s is refused, by name', async (_, spoil, why) => {
  await afterNights([clean, drifted, clean], async (cwd, history) => {
    await spoil(cwd);
    expect(await history('out')).toEqual({ exitCode: 2, stdout: '', stderr: expect.stringContaining(why) });
  });
});

async function edit(cwd: string, what: string | RegExp, by: string): Promise<void> {
  const file = join(cwd, 'out/2.json');
  await writeFile(file, (await readFile(file, 'utf8')).replace(what, by));
}

test('what lies deeper is read where it is named itself', async () => {
  await afterNights([clean, drifted], async (cwd, history) => {
    await mkdir(join(cwd, 'out/a/b'), { recursive: true });
    await rename(join(cwd, 'out/2.json'), join(cwd, 'out/a/b/2.json'));
    expect(await history('out', 'out/a/b')).toMatchObject({ exitCode: 1, stderr: '' });
    await rename(join(cwd, 'out/1.json'), join(cwd, 'out/.1.json'));
    expect(await history('out', 'out/a/b/2.json', 'out/.1.json')).toMatchObject({ exitCode: 1, stderr: '' });
  });
});

test('a result and its copy in another layout are one run; two results of one time are two', async () => {
  await afterNights([clean, drifted], async (cwd, history) => {
    const result = JSON.parse(await readFile(join(cwd, 'out/2.json'), 'utf8'));
    const { schemaVersion, ...rest } = result;
    await writeFile(join(cwd, 'out/copy.json'), JSON.stringify({ ...rest, schemaVersion }));
    const runsOf = async () => JSON.parse((await history('out', '-o', 'json')).stdout);
    expect(await runsOf()).toMatchObject({ runs: { length: 2 }, drifts: [{ spells: [{ seen: 1 }] }] });
    await auditAt(cwd, 2, clean, '-o', 'json=out/other.json');
    await writeFile(join(cwd, 'out/2.json'), JSON.stringify(result));
    expect(await runsOf()).toMatchObject({ runs: { length: 3 } });
  });
});

test('what lies among the results and is none is passed over, and said; that of an earlier history too', async () => {
  await afterNights([clean, clean], async (cwd, history) => {
    await withEmulator(clean, ({ endpoint }) =>
      runIn(cwd, ['collect', '--endpoint', endpoint, '--to', 'out/snapshot.json']),
    );
    await writeFile(join(cwd, 'out/notes.md'), 'x');
    await mkdir(join(cwd, 'out/more'));
    for (const _ of [1, 2]) {
      const ran = await history('out', '-o', 'json=out/history.json', '-o', 'text');
      expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    }
    const { passedOver, runs } = JSON.parse(await readFile(join(cwd, 'out/history.json'), 'utf8'));
    expect(passedOver).toEqual(['out/history.json', 'out/more', 'out/snapshot.json']);
    expect(runs).toHaveLength(2);
    expect(await history('out/snapshot.json')).toMatchObject({ exitCode: 2 });
    const snapshot = await readFile(join(cwd, 'out/snapshot.json'), 'utf8');
    const stderr = expect.stringContaining('it is an input of this run');
    expect(await history('out', '-o', 'json=out/snapshot.json')).toEqual({ exitCode: 2, stdout: '', stderr });
    expect(await readFile(join(cwd, 'out/snapshot.json'), 'utf8')).toBe(snapshot);
  });
});

test('bundles and results of the same runs are the same runs, and one that was never named did not finish', async () => {
  await inCheckout({ ...baselines, '.gitignore': 'out\nevidence\n' }, async (cwd) => {
    for (const [day, state] of [
      [1, clean],
      [2, drifted],
      [3, clean],
    ] as const) {
      await auditAt(cwd, day, state, '--evidence', 'evidence');
    }
    const history = (...argv: readonly string[]) => runIn(cwd, ['history', ...argv], { now: () => night(3) });
    for (const paths of [['evidence'], ['evidence', 'out'], ['out', 'evidence/20261102T020000Z-ffffffff']]) {
      const ran = await history(...paths, '--every', '24h', '-o', 'json');
      expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
      const { runs, drifts } = JSON.parse(ran.stdout);
      expect(runs).toHaveLength(3);
      expect(drifts).toMatchObject([{ outlook: 'resolved', spells: [{ seen: 1, firstSeen: night(2).toISOString() }] }]);
    }
    const begun = 'evidence/20261104T020000Z-ffffffff.incomplete';
    await cp(join(cwd, 'evidence/20261103T020000Z-ffffffff'), join(cwd, begun), { recursive: true });
    await symlink('evidence/20261103T020000Z-ffffffff', join(cwd, 'link'));
    for (const paths of [['evidence'], ['out', begun]]) {
      const ran = await history(...paths);
      expect(ran).toMatchObject({ exitCode: 3, stderr: '' });
      for (const path of [`${begun}/result.json`, 'evidence/20261103T020000Z-ffffffff/a/b.json', 'link/c.json']) {
        expect(await history(...paths, 'evidence', '-o', `json=${path}`)).toEqual({
          exitCode: 2,
          stdout: '',
          stderr: expect.stringContaining(`json=${path}: it is in the bundle evidence/2026110`),
        });
      }
      expect(await readdir(join(cwd, 'evidence/20261103T020000Z-ffffffff'))).not.toContain('a');
      expect(oneLine(ran)).toContain(`2026-11-04 02:00: did not finish: nobody knows what it saw (${begun})`);
    }
  });
});

test.each<[string, (bundle: string) => Promise<void>, string]>([
  [
    'its result was changed',
    (bundle) => appendFile(join(bundle, 'result.json'), ' '),
    'it is not as SHA256SUMS lists it',
  ],
  ['its list is gone', (bundle) => rm(join(bundle, 'SHA256SUMS')), 'SHA256SUMS: no such file'],
  ['its manifest is gone', (bundle) => rm(join(bundle, 'manifest.json')), 'manifest.json: no such file'],
  ['its result is gone', (bundle) => rm(join(bundle, 'result.json')), 'result.json: no such file'],
  [
    'its list is another',
    (bundle) => writeFile(join(bundle, 'SHA256SUMS'), 'x'),
    'not a list as this program writes it',
  ],
])('a bundle is refused where %s', async (_, spoil, why) => {
  await inCheckout({ ...baselines, '.gitignore': 'out\nevidence\n' }, async (cwd) => {
    await auditAt(cwd, 1, drifted, '--evidence', 'evidence');
    const name = 'evidence/20261101T020000Z-ffffffff';
    await spoil(join(cwd, name));
    for (const path of ['evidence', name]) {
      const ran = await runIn(cwd, ['history', path]);
      expect(ran).toEqual({ exitCode: 2, stdout: '', stderr: expect.stringContaining(why) });
      expect(ran.stderr).toContain(name);
    }
  });
});

test('an unfinished run of next year is refused', async () => {
  await afterNights([clean], async (cwd, history) => {
    await mkdir(join(cwd, 'out/20271101T020000Z-ffffffff.incomplete'));
    const stderr = expect.stringContaining('ffffffff.incomplete: it is dated 2027-11-01T02:00:00.000Z');
    expect(await history('out')).toEqual({ exitCode: 2, stdout: '', stderr });
  });
});

test('shards are to be merged first, and a rehearsal has no history with real runs', async () => {
  await afterNights([clean], async (cwd, history) => {
    await auditAt(cwd, 2, clean, '--shard', '1/2');
    expect(await history('out')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('shard 1 of 2 alone; join all'),
    });
    await runIn(cwd, ['audit', '--embedded', '-o', 'json=out/2.json', 'baselines'], { now: () => night(1) });
    const { exitCode, stderr } = await history('out');
    expect(exitCode).toBe(2);
    for (const file of ['out/1.json', 'out/2.json']) expect(stderr).toContain(file);
  });
});

test('every format is written at once, and the JSON is as its schema says', async () => {
  await afterNights([drifted, null, clean, drifted], async (cwd, history) => {
    const files = ['text=h/h.txt', 'markdown=h/h.md', 'json=h/h.json', 'html=h/h.html'];
    const ran = await history('out', '--every', '24h', ...files.flatMap((file) => ['-o', file]));
    expect(ran).toEqual({ exitCode: 1, stdout: '', stderr: '' });
    for (const name of ['h.txt', 'h.md', 'h.json', 'h.html']) {
      expect(await readFile(join(cwd, 'h', name), 'utf8')).toMatch(/192\.168\.20\.0\/24/);
    }
    const schema = JSON.parse(await readFile(new URL('../../../schemas/history.schema.json', import.meta.url), 'utf8'));
    const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(schema);
    validate(JSON.parse(await readFile(join(cwd, 'h/h.json'), 'utf8')));
    expect(validate.errors ?? []).toEqual([]);
    expect(JSON.parse(await readFile(join(cwd, 'h/h.json'), 'utf8'))).toMatchObject({
      source: 'local',
      gaps: [{ missed: 1 }],
      drifts: [{ outlook: 'new', spells: [{ resolvedAt: night(3).toISOString() }, { resolvedAt: null }] }],
    });
  });
});
