import { compareProblems, formatPlace, type Problem } from '../document/place.ts';
import { compareText } from '../routing/table.ts';
import type { Baseline } from './baseline.ts';
import { parseBaseline } from './parseBaseline.ts';

export interface BaselineFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export type LoadedBaselines =
  | { readonly state: 'read'; readonly baselines: readonly Baseline[] }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] };

/**
 * All files or none: every problem of every file, sorted by file and place, and two files for one connection too.
 * Baselines come by region, then connection, whatever order the files came in. Never throws.
 */
export function loadBaselines(files: readonly BaselineFile[]): LoadedBaselines {
  const problems: Problem[] = [];
  const baselines: Baseline[] = [];
  for (const { file, bytes } of files) {
    const parsed = parseBaseline(file, bytes);
    if (parsed.state === 'read') baselines.push(parsed.baseline);
    else for (const problem of parsed.problems) problems.push(problem);
  }
  baselines.sort(compareBaselines);
  for (const problem of connectionsTwice(baselines)) problems.push(problem);
  if (problems.length > 0) return { state: 'refused', problems: problems.sort(compareProblems) };
  return { state: 'read', baselines };
}

/** Ids are unique over all regions, so a second file is wrong whatever region it names. */
function connectionsTwice(baselines: readonly Baseline[]): readonly Problem[] {
  const first = new Map<string, Baseline>();
  const problems: Problem[] = [];
  for (const baseline of [...baselines].sort((a, b) => compareText(a.file, b.file))) {
    const earlier = first.get(baseline.connectionId);
    if (earlier === undefined) first.set(baseline.connectionId, baseline);
    else {
      const message = `connection ${baseline.connectionId} has a baseline already, at ${formatPlace(earlier.at)}; a connection has one file`;
      problems.push({ at: baseline.at, message });
    }
  }
  return problems;
}

function compareBaselines(a: Baseline, b: Baseline): number {
  return compareText(a.region, b.region) || compareText(a.connectionId, b.connectionId) || compareText(a.file, b.file);
}
