import fc from 'fast-check';
import type { ReadConnection } from '../../src/collect/snapshot.ts';
import { type Prefix, parsePrefix } from '../../src/routing/prefix.ts';
import type { Route } from '../../src/routing/route.ts';
import { readConnection } from '../audit/network.ts';
import { route } from '../audit/route.ts';

export function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed.state !== 'canonical') throw new Error(text);
  return parsed.prefix;
}

/** Few, so that they meet: halves of each other, one in another, both families. */
export const prefixes = [
  ...['0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/24', '10.0.1.0/24', '10.0.0.0/23', '10.0.2.0/25', '10.0.2.128/25'],
  ...['192.168.0.1/32', '2001:db8::/32', '2001:db8::/33', '2001:db8:8000::/33', '::/0'],
].map(prefix);

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);

/** Rows as the API may send them, and as it should not: what no baseline can write is among them. */
const rows: fc.Arbitrary<Route> = fc
  .record({
    type: oneOf('custom' as const, 'bgp' as const),
    destination: fc.constantFrom(...prefixes),
    source: oneOf('CLOUD', 'VPN_BGP', null, 'NEW SOURCE'),
    nextHop: oneOf<string | null>('vco-test', 'vco-other', 'any', 'not a hop!', null),
    weight: oneOf<number | null>(100, 0, 50, null),
    state: oneOf<string | null>('published', 'Active', 'normal', 'updating', null),
    asPath: oneOf<Route['asPath']>([65010], [65010, 65020], [], [0], '65010 {65020}', null),
    community: oneOf<string | null>('65535:65510', '65535:65510,65010:1', 'no-export', 'any', null),
  })
  .map((row) => {
    const { type, source } = row;
    return route(row.destination, { ...row, source: type === 'bgp' ? source : null });
  });

export const connections: fc.Arbitrary<ReadConnection> = fc
  .uniqueArray(rows, { selector: (row) => JSON.stringify(row), maxLength: 25 })
  .map((routes) => {
    const connection = readConnection(routes);
    if (connection.state !== 'read') throw new Error('not read');
    return connection;
  });
