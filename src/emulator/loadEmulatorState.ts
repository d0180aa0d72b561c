import { compareProblems, type Problem } from '../document/place.ts';
import type { Places } from '../document/places.ts';
import { quote } from '../document/quote.ts';
import { checkSchema } from '../document/schema.ts';
import { readYaml } from '../document/yaml.ts';
import type { EmulatorState } from './emulatorState.ts';
import { generateRoutes } from './generateRoutes.ts';

export type LoadedEmulatorState =
  | { readonly state: 'loaded'; readonly emulatorState: EmulatorState }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] };

/** YAML → a state that `startEmulator` takes, or every problem in the file, from top to bottom. */
export function loadEmulatorState(file: string, bytes: Uint8Array): LoadedEmulatorState {
  const document = readYaml(file, bytes);
  if (document.state === 'refused') return document;
  const misfits = checkSchema('emulator-state', document.value, document.places);
  if (misfits.length > 0) return { state: 'refused', problems: misfits };
  const emulatorState = document.value as EmulatorState;
  const { places } = document;
  const problems = [
    ...repeatedIds(emulatorState, places),
    ...impossibleGenerations(emulatorState, places),
    ...strayFaults(emulatorState, places),
  ];
  if (problems.length > 0) return { state: 'refused', problems: problems.sort(compareProblems) };
  return { state: 'loaded', emulatorState };
}

function repeatedIds({ connections, accessKeys = [] }: EmulatorState, places: Places): readonly Problem[] {
  const repeated = (list: string, ids: readonly string[]) =>
    ids.flatMap((id, i) => {
      const first = ids.indexOf(id);
      if (first === i) return [];
      const line = places.at(`/${list}/${first}/id`).line;
      return [{ at: places.at(`/${list}/${i}/id`), message: `${quote(id)} stands on line ${line} already` }];
    });
  const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
  return [...repeated('connections', idsOf(connections)), ...repeated('accessKeys', idsOf(accessKeys))];
}

function impossibleGenerations({ connections }: EmulatorState, places: Places): readonly Problem[] {
  return connections.flatMap(({ generate = [] }, i) =>
    generate.flatMap((routes, j) => {
      const generation = generateRoutes(routes);
      if (generation.state === 'generated') return [];
      return [{ at: places.at(`/connections/${i}/generate/${j}`), message: generation.reason }];
    }),
  );
}

/** A fault for a connection that is not there would never strike, and a test would prove nothing. */
function strayFaults({ connections, faults = [] }: EmulatorState, places: Places): readonly Problem[] {
  return faults.flatMap(({ connection }, i) => {
    if (connection === undefined || connections.some(({ id }) => id === connection)) return [];
    return [{ at: places.at(`/faults/${i}/connection`), message: `no connection has the id ${quote(connection)}` }];
  });
}
