import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type SchemaName, validatorOf } from '../../src/document/validators.ts';
import { readYaml } from '../../src/document/yaml.ts';

const files = {
  baseline: 'baselines/dr-shanghai.yaml',
  accounts: 'test/collect/accounts.yaml',
  'emulator-state': 'src/emulator/sample-network.yaml',
  snapshot: 'test/scenarios/snapshot-audited/snapshot.json',
  'audit-result': 'test/scenarios/result-rendered/result.json',
  'evidence-manifest': 'test/evidence/bundles/version-1/manifest.json',
  'evidence-reply': 'test/evidence/bundles/version-1/replies/caller.jsonl',
} as const satisfies Record<SchemaName, string>;

/** JSON is YAML too. */
function soundDocument(name: SchemaName): unknown {
  const bytes = readFileSync(new URL(`../../../${files[name]}`, import.meta.url));
  const read = readYaml(files[name], bytes);
  if (read.state === 'refused') throw new Error(read.problems[0]?.message);
  return read.value;
}

const keys = [
  'account',
  'role',
  'connection',
  'connections',
  'routes',
  'weight',
  'state',
  'type',
  'source',
  'le',
  'expires',
  '__proto__',
];
const someValue = fc.oneof(
  fc.constantFrom<unknown>(null, 0, 100, -1, 1.5, '', 'any', 'bgp', '10.0.0.0/8', 'read', true, [], {}, [[]]),
  fc.jsonValue({ maxDepth: 2 }),
);
/** Numbers choose the way down to one value; there it is taken out, or another one put in. */
const someEdit = fc.record({
  way: fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
  key: fc.option(fc.constantFrom(...keys), { freq: 4 }),
  value: fc.option(someValue, { nil: undefined }),
});
type Edit = typeof someEdit extends fc.Arbitrary<infer T> ? T : never;

function edit(document: unknown, { way, key, value }: Edit): void {
  let inside: unknown = document;
  for (const [i, step] of way.entries()) {
    if (typeof inside !== 'object' || inside === null) return;
    const members = Object.keys(inside);
    const member = i === way.length - 1 && key !== null ? key : members[step % Math.max(members.length, 1)];
    if (member === undefined) return;
    const next: unknown = Reflect.get(inside, member);
    if (i < way.length - 1 && typeof next === 'object' && next !== null) inside = next;
    else if (value === undefined) {
      Reflect.deleteProperty(inside, member);
      return;
    } else {
      Object.defineProperty(inside, member, { value, enumerable: true, configurable: true, writable: true });
      return;
    }
  }
}

test.each(Object.keys(files) as SchemaName[])('the quick reading of %s accepts what the full one accepts', (name) => {
  const [quick, full] = [validatorOf(name, 'quick'), validatorOf(name, 'full')];
  const sound = soundDocument(name);
  expect([quick(sound), full(sound)]).toEqual([true, true]);
  let refused = 0;
  fc.assert(
    fc.property(fc.array(someEdit, { minLength: 1, maxLength: 3 }), (edits) => {
      const document = structuredClone(sound);
      for (const each of edits) edit(document, each);
      const isSound = full(document);
      if (!isSound) refused += 1;
      expect(quick(document)).toBe(isSound);
    }),
    { numRuns: 1000 },
  );
  expect(refused).toBeGreaterThan(100);
  expect(refused).toBeLessThan(1000);
});
