import type { AuditedConnection } from '../audit/result.ts';
import { parsePrefix } from '../routing/prefix.ts';
import { relationToSharedAddressSpace } from '../routing/sharedAddressSpace.ts';
import { field } from './neutralise.ts';
import { isWeight, type RowTask } from './rowTasks.ts';
import { shellWord } from './shellWord.ts';

/** Why a task has no command. */
export type Obstacle =
  | 'state-not-commanded'
  | 'row-is-there'
  | 'next-hop-not-stated'
  | 'weight-not-stated'
  | 'weight-out-of-range'
  | 'default-route-refused'
  | 'shared-address-space'
  | 'not-as-it-looks';

export type Command =
  | { readonly state: 'written'; readonly command: string }
  | { readonly state: 'none'; readonly obstacle: Obstacle };

/**
 * The call of the `aliyun` command for a task on one destination. Without a ClientToken: each call names its row in
 * full, so that the API refuses it the second time, and a printed token would be spent by whoever used it first.
 */
export function aliyunCommand(connection: AuditedConnection, destination: string, task: RowTask): Command {
  if (task.kind === 'state') return none('state-not-commanded');
  if ('isThere' in task && task.isThere) return none('row-is-there');
  const { nextHop, weight } = task;
  if (nextHop === null) return none('next-hop-not-stated');
  if (weight === null) return none('weight-not-stated');
  if (!isWeight(weight) || (task.kind === 'modify' && !isWeight(task.newWeight))) return none('weight-out-of-range');
  if (task.kind === 'create' && destination === '0.0.0.0/0') return none('default-route-refused');
  if (task.kind === 'create' && touchesSharedAddressSpace(destination)) return none('shared-address-space');
  const parameters = {
    RegionId: connection.region,
    VpnConnectionId: connection.connectionId,
    OverlayMode: 'Ipsec',
    RouteDest: destination,
    NextHop: nextHop,
    Weight: String(weight),
    ...(task.kind === 'modify' ? { NewWeight: String(task.newWeight) } : {}),
  };
  if (!Object.values(parameters).every(isAsItLooks)) return none('not-as-it-looks');
  const options = Object.entries(parameters).flatMap(([name, value]) => [`--${name}`, shellWord(value)]);
  return { state: 'written', command: ['aliyun', 'vpc', actions[task.kind], ...options].join(' ') };
}

const actions = {
  create: 'CreateVcoRouteEntry',
  modify: 'ModifyVcoRouteEntryWeight',
  delete: 'DeleteVcoRouteEntry',
} as const;

function none(obstacle: Obstacle): Command {
  return { state: 'none', obstacle };
}

/** So that what is copied from a report is what stands there: ASCII, nothing that a report would escape, no option. */
function isAsItLooks(value: string): boolean {
  return /^(?!-)[ -~]+$/.test(value) && field(value) === value && !value.includes('<');
}

function touchesSharedAddressSpace(destination: string): boolean {
  const parsed = parsePrefix(destination);
  return parsed.state !== 'malformed' && relationToSharedAddressSpace(parsed.prefix) !== null;
}
