import type { RouteType } from '../routing/route.ts';
import type { EmulatorConnection, EmulatorRoute } from './emulatorState.ts';
import type { TableEdit } from './fault.ts';
import { generateRoutes } from './generateRoutes.ts';
import { type Row, rowOf } from './row.ts';

/** A row and the list it stands in, whatever the row itself calls its type. */
interface Entry {
  readonly type: RouteType;
  readonly destination: unknown;
  readonly row: Row;
}

/** The routes of one connection, of both types, while a server runs; edits stay. */
export class ConnectionTable {
  readonly connection: EmulatorConnection;
  #entries: readonly Entry[];

  /** Throws where the state's `generate` makes no sense: whoever loads a file has checked that. */
  constructor(connection: EmulatorConnection) {
    this.connection = connection;
    const generated = (connection.generate ?? []).flatMap((routes) => {
      const generation = generateRoutes(routes);
      if (generation.state === 'refused') throw new Error(`${connection.id}: ${generation.reason}`);
      return generation.routes;
    });
    this.#entries = this.#entriesOf([...(connection.routes ?? []), ...generated]);
  }

  /** In the order of the list. */
  rows(type: RouteType): readonly Row[] {
    return this.#entries.filter((entry) => entry.type === type).map(({ row }) => row);
  }

  edit({ insert = [], remove = [] }: TableEdit): void {
    const kept = this.#entries.filter(({ destination }) => !remove.some((gone) => gone === destination));
    this.#entries = [...this.#entriesOf(insert), ...kept];
  }

  #entriesOf(routes: readonly EmulatorRoute[]): readonly Entry[] {
    return routes.map((route) => ({
      type: route.type ?? 'custom',
      destination: route.destination,
      row: rowOf(route, this.connection.id),
    }));
  }
}
