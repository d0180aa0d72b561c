import type { RouteType } from '../routing/route.ts';
import type { EmulatorRoute } from './emulatorState.ts';

/** An entry of VcoRouteEntries, by the API's names. */
export type Row = Readonly<Record<string, unknown>>;

const usual = {
  custom: { weight: 100, state: 'published' },
  bgp: { weight: null, state: 'Active' },
} as const satisfies Record<RouteType, { weight: number | null; state: string }>;

/** 2024-01-15T08:00:00Z: a fixed time, so that two runs show the same. */
const usualCreateTime = 1_705_305_600_000;

export function rowOf(route: EmulatorRoute, connectionId: string): Row {
  const { type = 'custom' } = route;
  const row = {
    VpnConnectionId: connectionId,
    RouteDest: route.destination,
    NextHop: route.nextHop === undefined ? connectionId : route.nextHop,
    Weight: route.weight === undefined ? usual[type].weight : route.weight,
    State: route.state === undefined ? usual[type].state : route.state,
    RouteEntryType: type,
    Source: route.source,
    AsPath: route.asPath,
    Community: route.community,
    CreateTime: route.createTime === undefined ? usualCreateTime : route.createTime,
  };
  const written = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return { ...Object.fromEntries(written), ...route.more };
}
