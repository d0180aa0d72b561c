import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * The text of a file that a person or a secret store keeps small; null where there is none. A link is followed, since
 * mounted secrets are links; rejects for what is no file (a pipe would wait for ever), is too large or can't be read.
 */
export async function readSmallFile(path: string, mostBytes: number): Promise<string | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(nothingThere);
  if (file === null) return null;
  try {
    const found = await file.stat();
    if (!found.isFile() || found.size > mostBytes) throw new Error('it is no file, or too large');
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

function nothingThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}
