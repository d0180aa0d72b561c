import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadBaselines } from '../../src/baseline/loadBaselines.ts';
import { formatProblem } from '../../src/document/place.ts';
import { head } from './problemsOf.ts';

const fileOf = (file: string, connection: string, region = 'cn-hangzhou', rest = '') => ({
  file,
  bytes: new TextEncoder().encode(`version: 1\nconnection: ${connection}\nregion: ${region}\n${rest}`),
});

test('baselines come by region and connection, whatever order the files have', () => {
  const files = [
    fileOf('a.yaml', 'vco-b', 'eu-central-1'),
    fileOf('b.yaml', 'vco-c'),
    fileOf('c.yaml', 'vco-a', 'eu-central-1'),
    fileOf('d.yaml', 'vco-10'),
    fileOf('e.yaml', 'vco-9'),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
      const loaded = loadBaselines(shuffled);
      const ids = loaded.state === 'read' ? loaded.baselines.map(({ connectionId }) => connectionId) : [];
      expect(ids).toEqual(['vco-10', 'vco-9', 'vco-c', 'vco-a', 'vco-b']);
    }),
  );
});

test('a second file for a connection cites both places, in another region too', () => {
  const loaded = loadBaselines([fileOf('b.yaml', 'vco-a', 'ap-southeast-1'), fileOf('a.yaml', 'vco-a')]);
  expect(loaded.state === 'refused' ? loaded.problems.map(formatProblem) : []).toEqual([
    'b.yaml:2:1: connection vco-a has a baseline already, at a.yaml:2:1; a connection has one file',
  ]);
});

test('all problems of all files come at once, by file and place', () => {
  const loaded = loadBaselines([
    fileOf('c.yaml', 'vco-a'),
    fileOf('b.yaml', 'vco-x', 'cn-hangzhou', 'b: 1\na: 2\n'),
    fileOf('a.yaml', 'vco-a'),
    { file: 'A.yaml', bytes: new Uint8Array() },
  ]);
  expect(
    loaded.state === 'refused' ? loaded.problems.map((problem) => formatProblem(problem).slice(0, 30)) : [],
  ).toEqual([
    'A.yaml:1:1: the file is empty;',
    'b.yaml:4:1: unknown key "b"; k',
    'b.yaml:5:1: unknown key "a"; k',
    'c.yaml:2:1: connection vco-a h',
  ]);
});

test('no text makes it throw', () => {
  const words = 'custom bgp waivers routes allow forbid count destination weight source ge le min max id'.split(' ');
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(0, 100, -1, 33, null, 'any', '10.0.0.0/8', '10.0.0.1/8', '::/0', 'CLOUD', '2026-02-30', 'x'),
      fc.dictionary(fc.constantFrom(...words, '__proto__', '5', ''), tie('value')),
      fc.array(tie('value'), { maxLength: 3 }),
    ),
  })).value;
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...words), value), (rest) => {
      // JSON on one line is YAML too.
      const lines = Object.entries(rest).map(([key, part]) => `${key}: ${JSON.stringify(part)}\n`);
      const loaded = loadBaselines([{ file: 'a.yaml', bytes: new TextEncoder().encode(head + lines.join('')) }]);
      if (loaded.state === 'refused') expect(loaded.problems).not.toHaveLength(0);
    }),
    { numRuns: 300 },
  );
});
