import { expect, test } from '@jest/globals';
import { auditOf, baselineOf, findingsOf, readConnection, route, snapshotOf } from './network.ts';

const bgpRoute = (destination: string, source = 'VPN_BGP') => route(destination, { type: 'bgp', source });

test('a section that is absent expects no routes at all', () => {
  expect(findingsOf('', [route('10.0.0.0/8'), bgpRoute('10.0.0.0/8')])).toMatchObject([
    { kind: 'unexpected-route', type: 'custom' },
    { kind: 'unexpected-route', type: 'bgp' },
  ]);
});

test('unexpected: allow permits what is not expected, and the result still names it', () => {
  const result = auditOf(
    [baselineOf('bgp: { unexpected: allow }')],
    snapshotOf(readConnection([bgpRoute('10.0.0.0/8')])),
  );
  expect(result).toMatchObject({ verdict: 'in-sync', totals: { allowed: 1, unexpected: 0 } });
  expect(result.connections[0]).toMatchObject({ allowed: [{ destination: '10.0.0.0/8', at: { line: 4 } }] });
});

test('an allow entry is a prefix list entry, of one source if it names one', () => {
  const yaml = 'bgp:\n  allow:\n    - { destination: 10.20.0.0/16, le: 24, source: VPN_BGP }';
  expect(findingsOf(yaml, [bgpRoute('10.20.3.0/24'), bgpRoute('10.20.0.0/16')])).toEqual([]);
  expect(findingsOf(yaml, [bgpRoute('10.20.3.0/25'), bgpRoute('10.20.3.0/24', 'CLOUD')])).toMatchObject([
    { destination: '10.20.3.0/24', source: 'CLOUD' },
    { destination: '10.20.3.0/25' },
  ]);
});

test('forbid beats allow and unexpected: allow, and points at the entry', () => {
  const yaml = 'bgp:\n  unexpected: allow\n  forbid:\n    - { destination: 0.0.0.0/0 }';
  expect(findingsOf(yaml, [bgpRoute('0.0.0.0/0'), bgpRoute('10.0.0.0/8')])).toMatchObject([
    { kind: 'forbidden-route', destination: '0.0.0.0/0', severity: 'error', at: { line: 7 } },
  ]);
});

test('a forbidden route whose source is not stated, or unknown, is not let through for that', () => {
  const yaml = 'bgp:\n  unexpected: allow\n  forbid:\n    - { destination: 0.0.0.0/0, source: VPN_BGP }';
  const kindOf = (source: string | null) => findingsOf(yaml, [route('0.0.0.0/0', { type: 'bgp', source })])[0]?.kind;
  expect([null, 'SATELLITE', 'VPN_BGP', 'CLOUD'].map(kindOf)).toEqual([
    'forbidden-route',
    'forbidden-route',
    'forbidden-route',
    undefined,
  ]);
});

test.each([
  ['{ min: 2 }', 1, { min: 2, max: null }],
  ['{ max: 0 }', 1, { min: null, max: 0 }],
  ['{ min: 2, max: 3 }', 4, { min: 2, max: 3 }],
])('count %s with %i routes is out of bounds', (limits, count, expected) => {
  const routes = Array.from({ length: count }, (_, i) => bgpRoute(`10.${i}.0.0/16`));
  const yaml = `bgp:\n  unexpected: allow\n  count: ${limits}`;
  expect(findingsOf(yaml, routes)).toMatchObject([
    { kind: 'count-out-of-bounds', type: 'bgp', severity: 'error', limits: expected, count, at: { line: 6 } },
  ]);
});

test('count bounds are inclusive, and count this route type alone', () => {
  const yaml = 'custom: { unexpected: allow }\nbgp: { unexpected: allow, count: { min: 1, max: 1 } }';
  expect(findingsOf(yaml, [bgpRoute('10.0.0.0/8'), route('10.0.0.0/8'), route('11.0.0.0/8')])).toEqual([]);
});
