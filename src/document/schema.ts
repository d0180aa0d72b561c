import type { ErrorObject } from 'ajv/dist/2020.js';
import { limitProblems, mostProblems } from './limitProblems.ts';
import type { Problem } from './place.ts';
import type { Places } from './places.ts';
import { memberPointer, pointerText } from './pointer.ts';
import { describeError } from './schemaMessage.ts';
import { withoutNoise } from './schemaNoise.ts';
import { type SchemaName, validatorOf } from './validators.ts';

export type { SchemaName };

/** A problem and the value it is about, for who wants to go on without that value. */
export interface SchemaProblem extends Problem {
  readonly pointer: string;
}

/** Every way in which the value is not what schemas/<name>.schema.json says, from top to bottom; empty where it is. */
export function checkSchema(name: SchemaName, value: unknown, places: Places): readonly Problem[] {
  return schemaProblems(name, value, places).map(({ at, message }) => ({ at, message }));
}

/** As `checkSchema`, with the pointers. */
export function schemaProblems(name: SchemaName, value: unknown, places: Places): readonly SchemaProblem[] {
  // Most documents are sound, and what would name the faults of the others takes longest to load.
  if (validatorOf(name, 'quick')(value)) return [];
  const validate = validatorOf(name, 'full');
  if (validate(value)) throw new Error(`two readings of the schema ${name} do not agree`);
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
