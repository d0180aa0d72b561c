import { formatProblem, type Problem } from '../../src/document/place.ts';
import { readYaml } from '../../src/document/yaml.ts';

/** What is reported of a text, as a person sees it; `read` where nothing is. */
export function problemsOf(text: string | Uint8Array): readonly string[] | 'read' {
  const read = readYaml('a.yaml', typeof text === 'string' ? new TextEncoder().encode(text) : text);
  return read.state === 'read' ? 'read' : formatAll(read.problems);
}

export function formatAll(problems: readonly Problem[]): readonly string[] {
  return problems.map(formatProblem);
}
