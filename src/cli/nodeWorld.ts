import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { filesIn } from './nodeFiles.ts';
import { gitIn } from './nodeGit.ts';
import type { Output, World } from './world.ts';

/**
 * A batch job among others on a small runner: without this V8 lets the heap grow to four times what is alive before it
 * collects: for 100,000 routes over half as much memory again, for a quarter less processor time. See `npm run bench`.
 */
const heapFlags = ['--heap-growing-percent=20', '--max-semi-space-size=4', '--semi-space-growth-factor=1'];

/**
 * Most runs are over before what V8 optimises by then is of use: an audit of 1,000 routes spent more time on that than on
 * its routes. So a function has to run seven times as long first. Later versions of V8 count otherwise, and say on stderr
 * that they don't know the flag.
 */
const compilerFlags = process.versions.v8.startsWith('11.') ? ['--interrupt-budget=500000'] : [];

/** The real world. The caller aborts `interruption`, which is how a signal reaches a command. */
export function nodeWorld(interruption: AbortSignal): World {
  for (const flag of [...heapFlags, ...compilerFlags]) setFlagsFromString(flag);
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    files: filesIn(process.cwd()),
    git: gitIn(process.cwd(), process.env),
    ask: (question) => askAtTerminal(question, interruption),
    interruption,
    now: () => new Date(),
    elapsed: () => performance.now(),
    nodeVersion: process.version,
    random: Math.random,
    pause: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
  };
}

async function askAtTerminal(question: string, signal: AbortSignal): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // The end of the input, Ctrl-C and a signal are answers too, and no "yes".
    const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    return await Promise.race([terminal.question(question, { signal }).catch(() => ''), closed]);
  } finally {
    terminal.close();
  }
}

function outputOf(stream: NodeJS.WriteStream): Output {
  // Every write tells its own failure; the event that comes with it would end the process.
  stream.on('error', () => {});
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.isTTY ? stream.columns : null,
    write: (text) =>
      new Promise((done, fail) => {
        stream.write(text, (error) => (error ? fail(error) : done()));
      }),
  };
}
