import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { inlineRefs } from '../../src/document/inlineRefs.ts';
import { describeError } from '../../src/document/schemaMessage.ts';
import { withoutNoise } from '../../src/document/schemaNoise.ts';

const messages = (schema: Record<string, unknown>, value: unknown) => {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false });
  const validate = ajv.compile(inlineRefs(schema));
  validate(value);
  return withoutNoise(validate.errors ?? []).map(describeError);
};

test('of alternatives, the one that fits best is reported', () => {
  const route = { type: 'object', required: ['weight'], properties: { weight: { type: 'integer' } } };
  const schema = { properties: { next: { anyOf: [route, { type: 'null' }] } } };
  expect(messages(schema, { next: { weight: 'x' } })).toEqual(['weight must be a whole number; found the text "x"']);
  expect(messages(schema, { next: 'x' })).toEqual(['next must be a mapping or null; found the text "x"']);
});

test('the frame of a condition is not reported', () => {
  const schema = { if: { required: ['a'] }, else: { required: ['b'] } };
  expect(messages(schema, {})).toEqual(['the file lacks the key "b"']);
});

test('a misspelt key is not missing too', () => {
  const schema = {
    type: 'object',
    additionalProperties: false,
    required: ['weight', 'state'],
    properties: { weight: {}, state: {} },
  };
  expect(messages(schema, { wieght: 1 })).toEqual([
    'the file lacks the key "state"',
    'unknown key "wieght"; did you mean "weight"?',
  ]);
});

test('definitions are put in where they are named, but one that contains itself is left', () => {
  const tree = { type: 'object', properties: { next: { $ref: '#/$defs/tree' } } };
  const schema = {
    $defs: { tree, word: { type: 'string' } },
    properties: { a: { $ref: '#/$defs/word' }, b: { $ref: '#/$defs/tree' } },
  };
  expect(inlineRefs(schema).properties).toEqual({ a: { type: 'string' }, b: tree });
  expect(messages(schema, { a: 1, b: { next: { next: 1 } } })).toEqual([
    'a must be text; found 1; put it in quotes',
    'next must be a mapping; found 1',
  ]);
});
