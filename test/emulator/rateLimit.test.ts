import { expect, test } from '@jest/globals';
import { formatProblem } from '../../src/document/place.ts';
import type { EmulatorState } from '../../src/emulator/emulatorState.ts';
import { loadEmulatorState } from '../../src/emulator/loadEmulatorState.ts';
import { quotaOf, type RateLimit } from '../../src/emulator/rateLimit.ts';
import { call, connectionId, failure, region, stateWith } from './client.ts';
import { withEmulator } from './withEmulator.ts';

test.each<[string, RateLimit, readonly (readonly [at: number, served: boolean])[]]>([
  [
    'a bucket serves its burst and then so many a second',
    { perSecond: 2, burst: 3 },
    [
      [0, true],
      [0, true],
      [0, true],
      [0, false],
      [499, false],
      [500, true],
      [500, false],
      [1500, true],
      [1500, true],
      [1500, false],
    ],
  ],
  [
    'a bucket saves up no more than its burst',
    { perSecond: 10, burst: 1 },
    [
      [0, true],
      [9000, true],
      [9000, false],
    ],
  ],
  [
    'a window serves so many calls, wherever it begins',
    { calls: 2, seconds: 10 },
    [
      [0, true],
      [6000, true],
      [9999, false],
      [10_000, true],
      [10_000, false],
      [15_999, false],
      [16_000, true],
    ],
  ],
  [
    'a clock that goes back takes nothing away',
    { perSecond: 1, burst: 2 },
    [
      [5000, true],
      [0, true],
      [0, false],
      [1000, true],
    ],
  ],
])('%s', (_, limit, calls) => {
  let now = calls[0]?.[0] ?? 0;
  const isServed = quotaOf(limit, () => now);
  const seen = calls.map(([at]) => {
    now = at;
    return [at, isServed()];
  });
  expect(seen).toEqual(calls);
});

const limited: EmulatorState = { ...stateWith(3), rateLimit: { calls: 2, seconds: 60 } };

test('a call over the limit is throttled as the API throttles, until the clock says otherwise', async () => {
  let now = Date.now();
  const use = async (emulator: Parameters<Parameters<typeof withEmulator>[1]>[0]) => {
    for (let i = 0; i < 2; i++) expect((await call(emulator)).TotalCount).toBe(3);
    expect(await failure(call(emulator))).toMatchObject({ code: 'Throttling.User', statusCode: 400 });
    expect(emulator.requests.at(-1)).toMatchObject({ code: 'Throttling.User', query: { connectionId }, faults: [] });
    now += 60_000;
    expect((await call(emulator)).TotalCount).toBe(3);
  };
  await withEmulator(limited, use, { now: () => now });
});

test('each region has a quota of its own, and a malformed call costs none', async () => {
  await withEmulator(limited, async (emulator) => {
    const codes: unknown[] = [];
    const asked = [{ PageSize: '99' }, {}, {}, {}, { RegionId: 'cn-shanghai' }];
    for (const query of asked)
      codes.push(
        await call(emulator, query).then(
          () => null,
          ({ code }) => code,
        ),
      );
    const elsewhere = 'InvalidVpnConnectionInstanceId.NotFound';
    expect(codes).toEqual(['IllegalParam.PageSize', null, null, 'Throttling.User', elsewhere]);
  });
});

test('a throttled call counts for no fault', async () => {
  const state: EmulatorState = { ...limited, faults: [{ kind: 'internal-error', on: [3] }] };
  let now = Date.now();
  const use = async (emulator: Parameters<Parameters<typeof withEmulator>[1]>[0]) => {
    const codes: unknown[] = [];
    for (let i = 0; i < 4; i++) {
      if (i === 3) now += 60_000;
      codes.push(
        await call(emulator).then(
          () => null,
          ({ code }) => code,
        ),
      );
    }
    expect(codes).toEqual([null, null, 'Throttling.User', 'InternalError']);
  };
  await withEmulator(state, use, { now: () => now });
});

test('each answer comes as late as the state says', async () => {
  await withEmulator({ ...stateWith(3), latencyMs: 100 }, async (emulator) => {
    for (const query of [{}, { PageSize: '99' }]) {
      const start = Date.now();
      await call(emulator, query).catch(() => {});
      expect(Date.now() - start).toBeGreaterThanOrEqual(95);
    }
  });
});

const file = (settings: string) => `version: 1
connections:
  - { id: ${connectionId}, region: ${region} }
${settings}
`;

test.each([
  ['rateLimit: { perSecond: 20, burst: 20 }\nlatencyMs: 50', []],
  ['rateLimit: { calls: 600, seconds: 60 }', []],
  ['rateLimit: { calls: 600 }', ['state.yaml:4:12: rateLimit lacks the key "seconds"']],
  ['rateLimit: { perSecond: 20, burst: 0 }', ['state.yaml:4:36: burst must be at least 1; found 0']],
  ['rateLimit: { calls: 600, seconds: 60, burst: 1 }', ['state.yaml:4:39: unknown key "burst"; known: calls, seconds']],
  ['latencyMs: -1', ['state.yaml:4:12: latencyMs must be at least 0; found -1']],
])('in a file: %s', (settings, problems) => {
  const loaded = loadEmulatorState('state.yaml', new TextEncoder().encode(file(settings)));
  expect(loaded.state === 'refused' ? loaded.problems.map(formatProblem) : []).toEqual(problems);
});
