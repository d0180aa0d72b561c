import { loadBaselines } from '../../src/baseline/loadBaselines.ts';
import { formatProblem } from '../../src/document/place.ts';
import { formatLint, type LintFinding } from '../../src/lint/finding.ts';
import { lintBaselines } from '../../src/lint/lint.ts';

/** Text that follows the three lines that every baseline has, by the name of connection and file: `a` → vco-a in a.yaml. */
export type Files = Readonly<Record<string, string>>;

export function findingsOf(files: Files, now = '2026-11-23T12:00:00Z'): readonly LintFinding[] {
  const loaded = loadBaselines(
    Object.entries(files).map(([name, text]) => ({
      file: `${name}.yaml`,
      bytes: new TextEncoder().encode(`version: 1\nconnection: vco-${name}\nregion: cn-hangzhou\n${text}`),
    })),
  );
  if (loaded.state === 'refused') throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return lintBaselines(loaded.baselines, new Date(now));
}

/** As they are printed. */
export function lintOf(files: Files, now?: string): readonly string[] {
  return findingsOf(files, now).map(formatLint);
}

/** Where and what, without the words. */
export function codesOf(files: Files, now?: string): readonly string[] {
  return findingsOf(files, now).map(({ at, code, destination }) => `${at.file} ${code} ${destination}`);
}

/** Destination-based routes, each as `destination weight` and perhaps more keys. */
export function custom(...routes: readonly string[]): string {
  const entries = routes.map((route) => {
    const [destination, weight, ...more] = route.split(' ');
    return `    - { destination: "${destination}", weight: ${weight}${more.length === 0 ? '' : `, ${more.join(' ')}`} }\n`;
  });
  return `custom:\n  routes:\n${entries.join('')}`;
}

export const onRouter = (text: string) => `transitRouter: tr-1\n${text}`;
