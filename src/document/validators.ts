import { readFileSync } from 'node:fs';
import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import { inlineRefs } from './inlineRefs.ts';

export const schemaNames = [
  'baseline',
  'accounts',
  'emulator-state',
  'snapshot',
  'audit-result',
  'evidence-manifest',
  'evidence-reply',
] as const;
export type SchemaName = (typeof schemaNames)[number];

const quickOptions: Options = { strict: true, allowUnionTypes: true, ownProperties: true, messages: false };

/** `verbose`: the words for an error need the schema and the value that it is about. */
const fullOptions: Options = { ...quickOptions, messages: true, allErrors: true, verbose: true };

/** Two readings of a schema: `full` says all that is wrong, `quick` only whether anything is, with half the code. */
export const readings = {
  quick: { options: quickOptions, schemaOf: readSchema },
  full: { options: fullOptions, schemaOf: (name: SchemaName) => inlineRefs(readSchema(name)) },
};
export type Reading = keyof typeof readings;

const compiled = new Map<string, ValidateFunction>();

/**
 * The compiled schema. To load ajv and compile takes longer than the rest of a run, so the build does it once and for
 * all: what emitValidators.ts writes takes the place of this module.
 */
export function validatorOf(name: SchemaName, reading: Reading): ValidateFunction {
  const key = `${name}-${reading}`;
  const { options, schemaOf } = readings[reading];
  const validate = compiled.get(key) ?? new Ajv2020(options).compile(schemaOf(name));
  compiled.set(key, validate);
  return validate;
}

/** The schemas are files of the package: dist/src/document/ is three levels below its root. */
function readSchema(name: SchemaName): Record<string, unknown> {
  const text = readFileSync(new URL(`../../../schemas/${name}.schema.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as Record<string, unknown>;
}
