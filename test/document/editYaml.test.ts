import { expect, test } from '@jest/globals';
import type { DocumentEdit, KeyValue, ListEdit } from '../../src/document/documentEdit.ts';
import { editValue } from '../../src/document/editValue.ts';
import { editYaml } from '../../src/document/editYaml.ts';
import { readYaml } from '../../src/document/yaml.ts';

const x: readonly KeyValue[] = [
  ['destination', '10.9.0.0/16'],
  ['weight', 100],
];
const routes = (removed: readonly number[], ...after: readonly number[]): DocumentEdit => ({
  lists: [list(['custom', 'routes'], removed, after)],
  keys: [],
});
const list = (path: ListEdit['path'], removed: readonly number[], after: readonly number[]): ListEdit => ({
  path,
  removed: new Set(removed),
  inserted: after.map((index) => ({ after: index, entries: x })),
});
const set = (key: string, value: string | number, ...path: readonly (string | number)[]): DocumentEdit => ({
  lists: [],
  keys: [{ path, key, value }],
});

/** Each is checked to mean what it should, too. */
function edited(text: string, edit: DocumentEdit): string {
  const after = editYaml(text, edit);
  const value = (of: string) => {
    const read = readYaml('test.yaml', new TextEncoder().encode(of));
    if (read.state === 'refused') throw new Error(`${JSON.stringify(read.problems)}\n${of}`);
    return read.value;
  };
  expect(value(after)).toEqual(editValue(value(text), edit));
  return after;
}

const block = `custom:
  routes: # why
    # about a
    - { a: 1 } # behind a

    # about b
    - b: 2
      c: 3 # behind c
    # after b
bgp: {}
`;

