import { assess } from '../../src/audit/assess.ts';
import type { Coverage } from '../../src/audit/coverage.ts';
import type {
  ActualRoute,
  CountFinding,
  Finding,
  FlappingFinding,
  MassChangeFinding,
  RouteFinding,
  WaiverFinding,
  WaiverReference,
} from '../../src/audit/finding.ts';
import type {
  AuditedConnection,
  AuditResult,
  ConnectionResult,
  InSync,
  UncheckedConnection,
} from '../../src/audit/result.ts';
import { totalsOf, verdictOf } from '../../src/audit/verdict.ts';
import type { Completeness } from '../../src/collect/snapshot.ts';
import type { RouteClaim } from '../../src/routing/route.ts';
import { canonical } from '../routing/canonical.ts';

/** AuditResults for the tests of the reports, made by hand: whatever an audit could find, and nothing computed. */
export const hangzhou = 'vco-bp1hq0hangzhou00001';
const at = (line: number, file = 'baselines/hq-hangzhou.yaml') => ({ file, line, column: 7 });

export const claim: RouteClaim = {
  nextHop: hangzhou,
  weight: 100,
  state: 'published',
  asPath: 'any',
  community: 'any',
};

export const route: ActualRoute = {
  nextHop: hangzhou,
  weight: 100,
  state: 'published',
  asPath: null,
  community: null,
  createTime: 1_700_000_000_000,
};

export const waiver: WaiverReference = {
  id: 'NET-1412',
  reason: 'migration to the Shanghai hub',
  owner: 'netops@example.com',
  expires: '2026-12-31',
};

export const inSync: InSync = {
  type: 'custom',
  source: null,
  destination: canonical('192.168.10.0/24'),
  description: 'HQ user LAN',
  expected: [claim],
  actual: [route],
  at: at(12),
};

export const missing: RouteFinding = {
  kind: 'missing-route',
  type: 'custom',
  source: null,
  destination: canonical('192.168.20.0/24'),
  description: 'HQ voice',
  severity: 'error',
  expected: [claim],
  actual: null,
  changes: [],
  impact: 'not-evaluated',
  partOf: null,
  waiver: null,
  at: at(15),
};

export const changed: RouteFinding = {
  ...missing,
  kind: 'changed-route',
  destination: canonical('192.168.30.0/24'),
  description: null,
  actual: [{ ...route, nextHop: 'vco-bp1other0000000001', weight: 0 }],
  changes: [
    { attribute: 'nextHop', expected: [hangzhou], actual: ['vco-bp1other0000000001'] },
    { attribute: 'weight', expected: [100], actual: [0] },
  ],
  at: at(18),
};

export const unexpected: RouteFinding = {
  ...missing,
  kind: 'unexpected-route',
  type: 'bgp',
  source: 'VPN_BGP',
  destination: canonical('10.66.0.0/16'),
  description: null,
  expected: null,
  actual: [
    {
      nextHop: hangzhou,
      weight: null,
      state: 'Active',
      asPath: [65010, 65020],
      community: '65535:65510',
      createTime: null,
    },
  ],
  at: at(21),
};

export const forbidden: RouteFinding = {
  ...unexpected,
  kind: 'forbidden-route',
  source: 'CLOUD',
  destination: canonical('0.0.0.0/0'),
  at: at(30),
};

export const waived: RouteFinding = {
  ...unexpected,
  type: 'custom',
  source: null,
  destination: canonical('192.168.99.0/24'),
  actual: [route],
  waiver,
  at: at(40),
};

export const count: CountFinding = {
  kind: 'count-out-of-bounds',
  severity: 'error',
  type: 'bgp',
  limits: { min: 1, max: 10 },
  count: 12,
  at: at(33),
};

export const expired: WaiverFinding = {
  kind: 'expired-waiver',
  severity: 'notice',
  waiver: { ...waiver, id: 'NET-1001', expires: '2026-03-31' },
  at: at(45),
};

export const unused: WaiverFinding = {
  kind: 'unused-waiver',
  severity: 'notice',
  waiver: { ...waiver, id: 'NET-1777' },
  at: at(50),
};

const reading: Completeness = {
  proof: 'atomic',
  order: null,
  pages: 1,
  totalCount: 4,
  received: 4,
  listed: 4,
  passes: 1,
  windows: [{ start: 0, rows: 4, overlap: 0, totalCount: 4 }],
  requestIds: ['4F8D-1'],
  firstRequestAt: '2026-05-04T02:00:03.000Z',
  lastRequestAt: '2026-05-04T02:00:04.000Z',
  unknownFields: [],
};

const secondReading: Completeness = {
  ...reading,
  proof: 'likely',
  pages: 2,
  totalCount: null,
  received: 51,
  listed: 51,
  passes: 2,
  unknownFields: ['Tier'],
};

export function audited(findings: readonly Finding[], more: Partial<AuditedConnection> = {}): AuditedConnection {
  return {
    state: 'audited',
    connectionId: hangzhou,
    region: 'cn-hangzhou',
    account: null,
    name: 'hq-hangzhou',
    transitRouter: null,
    at: at(3),
    completeness: { custom: reading, bgp: secondReading },
    inSync: [inSync],
    allowed: [],
    findings,
    ...more,
  };
}

