import { type AboutConnection, aboutConnection } from '../authoring/aboutConnection.ts';
import { permissiveBaseline } from '../authoring/permissiveBaseline.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { ConnectionName } from '../collect/collectConnection.ts';
import type { ConnectionSnapshot } from '../collect/snapshot.ts';
import { didYouMean } from '../document/didYouMean.ts';
import type { CollectionArguments } from './collectionArguments.ts';
import { attachmentsIn, discover, listingFailures } from './discover.ts';
import { loadSnapshot } from './loadSnapshot.ts';
import { log } from './log.ts';
import { readConnections } from './readConnections.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** Which connections a baseline is wanted for: of a snapshot all, or those that are named; else by id, or all of a region. */
export interface ConnectionArguments extends CollectionArguments {
  readonly snapshot: string | undefined;
  readonly connections: readonly string[];
  readonly regions: readonly string[];
  readonly discover: boolean;
}

export interface FoundConnections {
  /** Unreadable ones too. */
  readonly connections: readonly ConnectionSnapshot[];
  readonly about: ReadonlyMap<string, AboutConnection>;
  /** Ids of connections that were asked for and left out, because `isCovered` says so. */
  readonly covered: readonly string[];
}

/** null: a list of connections could not be read, which was told. Connections that are covered are not read. */
export async function findConnections(
  args: ConnectionArguments,
  isCovered: (connectionId: string) => boolean,
  world: World,
): Promise<FoundConnections | null> {
  if (args.snapshot !== undefined) {
    const { connections } = await loadSnapshot(args.snapshot, world);
    const wanted =
      args.connections.length === 0 ? connections.map(({ connectionId }) => connectionId) : args.connections;
    const known = new Set(connections.map(({ connectionId }) => connectionId));
    const strangers = wanted.filter((id) => !known.has(id));
    if (strangers.length > 0)
      throw new UnusableInput(strangers.map((id) => `${args.snapshot}: holds no ${unknownId(id, [...known])}`));
    const chosen = connections.filter(({ connectionId }) => wanted.includes(connectionId));
    for (const connection of chosen) asBaseline(connection);
    const fresh = chosen.filter(({ connectionId }) => !isCovered(connectionId));
    return { connections: fresh, about: new Map(), covered: wanted.filter(isCovered) };
  }
  const [region = ''] = args.regions;
  const named = args.discover
    ? []
    : [...new Set(args.connections)].map((id) => asBaseline({ connectionId: id, region }));
  const lists = await discover(args.regions, args, world);
  const failures = listingFailures(lists);
  for (const line of failures) log(world, line);
  if (args.discover && failures.length > 0) return null;
  // Of connections that are named, the list tells no more than names and owners: they can do without.
  if (failures.length > 0) log(world, 'names and owners of the connections are left out');
  const listed = attachmentsIn(lists);
  for (const list of args.discover ? lists : []) {
    if (list.state === 'listed' && list.attachments.length === 0) {
      log(world, `${list.region}: no connection here is attached to a transit router`);
    }
  }
  const wanted = args.discover ? listed.map(asBaseline) : named;
  const fresh = wanted.filter(({ connectionId }) => !isCovered(connectionId));
  const { connections } = await readConnections(fresh, args, null, world, (_, connection) => connection);
  return {
    connections,
    about: new Map(listed.map((attachment) => [attachment.connectionId, aboutConnection(attachment)])),
    covered: wanted.map(({ connectionId }) => connectionId).filter(isCovered),
  };
}

function unknownId(id: string, ids: readonly string[]): string {
  const meant = didYouMean(id, ids);
  return meant === null ? id : `${id}; did you mean ${meant}?`;
}

/** Against it nothing is drift, so that a connection without a baseline is read like any other. */
function asBaseline({ connectionId, region }: ConnectionName): Baseline {
  const parsed = permissiveBaseline(connectionId, region);
  if (parsed.state === 'read') return parsed.baseline;
  throw new UnusableInput(parsed.problems.map(({ message }) => message));
}
