import { cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Emulator, ServedRequest } from '../../src/emulator/startEmulator.ts';
import { withEmulator } from '../emulator/withEmulator.ts';
import { main, projectRoot, runBin, withBin } from './bin.ts';
import { baseline, everythingIn, inFolder, networkOf } from './fixture.ts';
import { keys, runIn } from './testWorld.ts';

test('audit --embedded in the project itself shows the sample network, drifted', async () => {
  const ran = await runBin(['audit', '--embedded']);
  expect(ran).toMatchObject({ exitCode: 1, stderr: '', stdout: expect.stringContaining('DRIFTED') });
});

test.each([
  ['in sync', 100, ['vco-hq'], 0],
  ['drifted', 0, ['vco-hq'], 1],
  ['an unusable baseline', 7, ['vco-hq'], 2],
  ['incomplete', 100, [], 3],
])('%s: weight %d among %j exits with %d', async (_, weight, connections, exitCode) => {
  await inFolder({ 'baselines/hq.yaml': baseline('vco-hq', weight) }, (cwd) =>
    withEmulator(networkOf(...connections), async ({ endpoint }) => {
      expect(await runBin(['audit', '--endpoint', endpoint, '--confirm-after', '0'], { cwd, env: keys })).toMatchObject(
        { exitCode },
      );
    }),
  );
});

test.each([
  [['validate'], 0, false],
  [['--version'], 0, false],
  [['audit', '--help'], 0, false],
  [['audit', '--embedded'], 1, true],
  // It is loaded while the baselines are read, whatever is in them; and not where nothing is collected.
  [['audit', 'package.json'], 2, true],
  [['collect', 'package.json', '--to', 'snapshot.json'], 2, true],
  [['audit', 'package.json', '--snapshot', 'snapshot.json'], 2, false],
  [['validate', 'package.json'], 2, false],
])('%j exits with %d; the SDK is loaded: %p', async (argv, exitCode, loaded) => {
  await inFolder({}, async (cwd) => {
    const list = `import Module from 'node:module'; import { writeFileSync } from 'node:fs';
      process.on('exit', () => writeFileSync(process.env.LOADED, Object.keys(Module._cache).join('\\n')));`;
    const node = ['--import', `data:text/javascript,${encodeURIComponent(list)}`];
    expect(await runBin(argv, { node, env: { LOADED: join(cwd, 'loaded') } })).toMatchObject({ exitCode });
    expect((await readFile(join(cwd, 'loaded'), 'utf8')).includes('@alicloud')).toBe(loaded);
  });
});

test('without credentials the run is incomplete, says why, and writes its report; nobody is asked for any', async () => {
  const tellTale = `import net from 'node:net'; net.Socket.prototype.connect = () => { throw new Error('asked'); };
    import dns from 'node:dns'; dns.lookup = () => { throw new Error('asked'); };`;
  const node = ['--import', `data:text/javascript,${encodeURIComponent(tellTale)}`];
  await inFolder({ 'baselines/hq.yaml': baseline() }, async (cwd) => {
    const ran = await runBin(['audit', '-o', 'json=out/result.json'], { cwd, node, env: { HOME: cwd } });
    expect(ran).toMatchObject({ exitCode: 3, stderr: '' });
    const { verdict, connections } = JSON.parse(await readFile(join(cwd, 'out/result.json'), 'utf8'));
    expect([verdict, connections[0].reason.code]).toEqual(['incomplete', 'NoCredentials']);
  });
});

test.each([
  ['audit', 'SIGINT', 130, ['-o', 'json=out/file.json']],
  ['audit', 'SIGTERM', 143, ['-o', 'json=out/file.json']],
  ['collect', 'SIGTERM', 143, ['--to', 'out/file.json']],
] as const)('%s keeps what it has read when %s comes, and exits with %d', async (command, signal, exitCode, output) => {
  const files = { 'baselines/a.yaml': baseline('vco-a'), 'baselines/b.yaml': baseline('vco-b') };
  const faults = [{ kind: 'slow-answer', ms: 60_000, connection: 'vco-b' }] as const;
  let tellAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    tellAsked = resolve;
  });
  const onRequest = ({ query }: ServedRequest) => {
    if (JSON.stringify(query).includes('vco-b')) tellAsked();
  };
  const use =
    (cwd: string) =>
    async ({ endpoint }: Emulator) => {
      await withBin([command, '--endpoint', endpoint, ...output], { cwd, env: keys }, async ({ child, ended }) => {
        await asked;
        child.kill(signal);
        expect(await ended).toMatchObject({ exitCode });
      });
      const [a, b] = JSON.parse(await readFile(join(cwd, 'out/file.json'), 'utf8')).connections;
      expect([a.state, b.reason.code]).toEqual([command === 'audit' ? 'audited' : 'read', 'Interrupted']);
      expect(await everythingIn(join(cwd, 'out'))).toEqual(['file.json']);
    };
  await inFolder(files, (cwd) => withEmulator({ ...networkOf('vco-a', 'vco-b'), faults }, use(cwd), { onRequest }));
});

test.each([[['audit', '--embedded']], [['validate']], [['--help']], [['emulate']]])(
  'when the reader of its output has gone, %j ends with 2',
  async (argv) => {
    await withBin(argv, {}, async ({ child, ended }) => {
      child.stdout?.destroy();
      const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
      const { exitCode, signal } = await ended;
      clearTimeout(late);
      expect({ exitCode, signal }).toEqual({ exitCode: 2, signal: null });
    });
  },
);

