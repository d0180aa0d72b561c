import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { globEntries } from './globEntries.ts';
import { codeOf } from './unusableInput.ts';
import type { Entry, Files, Kind } from './world.ts';

/** The real file system; relative paths start at `cwd`. */
export function filesIn(cwd: string): Files {
  const at = (path: string) => resolve(cwd, path);
  return {
    kindOf: (path) => kindAt(at(path)),
    realPath: async (path) => join(await realpath(dirname(at(path))), basename(at(path))),
    read: (path, mostBytes) => withRegularFile(at(path), (file, size) => readAll(file, size, mostBytes)),
    list: (directory) => entriesBelow(at(directory), directory),
    entries: (directory) => entriesIn(at(directory), directory, true),
    glob: (pattern) =>
      globEntries(
        pattern,
        (base) => kindAt(at(base)),
        (base, isDeep) => entriesBelow(at(base), base, isDeep),
      ),
    async makeDirectory(path) {
      await mkdir(at(path), { recursive: true });
    },
    writeWhole: (path, pieces) => writeWhole(at(path), pieces),
    sha256: (path) =>
      withRegularFile(at(path), async (file) => {
        const hash = createHash('sha256');
        for await (const chunk of file.createReadStream({ autoClose: false })) hash.update(chunk);
        return hash.digest('hex');
      }),
  };
}

async function kindAt(path: string): Promise<Kind> {
  const found = await lstat(path).catch(nothingThere);
  if (found === null) return 'nothing';
  if (found.isFile()) return 'file';
  if (found.isDirectory()) return 'directory';
  if (!found.isSymbolicLink()) return 'other';
  const target = await stat(path).catch(() => null);
  return target?.isDirectory() ? 'linked directory' : 'link';
}

/** What has been put there since anybody looked is no exception: a pipe does not block here, and a link leads nowhere. */
async function withRegularFile<T>(path: string, use: (file: FileHandle, size: number) => Promise<T>): Promise<T> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new Error('not a regular file');
    return await use(file, found.size);
  } finally {
    await file.close();
  }
}

/** `size` is what it states: it may grow meanwhile, or be one of those that state none. A stream takes twice as long. */
async function readAll(file: FileHandle, size: number, mostBytes: number): Promise<Buffer> {
  let bytes = Buffer.alloc(Math.min(size, mostBytes) + 1);
  for (let length = 0; ; ) {
    if (Math.max(size, length) > mostBytes) throw Object.assign(new Error('too many bytes'), { code: 'EFBIG' });
    const { bytesRead } = await file.read(bytes, length);
    if (bytesRead === 0) return bytes.subarray(0, length);
    length += bytesRead;
    if (length === bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(length + 65_536)]);
  }
}

async function writeWhole(target: string, pieces: Iterable<string>): Promise<void> {
  const beside = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(beside, 'wx');
    try {
      for (const piece of pieces) await file.appendFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
}

async function entriesBelow(directory: string, name: string, isDeep = true): Promise<Entry[]> {
  const entries = await entriesIn(directory, name);
  const found = await Promise.all(
    entries.map(async (entry): Promise<readonly Entry[]> => {
      if (entry.kind !== 'directory') return [entry];
      return isDeep ? await entriesBelow(join(directory, basename(entry.path)), entry.path) : [];
    }),
  );
  return found.flat();
}

async function entriesIn(directory: string, name: string, withHidden = false): Promise<Entry[]> {
  const names = (await readdir(directory)).filter((entry) => withHidden || !entry.startsWith('.'));
  return await Promise.all(
    names.map(async (entry) => ({ path: join(name, entry), kind: await kindAt(join(directory, entry)) })),
  );
}

function nothingThere(error: unknown): null {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw error;
}
