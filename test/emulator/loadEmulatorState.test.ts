import { expect, test } from '@jest/globals';
import { formatProblem } from '../../src/document/place.ts';
import { loadEmulatorState } from '../../src/emulator/loadEmulatorState.ts';
import { call, destinations } from './client.ts';
import { withEmulator } from './withEmulator.ts';

function load(text: string) {
  return loadEmulatorState('state.yaml', new TextEncoder().encode(text));
}

function problems(text: string): readonly string[] {
  const loaded = load(text);
  return loaded.state === 'refused' ? loaded.problems.map(formatProblem) : [];
}

const head = `version: 1
connections:
  - id: vco-a
    region: cn-hangzhou
`;

test('a file that a person wrote is served', async () => {
  const loaded = load(`${head}    state: readable
    routes:
      - { destination: not/a/prefix, weight: "high", more: { Odd: [1, null] } }
      - { destination: 10.1.0.0/16, weight: 0, nextHop: null }
    generate:
      - { count: 2, from: 10.2.0.0/23 }
faults:
  - { kind: clamped-page-size, size: 3, echo: true }
  - { kind: table-edit, on: [1], when: after, insert: [{ destination: 10.9.0.0/16 }], remove: [10.1.0.0/16] }
`);
  expect(loaded.state).toBe('loaded');
  if (loaded.state === 'refused') return;
  await withEmulator(loaded.emulatorState, async (emulator) => {
    const body = await call(emulator, { VpnConnectionId: 'vco-a' });
    expect(destinations(body)).toEqual(['not/a/prefix', '10.1.0.0/16', '10.2.0.0/23']);
    expect(body.VcoRouteEntries[0]).toMatchObject({ Weight: 'high', Odd: [1, null] });
    const second = await call(emulator, { VpnConnectionId: 'vco-a' });
    expect(destinations(second)).toEqual(['10.9.0.0/16', 'not/a/prefix', '10.2.0.0/23']);
  });
});

test.each([
  ['a key that is not known', `${head}    regoin: x\n`, ['state.yaml:5:5: unknown key "regoin"']],
  ['no version', 'connections: []\n', ['state.yaml:1:1: the file lacks the key "version"']],
  ['a fault that is not known', `${head}faults:\n  - { kind: throtling }\n`, ['state.yaml:6:13: kind must be']],
  ['a fault without what it needs', `${head}faults:\n  - { kind: slow-answer }\n`, ['lacks the key "ms"']],
  [
    'a setting of another fault',
    `${head}faults:\n  - { kind: throttling, ms: 1 }\n`,
    ['state.yaml:6:13: kind must be'],
  ],
  [
    'a fault for nobody',
    `${head}faults:\n  - { kind: throttling, connection: vco-b }\n`,
    ['6:37: no connection has the id "vco-b"'],
  ],
  [
    'a connection twice',
    `${head}  - { id: vco-a, region: r }\n`,
    ['state.yaml:5:11: "vco-a" stands on line 3 already'],
  ],
  ['more prefixes than there are', `${head}    generate: [{ count: 3, from: 0.0.0.0/1 }]\n`, ['5:16: there are not 3']],
  [
    'host bits',
    `${head}    generate: [{ count: 1, from: 10.0.0.1/8 }]\n`,
    ['not a canonical prefix: host bits are set'],
  ],
  ['IPv6', `${head}    generate: [{ count: 1, from: "fd00::/8" }]\n`, ['not an IPv4 prefix']],
  [
    'two mistakes',
    `${head}    state: gone\nfaults: {}\n`,
    ['state.yaml:5:12: state must be', 'state.yaml:6:9: faults must be a list'],
  ],
])('%s is a problem with its place', (_, text, expected) => {
  const found = problems(text);
  expect(found).toHaveLength(expected.length);
  for (const [i, part] of expected.entries()) expect(found[i]).toContain(part);
});
