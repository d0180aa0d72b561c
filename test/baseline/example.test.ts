import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Baseline } from '../../src/baseline/baseline.ts';
import { parseBaseline } from '../../src/baseline/parseBaseline.ts';

/** The example of the baseline contract. */
const example = `# yaml-language-server: $schema=../schemas/baseline.schema.json
version: 1
connection: vco-bp1hq0hangzhou00001     # VpnConnectionId
region: cn-hangzhou
name: hq-hangzhou                       # optional, for people
description: HQ data centre, primary    # optional
owner: netops@example.com               # optional
account: "1234567890123456"             # optional; always a string
transitRouter: tr-bp1xyz                # optional; connections that name the same one form one forwarding domain
custom:                                 # destination-based routes; absent means: none expected
  unexpected: fail                      # fail (default) | allow
  routes:
    - destination: 192.168.10.0/24
      nextHop: vco-bp1hq0hangzhou00001  # default: the connection itself
      weight: 100                       # required: 0, 100, or the word any
      state: published                  # the default for custom; Active for bgp; or the word any
      description: HQ user LAN
bgp:
  unexpected: fail
  routes:
    - { destination: 10.20.0.0/16, source: VPN_BGP, asPath: [65010], community: "65535:65510" }   # source is required;
                                        # nextHop, asPath and community are compared only where they are written
  allow:                                # prefix-list entries: such a route is never "unexpected"
    - { destination: 10.20.0.0/16, le: 24, source: VPN_BGP }
  forbid:                               # such a route always is, in allow mode too
    - { destination: 0.0.0.0/0 }
  count: { min: 1, max: 200 }
waivers:
  - id: NET-1412
    destination: 192.168.99.0/24        # ge / le as in allow
    type: custom                        # optional; also kinds: [missing-route, unexpected-route, changed-route]
    reason: migration to the Shanghai hub
    owner: netops@example.com
    expires: 2026-12-31                 # the last valid day, UTC
lint:
  - { code: RD104, destination: 192.168.10.0/24, reason: load is shared on purpose }
  - { code: RD105, reason: summaries }
`;

const at = (line: number, column: number) => ({ file: 'hq.yaml', line, column });

test('the example of the contract is read as it says', () => {
  const bytes = new TextEncoder().encode(example);
  expect(parseBaseline('hq.yaml', bytes)).toEqual({
    state: 'read',
    baseline: {
      file: 'hq.yaml',
      sha256: createHash('sha256').update(example).digest('hex'),
      connectionId: 'vco-bp1hq0hangzhou00001',
      region: 'cn-hangzhou',
      name: 'hq-hangzhou',
      description: 'HQ data centre, primary',
      owner: 'netops@example.com',
      account: '1234567890123456',
      accountAt: { file: 'hq.yaml', line: 8, column: 10 },
      transitRouter: 'tr-bp1xyz',
      policies: { custom, bgp },
      waivers: [
        {
          id: 'NET-1412',
          range: { destination: '192.168.99.0/24', ge: 24, le: 24 },
          type: 'custom',
          kinds: ['missing-route', 'unexpected-route', 'changed-route'],
          reason: 'migration to the Shanghai hub',
          owner: 'netops@example.com',
          expires: '2026-12-31',
          at: at(29, 5),
        },
      ],
      lint: [
        { code: 'RD104', destination: '192.168.10.0/24', reason: 'load is shared on purpose', at: at(36, 5) },
        { code: 'RD105', destination: null, reason: 'summaries', at: at(37, 5) },
      ],
      at: at(3, 1),
    },
  });
});

const custom = {
  unexpected: 'fail',
  routes: [
    {
      destination: '192.168.10.0/24',
      source: null,
      nextHop: 'vco-bp1hq0hangzhou00001',
      weight: 100,
      state: 'published',
      asPath: 'any',
      community: 'any',
      description: 'HQ user LAN',
      at: at(13, 7),
    },
  ],
  allow: [],
  forbid: [],
  count: null,
  at: at(10, 1),
};

const bgp = {
  unexpected: 'fail',
  routes: [
    {
      destination: '10.20.0.0/16',
      source: 'VPN_BGP',
      nextHop: 'any',
      weight: 'any',
      state: 'Active',
      asPath: [65010],
      community: '65535:65510',
      description: null,
      at: at(21, 7),
    },
  ],
  allow: [{ range: { destination: '10.20.0.0/16', ge: 16, le: 24 }, source: 'VPN_BGP', at: at(24, 7) }],
  forbid: [{ range: { destination: '0.0.0.0/0', ge: 0, le: 0 }, source: null, at: at(26, 7) }],
  count: { min: 1, max: 200, at: at(27, 3) },
  at: at(18, 1),
};

test('a file without sections expects no routes, and stands for them where it names the connection', () => {
  const text = 'region: cn-hangzhou\nversion: 1\nconnection: vco-a1\n';
  const parsed = parseBaseline('hq.yaml', new TextEncoder().encode(text));
  const none = { unexpected: 'fail', routes: [], allow: [], forbid: [], count: null, at: at(3, 1) };
  const expected: Partial<Record<keyof Baseline, unknown>> = {
    name: null,
    description: null,
    owner: null,
    account: null,
    accountAt: null,
    transitRouter: null,
    policies: { custom: none, bgp: none },
    waivers: [],
    lint: [],
  };
  expect(parsed).toMatchObject({ state: 'read', baseline: expected });
});
