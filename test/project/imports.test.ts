import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const src = fileURLToPath(new URL('../../../src/', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

interface Import {
  readonly from: string;
  /** A file below src, or a package. */
  readonly to: string;
  readonly typeOnly: boolean;
  readonly lazy: boolean;
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(src, file), 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s(type\s)?[^'"]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/gm);
  return [...statements].map(([, type, fixed, lazy]) => {
    const target = fixed ?? lazy ?? '';
    const to = target.startsWith('.') ? normalize(join(dirname(file), target)) : target;
    return { from: file, to, typeOnly: type !== undefined, lazy: lazy !== undefined };
  });
}

const imports = files.flatMap(importsOf);
const folderOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : 'main');
const isPackage = ({ to }: Import) => !to.endsWith('.ts');

/** Design, section 4: who may import whom. A folder may always import itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  routing: [],
  document: [],
  baseline: ['routing', 'document'],
  lint: ['routing', 'document', 'baseline'],
  collect: ['routing', 'document', 'baseline (types)'],
  audit: ['routing', 'baseline (types)', 'collect (types)', 'document (types)'],
  review: ['routing', 'audit', 'lint', 'baseline (types)', 'collect (types)', 'document (types)'],
  history: ['routing', 'audit'],
  report: [
    'routing',
    'audit',
    'history',
    'document (types)',
    'baseline (types)',
    'collect (types)',
    'lint',
    'review (types)',
  ],
  evidence: ['routing', 'document', 'baseline', 'collect', 'audit', 'report'],
  authoring: ['routing', 'document', 'baseline', 'audit', 'collect (types)', 'review (types)'],
  emulator: ['routing', 'document'],
  cli: [
    'routing',
    'document',
    'baseline',
    'lint',
    'collect',
    'audit',
    'review',
    'history',
    'report',
    'authoring',
    'evidence',
    'emulator',
  ],
  main: ['cli'],
};

test('every folder is in the table of who may import whom', () => {
  expect([...new Set(files.map(folderOf))].sort()).toEqual(Object.keys(allowed).sort());
});

test('a folder imports only what it may', () => {
  const wrong = imports.filter((one) => {
    const [from, to] = [folderOf(one.from), folderOf(one.to)];
    if (isPackage(one) || from === to) return false;
    const may = allowed[from] ?? [];
    return !may.includes(to) && !(one.typeOnly && may.includes(`${to} (types)`));
  });
  expect(wrong).toEqual([]);
});

test.each([
  ['yargs', /^cli\//],
  ['picomatch', /^cli\/globEntries\.ts$/],
  ['js-yaml', /^document\//],
  ['ajv', /^document\//],
  // The API's client; and the keys it signs with, which the SDK gets in many ways.
  ['@alicloud/', /^collect\/(sdkLibraries|sdkCalls|credentials)\.ts$/],
  ['undici', /^collect\/transport\.ts$/],
  ['diff', /^report\/unifiedDiff\.ts$/],
])('the package %s is imported in its own place only', (name, place) => {
  const users = imports.filter(({ to }) => to === name || to.startsWith(name.endsWith('/') ? name : `${name}/`));
  expect(users.length).toBeGreaterThan(0);
  expect(users.filter(({ from }) => !place.test(from))).toEqual([]);
});

test('no other package is imported', () => {
  const known = /^(node:|yargs$|picomatch$|js-yaml$|ajv\/|@alicloud\/|undici$|diff$)/;
  expect(imports.filter((one) => isPackage(one) && !known.test(one.to))).toEqual([]);
});

test('the SDK and its transport are imported lazily', () => {
  const eager = imports.filter(({ to, lazy, typeOnly }) => /^(@alicloud\/|undici$)/.test(to) && !lazy && !typeOnly);
  expect(eager).toEqual([]);
});

test('packages that the SDK brings along are reached in one place, past the imports', () => {
  const requires = (file: string) => readFileSync(join(src, file), 'utf8').includes('createRequire(');
  expect(files.filter((file) => folderOf(file) === 'collect' && requires(file))).toEqual(['collect/interceptSdk.ts']);
});

test('routing imports no package at all, and lint, audit, review, history, report and authoring do no input or output', () => {
  expect(imports.filter((one) => folderOf(one.from) === 'routing' && isPackage(one))).toEqual([]);
  const io = imports.filter(
    ({ from, to }) =>
      ['lint', 'audit', 'review', 'history', 'report', 'authoring'].includes(folderOf(from)) && to.startsWith('node:'),
  );
  expect(io).toEqual([]);
});

test('process, the clock and chance are read in main and cli alone', () => {
  const readers = files.filter((file) => {
    const code = readFileSync(join(src, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    return /\bprocess\.|\bDate\.now\b|new Date\(\)|Math\.random/.test(code);
  });
  const mayRead = new Set(['main.ts', 'cli/nodeWorld.ts', 'emulator/startEmulator.ts']);
  expect(readers.filter((file) => !mayRead.has(file))).toEqual([]);
});
