import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);

/** The baselines that come with the package: what `--embedded` audits where there are no others. */
export const sampleBaselines = fileURLToPath(new URL('baselines/', root));

/** Name and version, from the one place that has them. */
export function tool(): { readonly name: string; readonly version: string } {
  const { name, version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Record<string, string>;
  return { name: name ?? '', version: version ?? '' };
}

/** The schema of baselines, for editors. */
export const schemaFile = fileURLToPath(new URL('schemas/baseline.schema.json', root));

/** A page of the documentation that comes with the package. */
export function docsPage(name: string): URL {
  return new URL(`docs/${name}.md`, root);
}
