import { readdirSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import { parseBaseline } from '../../src/baseline/parseBaseline.ts';
import { readJson } from '../../src/document/json.ts';
import { checkSchema } from '../../src/document/schema.ts';
import { readYaml } from '../../src/document/yaml.ts';
import { formatAll } from './problemsOf.ts';

const folder = new URL('../../../schemas/', import.meta.url);
const schemas = readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), 'utf8')] as const);

/** Every value that any schema gives this keyword. */
function valuesOf(keyword: string): readonly unknown[] {
  const values: unknown[] = [];
  for (const [, text] of schemas) {
    JSON.parse(text, (key, value) => {
      if (key === keyword) values.push(value);
      return value;
    });
  }
  return values;
}

const patterns = [...new Set(valuesOf('pattern').filter((value) => typeof value === 'string'))];

/** Matches the pattern with long texts that begin well and end badly; null where that never ends. */
async function matchAll(pattern: string, patience: number): Promise<number | null> {
  const script = `
    const { parentPort, workerData } = require('node:worker_threads');
    const units = ['a', 'A', '0', '1', '25', '-', '-a', '.', '.0', ':', '0:', '/', ' ', ',', ', ', '1.', 'ab-', '::', '\\u{1f600}'];
    const heads = ['', 'a', 'vco-', 'tr-', 'cn-', 'cn-hangzhou', 'any', '1', '2026-12-31T00:00:00.', '10.0.0.0/', '2001:db8::/'];
    let count = 0;
    for (const head of heads) for (const unit of units) for (const end of ['', '!', '\\n', 'Z!']) {
      new RegExp(workerData, 'u').test(head + unit.repeat(20_000) + end);
      count += 1;
    }
    parentPort.postMessage(count);`;
  const worker = new Worker(script, { eval: true, workerData: pattern });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      setTimeout(() => resolve(null), patience).unref();
    });
  } finally {
    await worker.terminate();
  }
}

test.each(patterns)('no text makes the pattern %s backtrack for ever', async (pattern) => {
  expect(await matchAll(pattern, 40_000)).toBe(836);
});

test('a pattern that does is found', async () => {
  expect(patterns.length).toBeGreaterThan(5);
  expect(await matchAll('^(a+)+$', 1000)).toBe(null);
});

test('no schema compares all objects of a list with each other', () => {
  expect(valuesOf('uniqueItems').filter((value) => value !== false)).toEqual([]);
});

test('of 20,000 routes, the one that stands twice is found', () => {
  const line = (i: number) => `    - { destination: 10.${i >> 8}.${i & 255}.0/24, weight: 100 }\n`;
  const routes = [...Array.from({ length: 20_000 }, (_, i) => line(i)), line(7)];
  const text = `version: 1\nconnection: vco-a1\nregion: cn-hangzhou\ncustom:\n  routes:\n${routes.join('')}`;
  const parsed = parseBaseline('a.yaml', new TextEncoder().encode(text));
  if (parsed.state === 'read') throw new Error('read');
  expect(formatAll(parsed.problems)).toEqual([expect.stringMatching(/^a\.yaml:20006:.*a\.yaml:13:/)]);
});

const viaPrototype = [
  '"__proto__": { "version": 1, "connection": "vco-a1", "region": "cn-hangzhou" }',
  '"__proto__": null',
  '"constructor": { "prototype": { "version": 1 } }',
];

test.each(viaPrototype)('what a file says of a prototype stands for no key that it lacks: %s', (member) => {
  const bytes = new TextEncoder().encode(`{ ${member} }`);
  for (const read of [readYaml('a', bytes), readJson('a', bytes)]) {
    if (read.state === 'refused') throw new Error('refused');
    const problems = formatAll(checkSchema('baseline', read.value, read.places)).join('\n');
    for (const key of ['version', 'connection', 'region']) expect(problems).toContain(`lacks the key "${key}"`);
    expect(problems).toContain('unknown key "');
  }
});

test('nor does what an object inherits: a library may have written to the prototype of all', () => {
  const inherited = Object.create({ version: 1, connection: 'vco-a1', region: 'cn-hangzhou' });
  const read = readJson('a.json', new TextEncoder().encode('{}'));
  if (read.state === 'refused') throw new Error('refused');
  const problems = formatAll(checkSchema('baseline', inherited, read.places)).join('\n');
  for (const key of ['version', 'connection', 'region']) expect(problems).toContain(`lacks the key "${key}"`);
});

test('a key that every object inherits is lacking where a file does not have it', () => {
  expect(Reflect.get({}, 'toString')).toBeDefined();
  const read = readJson('a.json', new TextEncoder().encode('{"toString": 1, "valueOf": 2, "hasOwnProperty": 3}'));
  if (read.state === 'refused') throw new Error('refused');
  expect(formatAll(checkSchema('baseline', read.value, read.places)).join('\n')).toContain(
    'unknown key "hasOwnProperty"',
  );
});

test.each([
  ['a secret on another line', 'token: hunter2\nb: [1\nc: "x'],
  ['a secret in front of the fault', 'hunter2: [}'],
  ['a secret in a file that is no YAML', '-----BEGIN KEY-----\nhunter2\n-----END KEY-----\na: b\n'],
])('%s is not quoted with a syntax error', (_, text) => {
  const read = readYaml('a.yaml', new TextEncoder().encode(text));
  if (read.state === 'read') throw new Error('read');
  expect(formatAll(read.problems).join('\n')).not.toContain('hunter2');
});
