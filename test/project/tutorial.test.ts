import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { main } from '../cli/bin.ts';
import { inFolder } from '../cli/fixture.ts';

const file = new URL('../../../docs/tutorial.md', import.meta.url);

/** A fenced block: of `console`, commands and what they print; of `yaml NAME`, a file to write. */
interface Block {
  readonly language: string;
  readonly name: string;
  readonly text: string;
}

function blocksOf(markdown: string): readonly Block[] {
  const fences = markdown.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```$/gm);
  return [...fences].map(([, language = '', name = '', text = '']) => ({ language, name, text }));
}

/** What is another one in each run. */
function timeless(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/accepted-\d{4}-\d\d-\d\d/g, 'accepted-DAY')
    .replaceAll(/\b[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/g, 'ID');
}

/** The reader's shell: it keeps what is exported, the last exit code, and the server that runs in the background. */
class Shell {
  readonly #cwd: string;
  readonly #port: number;
  readonly #env: Record<string, string>;
  #background: ChildProcess | null = null;
  #exitCode = 0;

  constructor(cwd: string, port: number) {
    this.#cwd = cwd;
    this.#port = port;
    this.#env = { PATH: `${cwd}/.bin:${process.env.PATH}`, HOME: cwd };
  }

  async run(command: string): Promise<string> {
    const typed = command.replaceAll('8080', String(this.#port));
    const exported = /^export (\w+)=(.*)$/.exec(typed);
    if (exported !== null) this.#env[exported[1] ?? ''] = exported[2] ?? '';
    else if (typed === 'kill %1') await this.end();
    else if (typed === 'echo $?') return `${this.#exitCode}\n`;
    else if (typed.endsWith(' &')) return await this.#start(typed.slice(0, -2));
    else return await this.#wait(typed);
    return '';
  }

  async end(): Promise<void> {
    const ended = new Promise((done) => this.#background?.on('close', done) ?? done(null));
    this.#background?.kill();
    await ended;
    this.#background = null;
  }

  #wait(typed: string): Promise<string> {
    return new Promise((done) => {
      execFile('bash', ['-c', `exec 2>&1\n${typed}`], { cwd: this.#cwd, env: this.#env }, (error, stdout) => {
        this.#exitCode = typeof error?.code === 'number' ? error.code : 0;
        done(stdout.replaceAll(String(this.#port), '8080'));
      });
    });
  }

  /** Until it has said where it listens, and with which keys. */
  #start(typed: string): Promise<string> {
    const child = spawn('bash', ['-c', `exec 2>&1\nexec ${typed}`], { cwd: this.#cwd, env: this.#env });
    this.#background = child;
    return new Promise((done) => {
      let said = '';
      child.stdout.on('data', (more) => {
        said += more;
        if (said.split('\n').length > 2) done(said.replaceAll(String(this.#port), '8080'));
      });
    });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function writeIn(cwd: string, name: string, text: string): Promise<void> {
  await mkdir(dirname(join(cwd, name)), { recursive: true });
  await writeFile(join(cwd, name), text);
}

/** The commands of a scheduled job, but for setting up, against the network of the tutorial. */
function jobCommands(workflow: string): readonly string[] {
  const { jobs } = load(workflow) as { jobs: Record<string, { steps: readonly { run?: string }[] }> };
  const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  return runs
    .filter((run) => run.startsWith('npx route-drift'))
    .map(
      (run) =>
        `GITHUB_STEP_SUMMARY=summary.md; ${run.replace('npx ', '')} --confirm-after 0 --endpoint http://127.0.0.1:8080`,
    );
}

test('the tutorial, typed into an empty directory, prints what it shows', async () => {
  const markdown = await readFile(file, 'utf8');
  let shown = markdown;
  await inFolder({ '.bin/route-drift': `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n` }, async (cwd) => {
    await chmod(join(cwd, '.bin/route-drift'), 0o755);
    const shell = new Shell(cwd, await freePort());
    try {
      for (const { language, name, text } of blocksOf(markdown)) {
        if (name !== '') await writeIn(cwd, name, text);
        if (language !== 'console') continue;
        const commands = text.split('\n').filter((line) => line.startsWith('$ '));
        let printed = '';
        for (const command of commands) printed += `${command}\n${await shell.run(command.slice(2))}`;
        if (process.env.UPDATE_EXPECTED === '1') shown = shown.replace(text, () => printed);
        else expect(timeless(printed)).toBe(timeless(text));
      }
      const workflow = await readFile(join(cwd, '.github/workflows/routes.yml'), 'utf8');
      for (const command of jobCommands(workflow)) expect(await shell.run(command)).toContain('::notice');
      expect(await readFile(join(cwd, 'summary.md'), 'utf8')).toContain('IN SYNC');
    } finally {
      await shell.end();
    }
  });
  if (shown !== markdown) await writeFile(file, shown);
}, 300_000);

test('the README leads there', async () => {
  expect(await readFile(new URL('README.md', new URL('../', file)), 'utf8')).toContain('(docs/tutorial.md)');
});
