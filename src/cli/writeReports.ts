import type { View } from '../report/view.ts';
import type { ReportOutput } from './outputs.ts';
import { type SavedFile, saveFile, whyNotAsMeant } from './savedFile.ts';
import { systemReason, UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/**
 * Writes all reports, and reads those in files back from the disk. One that fails does not keep the others back, and
 * fails the run in the end: whoever returns from here has every report where it was asked for, as it was meant.
 */
export async function writeReports<Format extends string>(
  outputs: readonly ReportOutput<Format>[],
  piecesOf: (format: Format, view: View) => Iterable<string>,
  world: World,
): Promise<void> {
  const { stdout, env, files } = world;
  const color = stdout.isTerminal && !env.NO_COLOR && env.TERM !== 'dumb';
  const terminal: View = { color, width: stdout.columns ?? 80 };
  const file: View = { color: false, width: 80 };
  const failures: string[] = [];
  const saved: SavedFile[] = [];
  for (const { format, path } of outputs) {
    const pieces = piecesOf(format, path === null ? terminal : file);
    try {
      if (path !== null) saved.push(await saveFile(path, pieces, files));
      else for (const piece of pieces) await stdout.write(piece);
    } catch (error) {
      failures.push(`${path ?? 'standard output'}: the ${format} report could not be written: ${systemReason(error)}`);
    }
  }
  for (const report of saved) {
    const reason = await whyNotAsMeant(report, files);
    if (reason !== null) failures.push(`${report.path}: the report is not there as it was written: ${reason}`);
  }
  if (failures.length > 0) throw new UnusableInput(failures);
}
