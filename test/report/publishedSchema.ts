import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A schema that somebody else published, of those that lie beside the project; null: it is not there. */
export function publishedSchema(name: string): string | null {
  const path = fileURLToPath(new URL(`../../../../shared/schemas/${name}`, import.meta.url));
  return existsSync(path) ? path : null;
}
