import { proofs } from '../../src/collect/snapshot.ts';
import type { RunsResult } from './simulateRuns.ts';
import type { Tally } from './tally.ts';

/** What the runs came to, a line for each listing and churn, for people. */
export function reportTable(results: readonly RunsResult[]): string {
  const head = ['listing', 'churn', 'runs', 'wrong green', 'phantom red', 'unchecked', 'where promised', ...proofs];
  const lines = results.flatMap(({ listing, tallies }) =>
    tallies.map((tally, churn) => [listing, `0 to ${churn}`, ...cells(tally)]),
  );
  const table = [[...head, 'requests / fewest', 'passes'], ...lines];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  return table
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells(tally: Tally): readonly string[] {
  const { runs, unchecked, promised, promisedUnchecked } = tally;
  return [
    String(runs),
    String(tally.wrongGreens),
    String(tally.phantomReds),
    share(unchecked, runs),
    share(promisedUnchecked, promised),
    ...proofs.map((proof) => share(tally.proofs[proof], runs)),
    (tally.requests / tally.naive).toFixed(2),
    (tally.passes / (runs - unchecked)).toFixed(2),
  ];
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)} %`;
}