test.each([
  ['thrown', `throw new Error('later')`],
  ['rejected', `Promise.reject(new Error('later'))`],
])('an error that is %s out of turn is a bug: 70, not drift', async (_, statement) => {
  const faults = [{ kind: 'slow-answer', ms: 60_000 }] as const;
  const script = `setTimeout(() => { ${statement} }, 300)`;
  const node = ['--import', `data:text/javascript,${encodeURIComponent(script)}`];
  await inFolder({ 'baselines/hq.yaml': baseline() }, (cwd) =>
    withEmulator({ ...networkOf('vco-hq'), faults }, async ({ endpoint }) => {
      const ran = await runBin(['audit', '--endpoint', endpoint, '--confirm-after', '0'], { cwd, node, env: keys });
      expect(ran).toMatchObject({ exitCode: 70, stdout: '', stderr: expect.stringContaining('Error: later') });
    }),
  );
});

test.each([
  ['whole', null, 0],
  ['with a broken run', /^run-/, 70],
  ['with a broken command', /^validateCommand-/, 70],
  ['with broken YAML', /\b(class|var) YAMLException\b/, 70],
  ['with a broken schema', /^baseline-quick\.cjs$/, 70],
])('an installation %s (%s) exits with %d', async (_, broken, exitCode) => {
  await inFolder({ 'baselines/hq.yaml': baseline() }, async (cwd) => {
    const dist = join(dirname(main), '..');
    for (const part of ['bundle', 'validators'])
      await cp(join(dist, part), join(cwd, 'dist', part), { recursive: true });
    await cp(join(projectRoot, 'package.json'), join(cwd, 'package.json'));
    await symlink(join(projectRoot, 'node_modules'), join(cwd, 'node_modules'));
    if (broken !== null) await breakFile(join(cwd, 'dist'), broken);
    expect(await runBin(['validate'], { cwd, main: join(cwd, 'dist/bundle/main.js') })).toMatchObject({ exitCode });
  });
});

/** The one file whose name, or else whose text, is like that. */
async function breakFile(folder: string, like: RegExp): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  const names = files.filter((file) => like.test(basename(file)));
  const chunks = files.filter((file) => file.startsWith('bundle/chunks/'));
  const texts = await Promise.all(chunks.map((file) => readFile(join(folder, file), 'utf8')));
  const [found, ...others] = names.length > 0 ? names : chunks.filter((_, i) => like.test(texts[i] ?? ''));
  if (found === undefined || others.length > 0) throw new Error(`${like} is not the one of ${files.join(', ')}`);
  await writeFile(join(folder, found), 'this is no JavaScript');
}

test('nothing can fail before the exit code is 70: the bin itself imports nothing', async () => {
  const text = await readFile(main, 'utf8');
  expect(text).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(text.replaceAll(/\bimport\(/g, '')).not.toMatch(/\bimport\b/);
  expect(text.replace(/^#.*\n/, '')).toMatch(/^process\.exitCode=70[;,]/);
});

test.each([[['--help']], [['audit', '--help']], [['--version']]])(
  'the bundle says the same as its sources for %j, although it measures text more simply',
  async (argv) => {
    const bundled = await runBin(argv);
    expect(bundled).toMatchObject(await inFolder({}, (cwd) => runIn(cwd, argv)));
  },
);

test('an audit of a saved snapshot loads neither ajv nor the SDK', async () => {
  await inFolder({}, async (cwd) => {
    await runBin(['collect', 'baselines', '--embedded', '--to', join(cwd, 'snapshot.json')]);
    const list = `import Module from 'node:module'; import { writeFileSync } from 'node:fs';
      process.on('exit', () => writeFileSync(process.env.LOADED, Object.keys(Module._cache).join('\\n')));`;
    const node = ['--import', `data:text/javascript,${encodeURIComponent(list)}`];
    const argv = ['audit', 'baselines', '--snapshot', join(cwd, 'snapshot.json')];
    expect(await runBin(argv, { node, env: { LOADED: join(cwd, 'loaded') } })).toMatchObject({ exitCode: 1 });
    const loaded = (await readFile(join(cwd, 'loaded'), 'utf8')).split('\n').map((path) => path.split('/').at(-1));
    expect(loaded.sort()).toEqual(['baseline-quick.cjs', 'snapshot-quick.cjs', 'ucs2length.js']);
  });
});

test('emulate prints its address, answers an audit, and ends at SIGTERM with 143', async () => {
  await withBin(['emulate', '--port', '0'], {}, async ({ child, ended, firstLine }) => {
    const endpoint = await firstLine;
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const ran = await runBin(['audit', 'baselines/hq-hangzhou.yaml', '--endpoint', endpoint, '--confirm-after', '0'], {
      env: keys,
    });
    expect(ran).toMatchObject({ exitCode: 1, stderr: '', stdout: expect.stringContaining(endpoint) });
    child.kill('SIGTERM');
    const stderr = expect.stringContaining(keys.ALIBABA_CLOUD_ACCESS_KEY_ID);
    expect(await ended).toEqual({ exitCode: 143, signal: null, stdout: `${endpoint}\n`, stderr });
  });
});

test.each([['--help'], ['audit', '--embeded'], ['nonsense']])('%s says the same in every locale', async (...argv) => {
  const [plain, german] = await Promise.all(
    ['C', 'de_DE.UTF-8'].map((locale) => runBin(argv, { env: { LANG: locale, LC_ALL: locale, LANGUAGE: locale } })),
  );
  expect(german).toEqual(plain);
});
