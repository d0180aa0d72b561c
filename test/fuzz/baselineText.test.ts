import { readdirSync, readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { parseBaseline } from '../../src/baseline/parseBaseline.ts';
import type { Problem } from '../../src/document/place.ts';
import { parseYaml } from '../../src/document/yaml.ts';
import type { Random } from '../simulation/random.ts';
import { objectionsTo } from './baselineOracle.ts';
import { baselineDictionary, baselineTokens } from './baselineTokens.ts';
import { anyOf, fuzz } from './fuzz.ts';
import { mutateBytes } from './mutateBytes.ts';
import { mutateTree } from './mutateTree.ts';

const root = new URL('../../../', import.meta.url);
const folder = new URL('baselines/', root);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const corpus = [
  ...readdirSync(folder).map((name) => readFileSync(new URL(name, folder))),
  Buffer.from(/```yaml\n(# yaml-language-server.*?)```/s.exec(readme)?.[1] ?? ''),
];
const trees = corpus.map((bytes) => {
  const parsed = parseYaml('corpus', bytes);
  return parsed.state === 'read' ? parsed.value : null;
});

/** A whole list of entries, each sound by itself, beside those that are there. */
function withOtherEntries(tree: unknown, random: Random): unknown {
  const { byName } = baselineDictionary;
  const copy = { custom: {}, bgp: {}, ...Object(tree) };
  const section = random.pick(['custom', 'bgp']);
  const name = random.pick(['forbid', 'allow', 'count']);
  const changed = { ...copy, [section]: { ...copy[section], [name]: anyOf(byName[name] ?? [], random) } };
  return random.chance(0.5) ? { ...changed, waivers: anyOf(byName.waivers ?? [], random) } : changed;
}

/** Bytes as they come, or the same baseline as JSON, which is YAML too and lets a file change without breaking. */
function mutant(random: Random): Uint8Array {
  if (random.chance(0.5)) return mutateBytes(anyOf(corpus, random) ?? Buffer.of(), baselineTokens, random);
  const original = anyOf(trees, random);
  const tree = random.chance(0.7)
    ? mutateTree(original, baselineDictionary, random)
    : withOtherEntries(original, random);
  const bytes = Buffer.from(JSON.stringify(tree, null, random.pick([0, 2])));
  return random.chance(0.8) ? bytes : mutateBytes(bytes, baselineTokens, random);
}

const inheritedNames = () => [Object.prototype, Array.prototype].map((each) => Object.getOwnPropertyNames(each).length);
const inherited = inheritedNames();

fuzz(
  'a baseline of any bytes is read as it says or refused with problems at places in it',
  5000,
  ['read', 'refused'],
  (random) => {
    const bytes = mutant(random);
    const parsed = parseBaseline('fuzz.yaml', bytes);
    expect(inheritedNames()).toEqual(inherited);
    if (parsed.state === 'read') expect(objectionsTo(parsed.baseline, bytes)).toEqual([]);
    else expectSayable(parsed.problems, bytes);
    return parsed.state;
  },
);

function expectSayable(problems: readonly Problem[], bytes: Uint8Array): void {
  const lines = new TextDecoder().decode(bytes).split('\n');
  expect(problems.length).toBeGreaterThan(0);
  for (const { at, message } of problems) {
    expect(message).toMatch(/^[^\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}]{1,500}$/u);
    expect(at.line >= 1 && at.column >= 1 && at.column <= (lines[at.line - 1] ?? '').length + 1).toBe(true);
  }
}
