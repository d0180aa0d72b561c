import type { PageRequest } from '../../src/collect/routeSource.ts';
import type { Random } from '../simulation/random.ts';
import { mutateBytes } from './mutateBytes.ts';
import { mutateTree } from './mutateTree.ts';
import { replyDictionary, replyTokens, withReplaced } from './replyTokens.ts';

/** Rows of a table as the API states them, in order of CreateTime. */
export function rowsOf(type: PageRequest['type'], count: number): readonly object[] {
  return Array.from({ length: count }, (_, i) => ({
    VpnConnectionId: 'vco-test',
    RouteEntryType: type,
    RouteDest: `10.${Math.floor(i / 256)}.${i % 256}.0/24`,
    NextHop: 'vco-test',
    ...(type === 'custom'
      ? { Weight: i % 3 === 0 ? 0 : 100, State: 'published' }
      : { Source: i % 2 === 0 ? 'CLOUD' : 'VPN_BGP', State: 'Active', AsPath: '[65010]', Community: '65535:65510' }),
    CreateTime: 1_700_000_000_000 + i,
  }));
}

interface Reply {
  readonly RequestId: string;
  readonly TotalCount: number;
  readonly PageNumber: number;
  readonly PageSize: number;
  readonly VcoRouteEntries: readonly object[];
}

/** What an honest server says of the rows that the request asks for. */
export function honestReply(rows: readonly object[], { pageNumber, pageSize }: PageRequest): Reply {
  const start = (pageNumber - 1) * pageSize;
  return {
    RequestId: '4F8D1E0A-0001',
    TotalCount: rows.length,
    PageNumber: pageNumber,
    PageSize: pageSize,
    VcoRouteEntries: rows.slice(start, start + pageSize),
  };
}

/** The same with something wrong in it; as text, which need not be JSON any more. */
export function mutatedReply(reply: object, random: Random): string {
  if (random.chance(0.7)) return withReplaced(JSON.stringify(mutateTree(reply, replyDictionary, random)));
  return Buffer.from(mutateBytes(Buffer.from(JSON.stringify(reply)), replyTokens, random)).toString();
}

/** An answer that nothing by itself shows to be wrong: a row too few or in another place, another total, fewer rows a page. */
export function lyingReply(reply: Reply, random: Random): string {
  const { VcoRouteEntries: rows, TotalCount, PageSize } = reply;
  const at = random.below(rows.length + 1);
  const [row = {}] = rows.slice(at, at + 1);
  const fewer = Math.min(rows.length, random.below(PageSize + 1));
  const lie = random.pick<object>([
    { VcoRouteEntries: rows.toSpliced(at, 1) },
    { VcoRouteEntries: rows.slice(0, at) },
    { VcoRouteEntries: rows.toSpliced(at, 1, { ...row, CreateTime: random.below(3) }) },
    { VcoRouteEntries: [...rows.toSpliced(at, 1), ...rows.slice(at, at + 1)] },
    { TotalCount: TotalCount + random.pick([-1, 1, 50]) },
    { TotalCount: rows.length },
    { VcoRouteEntries: rows.slice(0, fewer), PageSize: fewer },
    { VpnRouteCounts: [{ RouteEntryType: random.pick(['custom', 'bgp']), RouteCount: TotalCount - random.below(2) }] },
  ]);
  return JSON.stringify({ ...reply, ...lie });
}
