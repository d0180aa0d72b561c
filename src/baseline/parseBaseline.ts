import { createHash } from 'node:crypto';
import { limitProblems } from '../document/limitProblems.ts';
import type { Problem } from '../document/place.ts';
import type { Places } from '../document/places.ts';
import { schemaProblems } from '../document/schema.ts';
import { parseYaml } from '../document/yaml.ts';
import type { Baseline } from './baseline.ts';
import type { BaselineDocument } from './baselineDocument.ts';
import { parseLint } from './parseLint.ts';
import { parsePolicy } from './parsePolicy.ts';
import { parseWaivers } from './parseWaivers.ts';
import type { Reading } from './reading.ts';
import { withoutRefused } from './withoutRefused.ts';

export type ParsedBaseline =
  | { readonly state: 'read'; readonly baseline: Baseline }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] };

/**
 * One baseline file: YAML, then the schema, then what no schema can say. All problems of the file at once, from top to
 * bottom, each where it stands; with a single one there is no Baseline. Never throws.
 */
export function parseBaseline(file: string, bytes: Uint8Array): ParsedBaseline {
  const parsed = parseYaml(file, bytes);
  if (parsed.state === 'refused') return parsed;
  const { value, places } = parsed;
  const refused = schemaProblems('baseline', value, places);
  const found = [...parsed.problems, ...refused.map(({ at, message }) => ({ at, message }))];
  if (refused.length > 0) {
    const pointers = refused.map(({ pointer }) => pointer);
    return { state: 'refused', problems: limitProblems([...found, ...problemsOfRest(value, places, pointers)]) };
  }
  const reading: Reading = { places, problems: found, isWhole: true };
  // The schema has just been held against it.
  const baseline = readBaseline(file, bytes, value as BaselineDocument, reading);
  if (reading.problems.length === 0) return { state: 'read', baseline };
  return { state: 'refused', problems: limitProblems(reading.problems) };
}

function readBaseline(file: string, bytes: Uint8Array, document: BaselineDocument, reading: Reading): Baseline {
  return {
    file,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    connectionId: document.connection,
    region: document.region,
    name: document.name ?? null,
    description: document.description ?? null,
    owner: document.owner ?? null,
    account: document.account ?? null,
    accountAt: document.account === undefined ? null : reading.places.at('/account'),
    transitRouter: document.transitRouter ?? null,
    policies: {
      custom: parsePolicy(reading, 'custom', document),
      bgp: parsePolicy(reading, 'bgp', document),
    },
    waivers: parseWaivers(reading, document.waivers ?? []),
    lint: parseLint(reading, document.lint ?? []),
    at: reading.places.keyAt('/connection'),
  };
}

/** Where the schema refused something, the rest of the file is still looked at: one run, all problems. */
function problemsOfRest(value: unknown, places: Places, pointers: readonly string[]): readonly Problem[] {
  const rest = withoutRefused(value, places, pointers);
  if (schemaProblems('baseline', rest.value, rest.places).length > 0) return [];
  const reading: Reading = { places: rest.places, problems: [], isWhole: false };
  readBaseline('', new Uint8Array(), rest.value as BaselineDocument, reading);
  return reading.problems;
}
