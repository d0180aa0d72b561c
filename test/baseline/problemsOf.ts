import type { Baseline } from '../../src/baseline/baseline.ts';
import { parseBaseline } from '../../src/baseline/parseBaseline.ts';
import { formatProblem } from '../../src/document/place.ts';

/** The three lines that every baseline has; what a test adds starts on line 4. */
export const head = 'version: 1\nconnection: vco-a1\nregion: cn-hangzhou\n';

/** What is reported of `head` and the text after it; none where it is a baseline. */
export function problemsOf(text: string): readonly string[] {
  return problemsOfFile(head + text);
}

export function problemsOfFile(text: string): readonly string[] {
  const parsed = parseBaseline('a.yaml', new TextEncoder().encode(text));
  return parsed.state === 'read' ? [] : parsed.problems.map(formatProblem);
}

/** Of `head` and the text after it, which must be sound. */
export function baselineOf(text: string): Baseline {
  const parsed = parseBaseline('a.yaml', new TextEncoder().encode(head + text));
  if (parsed.state === 'refused') throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.baseline;
}
