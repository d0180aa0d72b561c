/**
 * The schema with its own `#/$defs/…` put in where they are referred to. ajv copies all errors found so far each time
 * that a reference fails, so a list of 20,000 bad items behind a reference takes time by the square.
 * A definition that contains itself, and a reference beside which other rules stand, stay references.
 */
export function inlineRefs(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const definitions = isRecord(schema.$defs) ? schema.$defs : {};
  const expand = (part: unknown, inside: readonly string[]): unknown => {
    if (Array.isArray(part)) return part.map((each) => expand(each, inside));
    if (!isRecord(part)) return part;
    const name = referredName(part);
    if (name !== null && Object.hasOwn(definitions, name) && !inside.includes(name)) {
      const definition = expand(definitions[name], [...inside, name]);
      if (isRecord(definition)) return { ...definition, ...withoutRef(part) };
    }
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, expand(value, inside)]));
  };
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, expand(value, [])]));
}

const annotations = new Set(['$ref', 'title', 'description', 'examples', 'default', '$comment']);

function referredName(part: Record<string, unknown>): string | null {
  if (typeof part.$ref !== 'string' || !Object.keys(part).every((key) => annotations.has(key))) return null;
  return /^#\/\$defs\/([A-Za-z0-9_-]+)$/.exec(part.$ref)?.[1] ?? null;
}

function withoutRef({ $ref: _, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return rest;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
