import { readJson } from '../document/json.ts';
import type { Problem } from '../document/place.ts';
import { quote } from '../document/quote.ts';
import { checkSchema } from '../document/schema.ts';
import type { ReadDocument } from '../document/yaml.ts';
import { parsePrefix } from '../routing/prefix.ts';
import { routeTypes } from '../routing/route.ts';
import type { ScannedWindow } from './scan.ts';
import type { Completeness, ConnectionSnapshot, ReadConnection, Snapshot } from './snapshot.ts';

/** A saved snapshot: schemas/snapshot.schema.json. Two-space JSON, so that two of them can be compared line by line. */
export function snapshotDocument(snapshot: Snapshot): string {
  return `${JSON.stringify({ schemaVersion: 1, ...snapshot }, null, 2)}\n`;
}

export type LoadedSnapshot =
  | { readonly state: 'loaded'; readonly snapshot: Snapshot }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] };

/** Reads one back, for an audit elsewhere; a file that was cut or edited into contradiction is refused. */
export function readSnapshot(file: string, bytes: Uint8Array): LoadedSnapshot {
  const document: ReadDocument = readJson(file, bytes);
  if (document.state === 'refused') return document;
  const misfits = checkSchema('snapshot', document.value, document.places);
  if (misfits.length > 0) return { state: 'refused', problems: misfits };
  const { source, connections } = document.value as Snapshot;
  const problems = contradictions(connections).map((message) => ({ at: document.places.at(''), message }));
  if (problems.length > 0) return { state: 'refused', problems };
  return { state: 'loaded', snapshot: { source: { ...source, kind: 'snapshot' }, connections } };
}

/** What a schema can't say. */
function contradictions(connections: readonly ConnectionSnapshot[]): readonly string[] {
  const seen = new Set<string>();
  return connections.flatMap((connection) => {
    const name = `${connection.region} ${connection.connectionId}`;
    const again = seen.has(name) ? [`${name} is in this snapshot twice`] : [];
    seen.add(name);
    return connection.state === 'read' ? [...again, ...rowProblems(name, connection)] : again;
  });
}

function rowProblems(name: string, { routes, flapping, completeness }: ReadConnection): readonly string[] {
  const unread = [...routes, ...flapping].filter(({ destination }) => parsePrefix(destination).state !== 'canonical');
  const twice = new Set(routes.map((route) => JSON.stringify(route))).size < routes.length;
  return [
    ...unread.map(({ destination }) => `${name}: ${quote(destination)} is not a canonical prefix`),
    ...(twice ? [`${name} holds a row twice`] : []),
    ...routeTypes.flatMap((type) => {
      const held = routes.filter((route) => route.type === type).length;
      const problem = certificateProblem(completeness[type], held);
      return problem === null ? [] : [`${name}, ${type} routes: ${problem}`];
    }),
  ];
}

/** In what a certificate contradicts itself or the rows; null: in nothing. */
function certificateProblem(certificate: Completeness, held: number): string | null {
  const { proof, passes, received, listed, totalCount, windows } = certificate;
  const last = windows.at(-1);
  if (held !== received) return `${held} are held where ${received} were received`;
  if (windows[0]?.start !== 0) return 'its windows do not begin at the first row';
  const gap = windows.find(({ start }, i) => start > 0 && start >= endOf(windows[i - 1]));
  if (gap !== undefined) return `nothing overlaps its window at row ${gap.start}`;
  if (last === undefined || last.start + last.rows !== listed) return `its windows do not end at row ${listed}`;
  if (proof === 'atomic' && windows.length > 1) return 'they were read at one instant, but in several windows';
  if (proof === 'likely' && passes < 2) return 'likely takes two readings at least';
  if (passes === 1 && proof !== 'likely' && held < listed) return `${held} are held where ${listed} were listed`;
  const still = passes === 1 && (proof === 'atomic' || proof === 'proved');
  if (still && held !== listed) return `${held} are held where ${listed} were listed`;
  // It may have counted the last page alone; more than there are only where rows came or went.
  return still && totalCount !== null && totalCount > held ? `${held} are held of ${totalCount}` : null;
}

function endOf(window: ScannedWindow | undefined): number {
  return window === undefined ? 0 : window.start + window.rows;
}
