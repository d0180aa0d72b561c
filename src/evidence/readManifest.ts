import { isRecord } from '../collect/jsonValue.ts';
import { readJson } from '../document/json.ts';
import { startOf } from '../document/places.ts';
import { checkSchema } from '../document/schema.ts';
import { bundleVersion, manifestFile } from './bundle.ts';
import { readIfThere } from './bundleFiles.ts';
import type { Manifest } from './manifest.ts';
import { NotReproduced } from './notReproduced.ts';

/** The manifest, of this version or an older one. */
export async function readManifest(directory: string): Promise<Manifest> {
  const bytes = await readIfThere(directory, manifestFile);
  if (bytes === null) throw new NotReproduced(`${manifestFile} is missing`);
  const document = readJson(manifestFile, bytes);
  if (document.state === 'refused') throw new NotReproduced(`${manifestFile}: ${document.problems[0]?.message}`);
  const { value } = document;
  const version = isRecord(value) ? value.version : null;
  if (typeof version === 'number' && version > bundleVersion) {
    throw new NotReproduced(`the bundle is of version ${version}, and this program knows ${bundleVersion} at most`);
  }
  const [problem] = checkSchema('evidence-manifest', value, startOf(manifestFile));
  if (problem !== undefined) throw new NotReproduced(`${manifestFile}: ${problem.message}`);
  // The first bundles knew nothing of shards, nor of which connections there are.
  const { shard = null, discovery = null } = value as Partial<Manifest>;
  const manifest: Manifest = { ...(value as Manifest), shard, discovery };
  const times = [manifest.startedAt, manifest.finishedAt].map((time) => Date.parse(time));
  if (times.some(Number.isNaN)) throw new NotReproduced(`${manifestFile}: its times are none`);
  return manifest;
}
