import { basename, join } from 'node:path';
import { nothingKnown } from '../authoring/aboutConnection.ts';
import { baselineNames } from '../authoring/baselineNames.ts';
import { initBaseline } from '../authoring/initBaseline.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { ConnectionSnapshot, ReadConnection } from '../collect/snapshot.ts';
import { safeLine } from '../document/quote.ts';
import { routeTypes } from '../routing/route.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { type ConnectionArguments, type FoundConnections, findConnections } from './findConnections.ts';
import { presentIn, schemaFrom } from './initDirectory.ts';
import { log } from './log.ts';
import { print } from './print.ts';
import type { World } from './world.ts';
import { type NewFile, writeNewFiles } from './writeNewFiles.ts';

export interface InitArguments extends ConnectionArguments {
  readonly directory: string;
  readonly exact: boolean;
}

/** Writes a baseline for each connection that has none yet. All of them are read in full, or nothing is written. */
export async function runInit(args: InitArguments, world: World): Promise<ExitCode> {
  const { directory } = args;
  const present = await presentIn(directory, world);
  const found = await findConnections(args, (id) => present.some(({ connectionId }) => connectionId === id), world);
  if (found === null || !areAllRead(found.connections)) {
    for (const line of unreadLines(found?.connections ?? [])) log(world, line);
    log(world, 'Nothing was written: what could not be read in full can be no baseline.');
    return exitCodeOf('incomplete', world.interruption);
  }
  const newFiles = newBaselines(found.connections, found.about, args, present, world);
  if (newFiles.length > 0) await writeNewFiles(directory, newFiles, world);
  const kept = present.filter(({ connectionId }) => found.covered.includes(connectionId));
  const lines = [
    ...kept.map(({ file, connectionId }) => `${file} kept: ${connectionId} has this baseline already`),
    ...newFiles.map(({ path }, i) => `${path} written: ${summaryOf(found.connections[i])}`),
    newFiles.length === 0
      ? 'There was nothing to write.'
      : 'Read them before you rely on them; then: route-drift audit',
  ];
  await print(world, lines.map((line) => `${safeLine(line)}\n`).join(''));
  return exitCodeOf('in-sync', world.interruption);
}

function areAllRead(connections: readonly ConnectionSnapshot[]): connections is readonly ReadConnection[] {
  return connections.every(({ state }) => state === 'read');
}

function unreadLines(connections: readonly ConnectionSnapshot[]): readonly string[] {
  return connections.flatMap((connection) => {
    if (connection.state === 'read') return [];
    const { region, connectionId, reason } = connection;
    return [`${region} ${connectionId}: ${reason.code}: ${reason.message}`, `hint: ${reason.hint}`];
  });
}

function newBaselines(
  connections: readonly ReadConnection[],
  about: FoundConnections['about'],
  { directory, exact }: InitArguments,
  present: readonly Baseline[],
  { cwd }: World,
): readonly NewFile[] {
  const aboutOf = (id: string) => about.get(id) ?? nothingKnown;
  const named = connections.map(({ connectionId }) => ({ connectionId, name: aboutOf(connectionId).name }));
  const taken = new Set(present.map(({ file }) => basename(file)));
  const names = baselineNames(named, taken);
  const schema = schemaFrom(directory, cwd);
  return connections.map((connection, i) => ({
    path: join(directory, names[i] ?? ''),
    text: initBaseline(connection, aboutOf(connection.connectionId), { exact, schema }),
  }));
}

function summaryOf(connection: ConnectionSnapshot | undefined): string {
  const counts = routeTypes.map((type) => {
    const routes = connection?.state === 'read' ? connection.routes : [];
    return `${routes.filter((route) => route.type === type).length} ${type}`;
  });
  return `${counts.join(' and ')} routes`;
}
