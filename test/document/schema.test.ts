import { expect, test } from '@jest/globals';
import { startOf } from '../../src/document/places.ts';
import { checkSchema } from '../../src/document/schema.ts';

test.each(['baseline', 'accounts', 'emulator-state', 'snapshot', 'audit-result'] as const)(
  'the %s schema is strict, and nothing is refused as text',
  (name) => {
    expect(checkSchema(name, 'text', startOf('a.json'))).toEqual([
      {
        at: { file: 'a.json', line: 1, column: 1 },
        message: 'the file must be a mapping; found the text "text" (at the top)',
      },
    ]);
  },
);
