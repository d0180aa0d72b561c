import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const textOf = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const docs = textOf('docs/compliance.md');
const schemas: Readonly<Record<string, Schema>> = {
  result: JSON.parse(textOf('schemas/audit-result.schema.json')),
  manifest: JSON.parse(textOf('schemas/evidence-manifest.schema.json')),
  history: JSON.parse(textOf('schemas/history.schema.json')),
};

/** The schemas that a value may have to satisfy, those of its list's members too. */
function alternatives(schema: Schema, root: Schema): readonly Schema[] {
  const target = schema.$ref === undefined ? undefined : root.$defs?.[schema.$ref.replace('#/$defs/', '')];
  const more = [target, schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [schema, ...more.flatMap((each) => (each === undefined ? [] : alternatives(each, root)))];
}

function hasKey([name, ...keys]: readonly string[]): boolean {
  const root = schemas[name ?? ''] ?? {};
  const last = keys.reduce<readonly Schema[]>(
    (reached, key) =>
      reached.flatMap((schema) =>
        alternatives(schema, root).flatMap(({ properties }) => {
          const next = properties?.[key];
          return next === undefined ? [] : [next];
        }),
      ),
    [root],
  );
  return last.length > 0;
}

test('each statement that docs/compliance.md names is a key that results, manifests and histories have', () => {
  const named = [...docs.matchAll(/`((?:result|manifest|history)\.[a-zA-Z0-9.]+)`/g)].map(([, key]) => key ?? '');
  const keys = named.filter((key) => !['result.json', 'manifest.json'].includes(key));
  expect(keys.length).toBeGreaterThan(20);
  expect(keys.filter((key) => !hasKey(key.split('.')))).toEqual([]);
});

test.each([
  'PCI DSS 4.0.1, 1.2.7',
  'PCI DSS 4.0.1, 1.2.8',
  'NIST SP 800-53 CM-2',
  'NIST SP 800-53 CM-3',
  'NIST SP 800-53 CM-6',
  'NIST SP 800-53 CA-7',
  'NIST SP 800-53 SI-7',
  'NIST SP 800-53 AU-11',
  'ISO/IEC 27001:2022, A.8.9',
  'SOC 2, completeness and accuracy of information produced by the entity',
])('the row of %s says what is not shown, and to confirm it with an assessor', (control) => {
  const rows = docs.split('\n').filter((line) => line.startsWith(`| ${control} |`));
  const cells = rows.flatMap((row) => row.split('|').slice(1, -1));
  expect(cells.length).toBe(5);
  expect(cells.filter((cell) => cell.trim() === '')).toEqual([]);
  expect(cells[4]?.trim()).toBe('confirm with your assessor');
});

test('the README leads there', () => {
  expect(textOf('README.md')).toContain('(docs/compliance.md)');
});