test.each<[string, DocumentEdit, string]>([
  [
    'an item goes with what is behind it, and what is above it stays',
    routes([1]),
    block.replace(/ {4}- b: 2\n.*\n/, ''),
  ],
  ['the first one too', routes([0]), block.replace(/ {4}- \{ a: 1.*\n/, '')],
  [
    'a list that loses all items stays as an empty one',
    routes([0, 1]),
    block
      .replace('routes: #', 'routes: [] #')
      .replace(/ {4}- \{ a: 1.*\n/, '')
      .replace(/ {4}- b: 2\n.*\n/, ''),
  ],
  [
    'a new item stands right behind the one it follows, in its style',
    routes([], 1),
    block.replace('# behind c\n', '# behind c\n    - destination: 10.9.0.0/16\n      weight: 100\n'),
  ],
  [
    'a new first one stands before comments about the next one',
    routes([], -1),
    block.replace('# why\n', '# why\n    - { destination: 10.9.0.0/16, weight: 100 }\n'),
  ],
  [
    'one may take the place of another',
    routes([0], 0),
    block.replace('- { a: 1 } # behind a', '- { destination: 10.9.0.0/16, weight: 100 }'),
  ],
  ['a value is replaced', set('c', 4, 'custom', 'routes', 1), block.replace('c: 3 #', 'c: 4 #')],
  ['a key is added in flow style', set('z', 'any', 'custom', 'routes', 0), block.replace('a: 1 }', 'a: 1, z: any }')],
  ['and in block style', set('z', 0, 'custom', 'routes', 1), block.replace('# behind c\n', '# behind c\n      z: 0\n')],
  ['an empty mapping gets its first key', set('z', 0, 'bgp'), block.replace('{}', '{ z: 0 }')],
])('%s', (_, edit, expected) => {
  expect(edited(block, edit)).toBe(expected);
});

test.each<[string, DocumentEdit, string]>([
  ['custom: { routes: [{ a: 1 }, { b: 2 }] }\n', routes([1]), 'custom: { routes: [{ a: 1 }] }\n'],
  ['custom: { routes: [{ a: 1 }, { b: 2 }] }\n', routes([0]), 'custom: { routes: [{ b: 2 }] }\n'],
  ['custom: { routes: [{ a: 1 }, { b: 2 }] }\n', routes([0, 1]), 'custom: { routes: [] }\n'],
  ['custom: { routes: [ { a: 1 }, ] }\n', routes([0]), 'custom: { routes: [  ] }\n'],
  [
    'custom:\n  routes: [\n    { a: 1 }, # a\n    { b: 2 }, # b\n    ]\n',
    routes([1]),
    'custom:\n  routes: [\n    { a: 1 } # a\n    , # b\n    ]\n',
  ],
  ['custom: { routes: [] }\n', routes([], -1), 'custom: { routes: [{ destination: 10.9.0.0/16, weight: 100 }] }\n'],
  [
    'custom: { unexpected: fail }\n',
    routes([], -1),
    'custom: { unexpected: fail, routes: [{ destination: 10.9.0.0/16, weight: 100 }] }\n',
  ],
  ['custom: {}\n', routes([], -1), 'custom: { routes: [{ destination: 10.9.0.0/16, weight: 100 }] }\n'],
  [
    'custom:\n   unexpected: fail # x\n# end\n',
    routes([], -1),
    'custom:\n   unexpected: fail # x\n   routes:\n     - { destination: 10.9.0.0/16, weight: 100 }\n# end\n',
  ],
  ['version: 1', routes([], -1), 'version: 1\ncustom:\n  routes:\n    - { destination: 10.9.0.0/16, weight: 100 }'],
  [
    '{ "version": 1 }',
    routes([], -1),
    '{ "version": 1, custom: { routes: [{ destination: 10.9.0.0/16, weight: 100 }] } }',
  ],
  ['custom:\r\n  routes:\r\n  - a: 1\r\n  - b: 2', routes([1]), 'custom:\r\n  routes:\r\n  - a: 1'],
  [
    'custom:\r\n  routes:\r\n  - a: 1',
    routes([], 0),
    'custom:\r\n  routes:\r\n  - a: 1\r\n  - destination: 10.9.0.0/16\r\n    weight: 100',
  ],
  ['---\ncustom:\n  routes: [{ a: 1 }]\n...\n', routes([0]), '---\ncustom:\n  routes: []\n...\n'],
  [
    'custom:\n  routes:\n    -\n      # about a\n      a: 1\n',
    routes([], 0),
    'custom:\n  routes:\n    -\n      # about a\n      a: 1\n    - destination: 10.9.0.0/16\n      weight: 100\n',
  ],
])('%j', (text, edit, expected) => {
  expect(edited(text, edit)).toBe(expected);
});

test('the value of a key may be a list of its own lines, or a text in quotes', () => {
  const text = 'bgp:\n  asPath: # path\n  - 1\n  - 2\n  name: "it\'s"\n';
  const edit = {
    lists: [],
    keys: [
      { path: ['bgp'], key: 'asPath', value: [65010] },
      { path: ['bgp'], key: 'name', value: '#' },
    ],
  };
  expect(edited(text, edit)).toBe('bgp:\n  asPath: [65010]\n  name: "#"\n');
});

test('what comes to stand on several lines of one file comes in order, from the inside out', () => {
  const text = 'custom:\n  routes:\n    - a: 1\n';
  const edit = {
    lists: [list(['custom', 'routes'], [], [0]), list(['custom', 'allow'], [], [-1]), list(['waivers'], [], [-1])],
    keys: [{ path: ['custom', 'routes', 0], key: 'state', value: 'any' }],
  };
  expect(edited(text, edit)).toBe(
    [
      ...['custom:', '  routes:', '    - a: 1', '      state: any'],
      ...['    - destination: 10.9.0.0/16', '      weight: 100'],
      ...['  allow:', '    - { destination: 10.9.0.0/16, weight: 100 }'],
      ...['waivers:', '  - { destination: 10.9.0.0/16, weight: 100 }', ''],
    ].join('\n'),
  );
});
