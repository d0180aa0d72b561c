import type { Attachment } from '../collect/attachment.ts';
import { yamlSafe } from '../document/yamlScalar.ts';

/** What a baseline says of its connection, besides the routes. */
export interface AboutConnection {
  readonly name: string | null;
  readonly description: string | null;
  readonly owner: string | null;
  readonly transitRouter: string | null;
}

export const nothingKnown: AboutConnection = { name: null, description: null, owner: null, transitRouter: null };

/** From its name, description and tags; lengths and the pattern are those of schemas/baseline.schema.json. */
export function aboutConnection({ name, description, transitRouter, tags }: Attachment): AboutConnection {
  const owner = (tags ?? []).find(({ key }) => key.toLowerCase() === 'owner')?.value ?? '';
  return {
    name: yamlSafe(name ?? '', 128),
    description: yamlSafe(description ?? '', 1000),
    owner: yamlSafe(owner, 256),
    transitRouter: transitRouter !== null && /^tr-[a-z0-9]{1,60}$/.test(transitRouter) ? transitRouter : null,
  };
}
