import type { Route } from '../../src/routing/route.ts';
import { route } from '../audit/network.ts';

/** What the API does to a table of destination-based routes; it refuses a row that is there, or is not. */
export function runCommand(table: readonly Route[], argv: readonly string[]): readonly Route[] {
  const [tool, product, action, ...rest] = argv;
  if (tool !== 'aliyun' || product !== 'vpc') throw new Error(`not a command: ${argv.join(' ')}`);
  const options = new Map(rest.flatMap((word, i) => (i % 2 === 0 ? [[word, rest[i + 1] ?? ''] as const] : [])));
  const option = (name: string) => {
    const value = options.get(`--${name}`);
    if (value === undefined) throw new Error(`${action}: ${name} is missing`);
    return value;
  };
  const row = route(option('RouteDest'), { nextHop: option('NextHop'), weight: Number(option('Weight')) });
  const index = table.findIndex((other) => isSameRow(other, row));
  switch (action) {
    case 'CreateVcoRouteEntry':
      if (index !== -1) throw new Error('InvalidRouteEntry.AlreadyExist');
      return [...table, row];
    case 'DeleteVcoRouteEntry':
      if (index === -1) throw new Error('InvalidRouteEntry.NotFound');
      return table.toSpliced(index, 1);
    case 'ModifyVcoRouteEntryWeight': {
      const there = table[index];
      if (there === undefined) throw new Error('InvalidRouteEntry.NotFound');
      const weight = Number(option('NewWeight'));
      if (table.some((other) => isSameRow(other, { ...row, weight })))
        throw new Error('InvalidRouteEntry.AlreadyExist');
      return table.with(index, { ...there, weight });
    }
    default:
      throw new Error(`unknown action ${action}`);
  }
}

function isSameRow(a: Route, b: Route): boolean {
  return a.type === 'custom' && a.destination === b.destination && a.nextHop === b.nextHop && a.weight === b.weight;
}
