import { routeTypes } from '../routing/route.ts';
import {
  baselineFile,
  callerFile,
  listFile,
  manifestFile,
  predicateFile,
  repliesFile,
  reportFile,
  resultFile,
  snapshotFile,
} from './bundle.ts';
import type { Manifest } from './manifest.ts';
import { NotReproduced } from './notReproduced.ts';
import type { FileDigest } from './sums.ts';

/** Everything in a bundle is looked at: what nothing else in it accounts for is refused. */
export function checkStrays(files: readonly FileDigest[], { scope, reports, discovery }: Manifest): void {
  const known = new Set([
    ...[manifestFile, snapshotFile, resultFile, predicateFile, callerFile],
    ...reports.map(reportFile),
    ...(discovery?.regions ?? []).map(listFile),
    ...scope.found.flatMap((place) => [baselineFile(place), ...routeTypes.map((type) => repliesFile(place, type))]),
  ]);
  const stray = files.find(({ name }) => !known.has(name));
  if (stray !== undefined) throw new NotReproduced(`${stray.name} belongs to nothing that ${manifestFile} names`);
}
