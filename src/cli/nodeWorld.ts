import { setTimeout } from 'node:timers/promises';
import { filesIn } from './nodeFiles.ts';
import type { Output, World } from './world.ts';

/** The real world. The caller aborts `interruption`, which is how a signal reaches a command. */
export function nodeWorld(interruption: AbortSignal): World {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    files: filesIn(process.cwd()),
    interruption,
    now: () => new Date(),
    random: Math.random,
    pause: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
  };
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
