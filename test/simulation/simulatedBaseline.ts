import type { Baseline, RoutePolicy } from '../../src/baseline/baseline.ts';
import type { Prefix } from '../../src/routing/prefix.ts';
import { canonical } from '../routing/canonical.ts';
import { type Cast, partLengths } from './cast.ts';
import type { SizeLimits } from './churn.ts';
import { simulatedConnection } from './makeRow.ts';
import type { Plan } from './plan.ts';

/** What the plan says that should be, as a baseline file that was read. */
export function simulatedBaseline(
  plan: Pick<Plan, 'type' | 'unexpected'>,
  cast: Pick<Cast, 'expected'>,
  limits: SizeLimits | null,
): Baseline {
  const policy: RoutePolicy = {
    unexpected: plan.unexpected,
    routes: cast.expected.map((destination) => ({
      destination,
      source: plan.type === 'bgp' ? 'VPN_BGP' : null,
      nextHop: simulatedConnection,
      weight: plan.type === 'custom' ? 100 : 'any',
      state: plan.type === 'custom' ? 'published' : 'Active',
      asPath: 'any',
      community: 'any',
      description: null,
      at: nowhere,
    })),
    allow: [ofLength(partLengths.permitted)],
    forbid: [ofLength(partLengths.forbidden)],
    count: limits === null ? null : { min: limits.fewest, max: limits.most, at: nowhere },
    at: nowhere,
  };
  const none: RoutePolicy = {
    unexpected: 'fail',
    routes: [],
    allow: [],
    forbid: [],
    count: null,
    at: nowhere,
  };
  return {
    file: nowhere.file,
    sha256: '',
    connectionId: simulatedConnection,
    region: 'cn-hangzhou',
    name: null,
    description: null,
    owner: null,
    account: null,
    accountAt: null,
    transitRouter: null,
    policies: { custom: none, bgp: none, [plan.type]: policy },
    waivers: [],
    lint: [],
    at: nowhere,
  };
}

const nowhere = { file: 'simulated.yaml', line: 1, column: 1 };

function ofLength(length: number) {
  return {
    range: { destination: everything, ge: length, le: length },
    source: null,
    at: nowhere,
  };
}

const everything: Prefix = canonical('10.0.0.0/8');