export const unchecked: UncheckedConnection = {
  state: 'unchecked',
  connectionId: 'vco-uf6gone0000000003',
  region: 'cn-shanghai',
  account: null,
  name: null,
  transitRouter: null,
  at: at(3, 'baselines/gone.yaml'),
  reason: {
    code: 'InvalidVpnConnectionInstanceId.NotFound',
    message: 'The specified VPN connection does not exist.',
    hint: 'check that the connection exists in cn-shanghai',
    requestId: '7A1C-9',
  },
  notEvaluated: [
    {
      type: 'custom',
      source: null,
      destination: canonical('172.16.0.0/16'),
      description: null,
      expected: [claim],
      at: at(9, 'baselines/gone.yaml'),
    },
  ],
};

export const calm: AuditedConnection = audited([], {
  connectionId: 'vco-uf6branch00000002',
  region: 'cn-shanghai',
  account: '1234567890123456',
  name: 'branch',
  at: at(3, 'baselines/branch.yaml'),
  completeness: { custom: reading, bgp: reading },
  allowed: [
    {
      type: 'bgp',
      source: 'VPN_BGP',
      destination: canonical('10.20.7.0/24'),
      actual: unexpected.actual ?? [],
      at: at(25, 'baselines/branch.yaml'),
    },
  ],
});

export const massChange: MassChangeFinding = {
  kind: 'mass-change',
  severity: 'notice',
  type: 'custom',
  missing: 4,
  changed: 1,
  expected: 12,
  at: at(8),
};

export const flapping: FlappingFinding = {
  kind: 'flapping',
  severity: 'notice',
  type: 'bgp',
  source: 'VPN_BGP',
  destination: canonical('10.30.0.0/16'),
  outcomes: ['unexpected-route', 'no-drift', 'no-drift'],
  at: at(28),
};

const allFindings = [missing, changed, unexpected, forbidden, count, waived, massChange, flapping, expired, unused];

/** One of two connections of a transit router whose weights are the other way round. */
function flipped(connectionId: string, name: string, expected: number, actual: number): AuditedConnection {
  const claimed = [{ ...claim, nextHop: connectionId, weight: expected }];
  const there = [{ ...route, nextHop: connectionId, weight: actual }];
  const changes = [{ attribute: 'weight', expected: [expected], actual: [actual] }] as const;
  const finding = { ...missing, kind: 'changed-route', expected: claimed, actual: there, changes } as const;
  return audited([finding], { connectionId, name, transitRouter: 'tr-bp1transit00000001', inSync: [] });
}

/** A connection without a baseline, a baseline without its connection, and a region that nobody could list. */
export const coverage: Coverage = {
  tags: [{ key: 'env', value: 'prod' }],
  lists: [
    { region: 'cn-beijing', account: '1234567890123456', state: 'unreadable', reason: unchecked.reason },
    { region: 'cn-shanghai', account: null, state: 'listed', listed: 12, inScope: 3 },
  ],
  findings: [
    {
      kind: 'missing-connection',
      severity: 'error',
      connectionId: unchecked.connectionId,
      region: 'cn-shanghai',
      account: null,
      name: unchecked.name,
      transitRouter: unchecked.transitRouter,
      at: unchecked.at,
    },
    {
      kind: 'unmanaged-connection',
      severity: 'warning',
      connectionId: 'vco-uf6stray00000001',
      region: 'cn-shanghai',
      account: null,
      name: 'stray',
      transitRouter: 'tr-uf6transit00000001',
      at: null,
    },
  ],
};

/** Every outcome there is: drift of each kind, a waived one, notices, a connection in sync and one unreadable. */
export function everyOutcome(): AuditResult {
  const pair = [flipped('vco-a', 'paris-1', 100, 0), flipped('vco-b', 'paris-2', 0, 100)];
  const { connections, ...more } = assess([audited(allFindings), calm, unchecked, ...pair]);
  return resultOf(connections, { ...more, coverage });
}

/** A result with totals and verdict that fit the connections, as the audit makes them. */
export function resultOf(connections: readonly ConnectionResult[], more: Partial<AuditResult> = {}): AuditResult {
  return {
    verdict: verdictOf(connections, more.coverage ?? null, more.failOn ?? 'warning'),
    failOn: 'warning',
    source: { kind: 'api', collectedFrom: 'api', endpoint: null, collectedAt: '2026-05-04T02:00:03.000Z' },
    startedAt: '2026-05-04T02:00:00.000Z',
    finishedAt: '2026-05-04T02:00:04.250Z',
    tool: { name: 'route-drift', version: '0.1.0' },
    shard: null,
    baselines: [...new Set(connections.map((connection) => connection.at.file))].map((file) => ({
      file,
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    })),
    totals: totalsOf(connections),
    connections,
    forwarding: [],
    domainsNotEvaluated: [],
    coverage: null,
    ...more,
  };
}

/** Of shard 3 of 8 of a fleet that has one connection more than these. */
export function ofShard(connections: readonly ConnectionResult[]): AuditResult {
  const place = { region: 'cn-hangzhou', account: null, name: null, at: at(3, 'elsewhere.yaml') };
  const elsewhere = { connectionId: 'vco-elsewhere', ...place };
  const fleet = [...connections, elsewhere].map(({ connectionId, region, account, name, at }) => {
    return { connectionId, region, account, name, transitRouter: 'tr-1', at, sha256: '0'.repeat(64) };
  });
  return resultOf(connections, { shard: { number: 3, of: 8, run: '7', fleet } });
}
