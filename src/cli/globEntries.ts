import picomatch from 'picomatch';
import type { Entry, Kind } from './world.ts';

/** What `glob` of a world's files promises, over anything that has directories. `list` need not go below the first level. */
export async function globEntries(
  pattern: string,
  kindOf: (path: string) => Promise<Kind>,
  list: (directory: string, isDeep: boolean) => Promise<readonly Entry[]>,
): Promise<readonly Entry[]> {
  const { base, glob } = picomatch.scan(pattern);
  const kind = await kindOf(base);
  if (kind === 'linked directory' || kind === 'submodule') return [{ path: base, kind }];
  if (kind !== 'directory') return [];
  const isMatch = picomatch(pattern);
  const isDeep = glob.includes('/') || glob.includes('**');
  const entries = await list(base, isDeep);
  const mayHoldMore = (kind: Kind) => isDeep && (kind === 'linked directory' || kind === 'submodule');
  return entries.filter(({ path, kind }) => isMatch(path) || mayHoldMore(kind));
}
