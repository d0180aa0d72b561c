import { open } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { runBin, withBin } from './bin.ts';
import { baseline, inFolder } from './fixture.ts';
import { runIn } from './testWorld.ts';

/** Statements that run in the program before its own. */
const preloaded = (statements: string) => ({
  node: ['--import', `data:text/javascript,${encodeURIComponent(statements)}`],
});
/** The directory of the baselines is never listed: a promise that nobody settles. */
const neverListed = `import promises from 'node:fs/promises'; import { syncBuiltinESMExports } from 'node:module';
  promises.readdir = () => new Promise(() => {}); syncBuiltinESMExports();`;

test.each([
  ['is stuck with nothing left to wait for', neverListed],
  ['is stuck and a library says 0', `${neverListed} setTimeout(() => { process.exitCode = 0; }, 300);`],
  ['is stuck and a library ends the process', `${neverListed} setTimeout(() => process.exit(0), 300);`],
  ['is stuck and a library ends the process in its own words', `${neverListed} setTimeout(() => process.exit(), 300);`],
  [
    'waits for nothing but a library that ends the process',
    `process.on('beforeExit', () => process.exit(0)); ${neverListed}`,
  ],
])('a run that %s is a bug, not green', async (_, statements) => {
  const ran = await runBin(['validate', 'baselines'], preloaded(statements));
  const stderr = expect.stringContaining('the process ended before its run had finished');
  expect(ran).toEqual({ exitCode: 70, signal: null, stdout: '', stderr });
});

test('a library that sets an exit code does not decide it', async () => {
  const always = (code: number) => preloaded(`setInterval(() => { process.exitCode = ${code}; }, 1).unref();`);
  expect(await runBin(['audit', '--embedded'], always(0))).toMatchObject({ exitCode: 1 });
  expect(await runBin(['validate'], always(1))).toMatchObject({ exitCode: 0 });
});

test.each([
  ['throws', `throw new Error('late');`],
  ['leaves a promise rejected', `Promise.reject(new Error('late'));`],
])('what %s after a run in sync makes it a bug', async (_, statement) => {
  const afterwards = `const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (text, done) => { setTimeout(() => { ${statement} }, 100); return write(text, done); };`;
  const ran = await runBin(['validate'], preloaded(afterwards));
  const stderr = expect.stringContaining('Error: late');
  expect(ran).toMatchObject({ exitCode: 70, stdout: expect.stringContaining('valid'), stderr });
});

test.each([
  ['SIGINT', 'SIGTERM'],
  ['SIGTERM', 'SIGINT'],
  ['SIGINT', 'SIGINT'],
] as const)('%s, and then %s, end even a run that is stuck', async (first, second) => {
  const stuck = `${neverListed} setInterval(() => {}, 1000);
    promises.readdir = () => { process.stdout.write('stuck\\n'); return new Promise(() => {}); }; syncBuiltinESMExports();
    const { abort } = AbortController.prototype;
    AbortController.prototype.abort = function () { abort.call(this); process.stdout.write('interrupted\\n'); };`;
  await withBin(['validate', 'baselines'], preloaded(stuck), async (bin) => {
    const { child, firstLine } = bin;
    await firstLine;
    child.kill(first);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill(second);
    const ended = await Promise.race([bin.ended, setTimeout(10_000, 'it goes on', { ref: false })]);
    expect(ended).toMatchObject({ exitCode: null, signal: second });
  });
});

/** A result that is much larger than the 64 KiB that a pipe holds, and its json report. */
async function withLargeResult(use: (cwd: string, report: string) => Promise<void>): Promise<void> {
  const routes = Array.from(
    { length: 2000 },
    (_, i) => `    - { destination: 10.${i >> 8}.${i & 255}.0/24, weight: 100 }`,
  );
  await inFolder({ 'baselines/hq.yaml': `${baseline()}${routes.join('\n')}\n` }, async (cwd) => {
    const audited = await runIn(cwd, ['audit', '--embedded', '-o', 'json=result.json']);
    expect(audited).toMatchObject({ exitCode: 3 });
    const { stdout } = await runIn(cwd, ['render', 'result.json', '-o', 'json']);
    expect(stdout.length).toBeGreaterThan(300_000);
    await use(cwd, stdout);
  });
}

/** As soon as more is handed over than a pipe holds. */
const bugInTheMiddle = `const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text, done) => {
    if (text.length > 300_000) setImmediate(() => { throw new Error('late'); });
    return write(text, done);
  };`;

test.each([
  ['a run', '', 3],
  ['even a bug in the middle of it', bugInTheMiddle, 70],
])('however slow the reader is, %s does not cut what was handed over', async (_, statements, exitCode) => {
  await withLargeResult(async (cwd, report) => {
    const options = { ...preloaded(statements), cwd };
    await withBin(['render', 'result.json', '-o', 'json'], options, async ({ child, ended }) => {
      child.stdout?.pause();
      await setTimeout(2000);
      child.stdout?.resume();
      const { stdout, ...rest } = await ended;
      expect(rest).toMatchObject({ exitCode, signal: null });
      // A bug keeps the last few lines from being handed over.
      const whole = exitCode === 70 ? report.slice(0, stdout.length) : report;
      expect({ cut: stdout.length < 300_000, asMeant: stdout === whole }).toEqual({ cut: false, asMeant: true });
    });
  });
});

test.each([[['--help']], [['validate']], [['audit', '--embedded']], [['emulate']]])(
  'with a full disk behind standard output %j ends with 2',
  async (argv) => {
    const full = await open('/dev/full', 'w');
    try {
      const ran = await runBin(argv, { stdout: full.fd });
      expect(ran).toMatchObject({ exitCode: 2, signal: null, stderr: expect.stringContaining('the disk is full') });
    } finally {
      await full.close();
    }
  },
);
