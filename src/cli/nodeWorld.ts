import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import picomatch from 'picomatch';
import { codeOf } from './unusableInput.ts';
import type { Files, Output, World } from './world.ts';

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

/** The real file system; relative paths start at `cwd`. */
export function filesIn(cwd: string): Files {
  const at = (path: string) => resolve(cwd, path);
  return {
    async kindOf(path) {
      const found = await stat(at(path)).catch(nothingThere);
      if (found === null) return 'nothing';
      if (found.isFile()) return 'file';
      return found.isDirectory() ? 'directory' : 'other';
    },
    read: (path) => readFile(at(path)),
    list: (directory) => filesBelow(at(directory), directory, new Set()),
    async glob(pattern) {
      const { base } = picomatch.scan(pattern);
      if ((await this.kindOf(base)) !== 'directory') return [];
      const isMatch = picomatch(pattern);
      return (await filesBelow(at(base), base, new Set())).filter((path) => isMatch(path));
    },
    async makeDirectory(path) {
      await mkdir(at(path), { recursive: true });
    },
    async writeWhole(path, text) {
      const target = at(path);
      const beside = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
      try {
        const file = await open(beside, 'wx');
        try {
          await file.writeFile(text);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(beside, target);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
    },
  };
}

/** `seen`: the real directories above, since a link may lead back to one. */
async function filesBelow(directory: string, name: string, seen: ReadonlySet<string>): Promise<string[]> {
  const real = await realpath(directory);
  if (seen.has(real)) return [];
  const entries = (await readdir(real)).filter((entry) => !entry.startsWith('.'));
  const below = await Promise.all(
    entries.map(async (entry) => {
      const found = await stat(join(real, entry)).catch(() => null);
      const path = join(name, entry);
      return found?.isDirectory() ? await filesBelow(join(real, entry), path, new Set([...seen, real])) : [path];
    }),
  );
  return below.flat();
}

function nothingThere(error: unknown): null {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw error;
}
