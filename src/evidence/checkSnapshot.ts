import type { Baseline } from '../baseline/baseline.ts';
import type { ConnectionSnapshot, SnapshotSource } from '../collect/snapshot.ts';
import { type Bundle, snapshotFile } from './bundle.ts';
import { readIfThere } from './bundleFiles.ts';
import { differenceOf } from './differenceOf.ts';
import { NotReproduced } from './notReproduced.ts';
import type { Rebuilding } from './rebuild.ts';
import { snapshotEnd, snapshotLine, snapshotStart } from './snapshotLines.ts';

/** Holds the snapshot to the replies, line by line, and hands each connection to `use` as the replies show it. */
export async function checkSnapshot(
  { directory, build }: Bundle,
  source: SnapshotSource,
  baselines: readonly Baseline[],
  rebuilding: Rebuilding,
  use: (baseline: Baseline, connection: ConnectionSnapshot) => void,
): Promise<void> {
  const lines = linesOf((await readIfThere(directory, snapshotFile)) ?? Buffer.alloc(0));
  const next = () => lines.next().value ?? '';
  if (next() !== snapshotStart(source)) throw new NotReproduced(`${snapshotFile}:1: not of the source of the manifest`);
  for (const [i, baseline] of baselines.entries()) {
    const line = next();
    const isLast = i === baselines.length - 1;
    const candidates = await rebuilding.connection(baseline);
    const stated = parseLine(line, isLast);
    const differences = candidates.map((candidate) =>
      line === snapshotLine(candidate, isLast)
        ? null
        : differenceOf(stated, JSON.parse(JSON.stringify(candidate)), build),
    );
    const connection = candidates[differences.indexOf(null)];
    if (connection === undefined) {
      const where = `${baseline.region}/${baseline.connectionId}: ${differences[0]}`;
      throw new NotReproduced(`${snapshotFile}:${i + 2}: ${where} is not what the replies show`);
    }
    use(baseline, connection);
  }
  if (next() !== snapshotEnd || next() !== '') throw new NotReproduced(`${snapshotFile} holds more than the baselines`);
}

/** null where it is none. */
function parseLine(line: string, isLast: boolean): unknown {
  try {
    return JSON.parse(isLast ? line : line.replace(/,\n$/, ''));
  } catch {
    return null;
  }
}

/** With their line feeds. */
function* linesOf(bytes: Buffer): Generator<string, undefined> {
  for (let start = 0; start < bytes.length; ) {
    const lineFeed = bytes.indexOf(0x0a, start);
    const end = lineFeed === -1 ? bytes.length : lineFeed + 1;
    yield bytes.toString('utf8', start, end);
    start = end;
  }
}
