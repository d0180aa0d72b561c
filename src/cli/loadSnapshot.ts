import type { Snapshot } from '../collect/snapshot.ts';
import { readSnapshot } from '../collect/snapshotDocument.ts';
import { mostJsonMebibytes } from '../document/json.ts';
import { readInput } from './findBaselines.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** A saved snapshot; UnusableInput with every reason why the file is none. */
export async function loadSnapshot(file: string, { files }: World): Promise<Snapshot> {
  const input = await readInput(file, mostJsonMebibytes, files);
  if (typeof input === 'string') throw new UnusableInput([input]);
  const loaded = readSnapshot(file, input.bytes);
  if (loaded.state === 'refused') throw UnusableInput.problems(loaded.problems);
  return loaded.snapshot;
}
