import { coverageKinds } from '../audit/coverage.ts';
import { findingKinds } from '../audit/finding.ts';
import { lintNames } from '../baseline/lintNames.ts';

/** A page of docs/ and the heading of the section in it. */
export interface ExplainedTopic {
  readonly page: 'lint' | 'findings';
  readonly heading: string;
}

/** Every word that can be explained: the codes of lint and their names, and the kinds of findings. */
export const explainedTopics: ReadonlyMap<string, ExplainedTopic> = new Map([
  ...Object.entries(lintNames).flatMap(([code, name]) => {
    const topic: ExplainedTopic = { page: 'lint', heading: `${code} ${name}` };
    return [[code, topic] as const, [name, topic] as const];
  }),
  ...[...findingKinds, ...coverageKinds].map((kind) => [kind, { page: 'findings', heading: kind }] as const),
]);
