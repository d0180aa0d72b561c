import { bitsOf, type Prefix } from '../../src/routing/prefix.ts';
import type { Route } from '../../src/routing/route.ts';
import type { Row } from './order.ts';
import type { Plan } from './plan.ts';

/** `right` is how the baseline wants it, `wrong` differs in the weight (custom) or the state (bgp). */
export type Manner = 'right' | 'wrong';

export function makeRow(
  plan: Pick<Plan, 'type' | 'statesCreateTime'>,
  destination: Prefix,
  manner: Manner,
  created: number,
  modified: number,
): Row {
  const route: Route = {
    type: plan.type,
    destination,
    source: plan.type === 'bgp' ? 'VPN_BGP' : null,
    nextHop: simulatedConnection,
    weight: plan.type === 'custom' ? (manner === 'right' ? 100 : 0) : null,
    state: plan.type === 'custom' ? 'published' : manner === 'right' ? 'Active' : 'normal',
    asPath: null,
    community: null,
    createTime: plan.statesCreateTime ? created : null,
    more: {},
  };
  return { route, address: addressOf(destination), created, modified };
}

export const simulatedConnection = 'vco-simulated';

const addresses = new Map<Prefix, number>();

function addressOf(destination: Prefix): number {
  const known = addresses.get(destination);
  if (known !== undefined) return known;
  const { words, length } = bitsOf(destination);
  const address = (words[0] ?? 0) * 64 + length;
  addresses.set(destination, address);
  return address;
}
