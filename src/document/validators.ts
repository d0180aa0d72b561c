import { readFileSync } from 'node:fs';
import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import { inlineRefs } from './inlineRefs.ts';

export const schemaNames = ['baseline', 'emulator-state', 'snapshot', 'audit-result'] as const;
export type SchemaName = (typeof schemaNames)[number];

/** `verbose`: the words for an error need the schema and the value that it is about. */
export const ajvOptions: Options = {
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  ownProperties: true,
  verbose: true,
};

const compiled = new Map<SchemaName, ValidateFunction>();

/**
 * The compiled schema. To load ajv and compile takes longer than the rest of a run, so the build does it once and for
 * all: what emitValidators.ts writes takes the place of this module.
 */
export function validatorOf(name: SchemaName): ValidateFunction {
  const validate = compiled.get(name) ?? new Ajv2020(ajvOptions).compile(readSchema(name));
  compiled.set(name, validate);
  return validate;
}

/** The schemas are files of the package: dist/src/document/ is three levels below its root. */
export function readSchema(name: SchemaName): Record<string, unknown> {
  const text = readFileSync(new URL(`../../../schemas/${name}.schema.json`, import.meta.url), 'utf8');
  return inlineRefs(JSON.parse(text) as Record<string, unknown>);
}
