import { attestationFile, sumsFile } from './bundle.ts';
import { digestOf, everythingBelow, readIfThere } from './bundleFiles.ts';
import { NotReproduced } from './notReproduced.ts';
import { type FileDigest, parseSums } from './sums.ts';

/** The files that SHA256SUMS lists, which are there as it says, and no others but itself and the attestation. */
export async function checkFiles(directory: string): Promise<readonly FileDigest[]> {
  const there = await everythingBelow(directory);
  const odd = there.find(({ isFile }) => !isFile);
  if (odd !== undefined) throw new NotReproduced(`${odd.name} is not a regular file`);
  const bytes = await readIfThere(directory, sumsFile);
  if (bytes === null) throw new NotReproduced(`${sumsFile} is missing: the run that wrote this had not finished`);
  const listed = parseSums(bytes.toString());
  if (listed === null) throw new NotReproduced(`${sumsFile} is not a list as this program writes it`);
  const names = new Set(there.map(({ name }) => name));
  const missing = listed.find(({ name }) => !names.has(name));
  if (missing !== undefined) throw new NotReproduced(`${missing.name} is missing`);
  const known = new Set([...listed.map(({ name }) => name), sumsFile, attestationFile]);
  const added = there.find(({ name }) => !known.has(name));
  if (added !== undefined) throw new NotReproduced(`${added.name} is in no list of ${sumsFile}`);
  for (const { name, sha256 } of listed) {
    if ((await digestOf(directory, name)).sha256 !== sha256) throw new NotReproduced(`${name} was changed`);
  }
  return listed;
}
