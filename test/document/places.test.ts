import { expect, test } from '@jest/globals';
import { formatPlace } from '../../src/document/place.ts';
import { readYaml } from '../../src/document/yaml.ts';

const text = `# comment
version: 1
custom:
  routes:
    - destination: "10.0.0.0/8"
      weight: 100
    - { destination: 10.1.0.0/16, 'a/b~c': 0 }
    -
  empty:
__proto__: 1
`;

test.each([
  ['', '2:1', '2:1'],
  ['/version', '2:10', '2:1'],
  ['/custom', '4:3', '3:1'],
  ['/custom/routes', '5:5', '4:3'],
  ['/custom/routes/0', '5:7', '5:7'],
  ['/custom/routes/0/destination', '5:20', '5:7'],
  ['/custom/routes/1', '7:7', '7:7'],
  ['/custom/routes/1/a~1b~0c', '7:44', '7:35'],
  ['/custom/routes/2', '8:5', '8:5'],
  ['/custom/empty', '9:3', '9:3'],
  ['/__proto__', '10:12', '10:1'],
  ['/constructor', '2:1', '2:1'],
  ['/custom/routes/0/weight/unknown', '6:15', '6:7'],
  ['/custom/routes/9/weight', '5:5', '4:3'],
])('%s stands at %s, its key at %s', (pointer, at, keyAt) => {
  const read = readYaml('a.yaml', new TextEncoder().encode(text));
  if (read.state === 'refused') throw new Error('refused');
  expect(formatPlace(read.places.at(pointer))).toBe(`a.yaml:${at}`);
  expect(formatPlace(read.places.keyAt(pointer))).toBe(`a.yaml:${keyAt}`);
});

test('a place is on one line whatever the file is called', () => {
  expect(formatPlace({ file: 'a\n\u001b[2J\u202e.yaml', line: 1, column: 2 })).toBe(
    'a\\u000a\\u001b[2J\\u202e.yaml:1:2',
  );
});
