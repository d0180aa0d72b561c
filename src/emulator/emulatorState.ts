import type { RouteType } from '../routing/route.ts';
import { embeddedAccount, embeddedCredentials } from './embeddedCredentials.ts';
import type { Fault } from './fault.ts';
import type { RateLimit } from './rateLimit.ts';

/**
 * What the embedded VPC API knows: keys, connections with their routes, and how it misbehaves. Loose on purpose: tests
 * put into it what no real API should ever send. A file of the same shape is checked against its schema.
 */
export interface EmulatorState {
  /** Without any, `embeddedCredentials` alone is accepted. */
  readonly accessKeys?: readonly AccessKey[];
  readonly connections: readonly EmulatorConnection[];
  readonly faults?: readonly Fault[];
  readonly rateLimit?: RateLimit;
  /** Milliseconds before each answer. */
  readonly latencyMs?: number;
}

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  /** Whose key it is; default: `embeddedAccount`. */
  readonly account?: string;
  /** A temporary (STS) key, which is refused without exactly this token. */
  readonly securityToken?: string;
  /** The token has run out. */
  readonly expired?: boolean;
}

export interface EmulatorConnection {
  readonly id: string;
  readonly region: string;
  /** For whose keys alone it is there; default: `embeddedAccount`. */
  readonly account?: string;
  readonly state?: ConnectionState;
  /** As DescribeVpnAttachments lists it. */
  readonly name?: string;
  readonly description?: string;
  readonly transitRouter?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** false: it belongs to a VPN gateway, and is not listed. */
  readonly attached?: boolean;
  /** A dual-tunnel connection: replies carry VpnRouteCounts. */
  readonly vpnRouteCounts?: boolean;
  /** In the order in which the API lists them. */
  readonly routes?: readonly EmulatorRoute[];
  /** Listed after `routes`. */
  readonly generate?: readonly GeneratedRoutes[];
}

export const connectionStates = ['readable', 'updating', 'forbidden', 'forbidden-sub-user'] as const;
export type ConnectionState = (typeof connectionStates)[number];

/**
 * A field that is not written has its usual value: type `custom`, next hop the connection itself, weight 100 (custom
 * only), state `published` (custom) or `Active` (bgp), a fixed time. null leaves the field out of the reply.
 */
export interface EmulatorRoute extends RouteFields {
  readonly destination: unknown;
}

export interface RouteFields {
  readonly type?: RouteType;
  readonly nextHop?: unknown;
  readonly weight?: unknown;
  readonly state?: unknown;
  readonly source?: unknown;
  readonly asPath?: unknown;
  readonly community?: unknown;
  readonly createTime?: unknown;
  /** Fields by the API's own names; they win over the ones above, `RouteEntryType` and `VpnConnectionId` included. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Many routes in one line: `count` successive IPv4 prefixes, all as long as `from`. */
export interface GeneratedRoutes extends RouteFields {
  readonly count: number;
  readonly from: string;
}

export function accessKeysOf(state: EmulatorState): readonly AccessKey[] {
  const { id, secret } = embeddedCredentials;
  return state.accessKeys ?? [{ id, secret }];
}

/** Whose key, or whose connection. */
export function accountOf({ account }: AccessKey | EmulatorConnection): string {
  return account ?? embeddedAccount;
}
