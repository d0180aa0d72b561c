import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { inlineRefs } from './inlineRefs.ts';
import { limitProblems, mostProblems } from './limitProblems.ts';
import type { Problem } from './place.ts';
import type { Places } from './places.ts';
import { memberPointer, pointerText } from './pointer.ts';
import { describeError } from './schemaMessage.ts';
import { withoutNoise } from './schemaNoise.ts';

export type SchemaName = 'baseline' | 'emulator-state' | 'snapshot' | 'audit-result';

/** A problem and the value it is about, for who wants to go on without that value. */
export interface SchemaProblem extends Problem {
  readonly pointer: string;
}

const compiled = new Map<SchemaName, ValidateFunction>();

/** Every way in which the value is not what schemas/<name>.schema.json says, from top to bottom; empty where it is. */
export function checkSchema(name: SchemaName, value: unknown, places: Places): readonly Problem[] {
  return schemaProblems(name, value, places).map(({ at, message }) => ({ at, message }));
}

/** As `checkSchema`, with the pointers. */
export function schemaProblems(name: SchemaName, value: unknown, places: Places): readonly SchemaProblem[] {
  const validate = compiled.get(name) ?? compile(name);
  if (validate(value)) return [];
  const errors = withoutNoise(validate.errors ?? []);
  validate.errors = null;
  // Hundreds of thousands are not worth the wording: one more than the limit shows that there are more.
  return limitProblems(errors.slice(0, mostProblems + 1).map((error) => problemOf(error, places)));
}

function problemOf(error: ErrorObject, places: Places): SchemaProblem {
  const key: unknown = error.params.additionalProperty ?? error.params.unevaluatedProperty;
  const pointer = typeof key === 'string' ? memberPointer(error.instancePath, key) : error.instancePath;
  const at = typeof key === 'string' ? places.keyAt(pointer) : places.at(pointer);
  const message = describeError(error);
  return { at, pointer, message: places.unplaced === true ? `${message} (at ${pointerText(pointer)})` : message };
}

/** The schemas are files of the package: dist/src/document/ is three levels below its root. */
function compile(name: SchemaName): ValidateFunction {
  const text = readFileSync(new URL(`../../../schemas/${name}.schema.json`, import.meta.url), 'utf8');
  const schema = JSON.parse(text) as Record<string, unknown>;
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, ownProperties: true, verbose: true });
  const validate = ajv.compile(inlineRefs(schema));
  compiled.set(name, validate);
  return validate;
}
