import { expect, test } from '@jest/globals';
import type { Fault, FaultAction } from '../../src/emulator/fault.ts';
import type { Emulator } from '../../src/emulator/startEmulator.ts';
import {
  call,
  connectionId,
  destinations,
  failure,
  type Query,
  region,
  send,
  signedRequest,
  stateWith,
} from './client.ts';
import { withEmulator } from './withEmulator.ts';

/** 12 custom routes, 10.0.0.0/24 to 10.0.11.0/24, and 3 BGP ones. */
function withFaults(faults: readonly Fault[], use: (emulator: Emulator) => Promise<void>): Promise<void> {
  return withEmulator({ ...stateWith(12, 3), faults }, use);
}

/** The error codes of successive calls; null for a reply. */
async function codes(emulator: Emulator, queries: readonly Query[]): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  for (const query of queries)
    seen.push(
      await call(emulator, query).then(
        () => null,
        ({ code }) => code,
      ),
    );
  return seen;
}

const custom = {};
const bgp = { RouteEntryType: 'bgp' };

test.each<[string, object, readonly Query[], readonly (0 | 1)[]]>([
  ['each call', {}, [custom, bgp], [1, 1]],
  ['every third call', { every: 3 }, [custom, custom, bgp, custom, bgp, bgp], [0, 0, 1, 0, 0, 1]],
  ['the calls it names', { on: [1, 3] }, [custom, custom, custom, custom], [1, 0, 1, 0]],
  ['the calls that either names', { on: [1], every: 2 }, [custom, custom, custom, custom], [1, 1, 0, 1]],
  ['only calls for its type, and counts no others', { type: 'bgp', on: [2] }, [bgp, custom, custom, bgp], [0, 0, 0, 1]],
  ['only calls for its connection', { connection: 'vco-other' }, [custom, bgp], [0, 0]],
])('a fault strikes %s', async (_, selector, queries, struck) => {
  await withFaults([{ kind: 'throttling', ...selector }], async (emulator) => {
    expect(await codes(emulator, queries)).toEqual(struck.map((hit) => (hit === 1 ? 'Throttling.User' : null)));
    expect(emulator.requests.map(({ faults }) => faults.length)).toEqual(struck);
  });
});

test('a refused request counts for no fault', async () => {
  await withFaults([{ kind: 'throttling', on: [1] }], async (emulator) => {
    expect(await codes(emulator, [{ PageSize: '99' }, custom])).toEqual(['IllegalParam.PageSize', 'Throttling.User']);
  });
});

test.each<[FaultAction, unknown, unknown]>([
  [{ kind: 'throttling' }, 'Throttling.User', 400],
  [{ kind: 'throttling', status: 429 }, 'Throttling.User', 429],
  [{ kind: 'throttling', status: 503 }, 'Throttling.User', 503],
  [{ kind: 'service-unavailable' }, 'ServiceUnavailable', 503],
  [{ kind: 'internal-error' }, 'InternalError', 500],
  [{ kind: 'reset-before-reply' }, 'ECONNRESET', undefined],
  [{ kind: 'reset-within-body' }, 'ECONNRESET', undefined],
])('through the SDK %j is the error %s with status %s', async (fault, code, statusCode) => {
  await withFaults([{ ...fault, on: [1] }], async (emulator) => {
    expect(await failure(call(emulator))).toMatchObject({ code, statusCode });
    expect((await call(emulator)).TotalCount).toBe(12);
  });
});

test.each<[FaultAction]>([
  [{ kind: 'html-page' }],
  [{ kind: 'html-page', status: 200 }],
  [{ kind: 'bare-body', body: '' }],
  [{ kind: 'truncated-body' }],
])('through the SDK %j is a body that is no JSON', async (fault) => {
  await withFaults([{ ...fault, on: [1] }], async (emulator) => {
    expect((await failure(call(emulator))).message).toMatch(/JSON/);
    expect((await call(emulator)).TotalCount).toBe(12);
  });
});

test('throttling says when to come back, in both headers', async () => {
  await withFaults([{ kind: 'throttling', retryAfterMs: 1500 }], async (emulator) => {
    const { headers } = await send(emulator, signedRequest(emulator));
    expect([headers['retry-after'], headers['x-acs-retry-after']]).toEqual(['2', '1500']);
  });
});

test.each([
  ['{}', {}],
  ['null', null],
  ['[]', []],
  ['"text"', 'text'],
])('a bare body %s arrives with HTTP 200', async (body, seen) => {
  await withFaults([{ kind: 'bare-body', body }], async (emulator) => {
    expect(await call(emulator)).toEqual(seen);
  });
});

test('an error with HTTP 200 has a code and no list', async () => {
  const fault: Fault = { kind: 'error-with-200', code: 'Throttling.Api', message: 'later' };
  await withFaults([fault], async (emulator) => {
    const body = await call(emulator);
    expect(body).toEqual({ Code: 'Throttling.Api', Message: 'later', RequestId: emulator.requests[0]?.requestId });
  });
});

test.each<[FaultAction, unknown]>([
  [{ kind: 'total-count-missing' }, undefined],
  [{ kind: 'total-count-as-string' }, '12'],
  [{ kind: 'total-count-of-page' }, 2],
  [{ kind: 'total-count-off', by: -3 }, 9],
  [{ kind: 'reply-fields', set: { TotalCount: null } }, null],
])('%j tells the total wrong and the rows right', async (fault, total) => {
  await withFaults([fault], async (emulator) => {
    const body = await call(emulator, { PageNumber: '2' });
    expect(body.TotalCount).toBe(total);
    expect(destinations(body)).toEqual(['10.0.10.0/24', '10.0.11.0/24']);
  });
});

test('a moving total is another one each time', async () => {
  await withFaults([{ kind: 'total-count-moving' }], async (emulator) => {
    expect([(await call(emulator)).TotalCount, (await call(emulator)).TotalCount]).toEqual([13, 14]);
  });
});

test('a reply can carry a NextToken', async () => {
  await withFaults([{ kind: 'reply-fields', set: { NextToken: 'abc' } }], async (emulator) => {
    expect(await call(emulator)).toMatchObject({ NextToken: 'abc', TotalCount: 12 });
  });
});

test.each([
  [false, 12],
  [true, 5],
])('a clamped page size shifts the pages; echoed %s, it is stated as %i', async (echo, stated) => {
  await withFaults([{ kind: 'clamped-page-size', size: 5, echo }], async (emulator) => {
    const pages = [];
    for (const page of ['1', '2', '3']) pages.push(await call(emulator, { PageNumber: page, PageSize: '12' }));
    expect(pages.map((body) => body.PageSize)).toEqual([stated, stated, stated]);
    expect(pages.map((body) => body.VcoRouteEntries.length)).toEqual([5, 5, 2]);
    expect(new Set(pages.flatMap(destinations)).size).toBe(12);
  });
});

test('an ignored page number gives page 1 and calls it by the number that was asked for', async () => {
  await withFaults([{ kind: 'page-number-ignored' }], async (emulator) => {
    const body = await call(emulator, { PageNumber: '2', PageSize: '2' });
    expect([body.PageNumber, ...destinations(body)]).toEqual([2, '10.0.0.0/24', '10.0.1.0/24']);
  });
});

test.each<[FaultAction, readonly string[]]>([
  [{ kind: 'short-page', rows: 2 }, ['0', '1']],
  [{ kind: 'duplicate-row' }, ['0', '1', '2', '0']],
  [{ kind: 'duplicate-row', hides: true }, ['0', '1', '0']],
])('%j changes the rows of the page alone', async (fault, third) => {
  await withFaults([fault], async (emulator) => {
    const body = await call(emulator, { PageSize: '3' });
    expect(destinations(body)).toEqual(third.map((octet) => `10.0.${octet}.0/24`));
    expect(body.TotalCount).toBe(12);
  });
});

test.each([
  ['connection', custom, { VpnConnectionId: 'vco-of0another0connection', RouteEntryType: 'custom' }],
  ['type', custom, { VpnConnectionId: connectionId, RouteEntryType: 'bgp' }],
  ['type', bgp, { VpnConnectionId: connectionId, RouteEntryType: 'custom' }],
] as const)('a row of another %s stands at the end of the page', async (of, query, row) => {
  await withFaults([{ kind: 'foreign-row', of }], async (emulator) => {
    expect((await call(emulator, query)).VcoRouteEntries.at(-1)).toMatchObject({
      RouteDest: '198.51.100.0/24',
      ...row,
    });
  });
});

test('a route inserted before a page moves the rest down, so that one is seen twice', async () => {
  const insert = [{ destination: '10.99.0.0/16' }];
  await withFaults([{ kind: 'table-edit', on: [2], insert }], async (emulator) => {
    const first = await call(emulator, { PageSize: '6' });
    const second = await call(emulator, { PageSize: '6', PageNumber: '2' });
    expect([first.TotalCount, second.TotalCount]).toEqual([12, 13]);
    expect(destinations(first).filter((each) => destinations(second).includes(each))).toEqual(['10.0.5.0/24']);
    expect(destinations(await call(emulator))[0]).toBe('10.99.0.0/16');
  });
});

test('a route removed after a page moves the rest up, so that one is never seen', async () => {
  const fault: Fault = { kind: 'table-edit', when: 'after', on: [1], remove: ['10.0.0.0/24'] };
  await withFaults([fault], async (emulator) => {
    const seen = [];
    for (const page of ['1', '2'])
      seen.push(...destinations(await call(emulator, { PageSize: '6', PageNumber: page })));
    expect(seen).not.toContain('10.0.6.0/24');
    expect(seen).toHaveLength(11);
  });
});

test('the table changes although the call is throttled, and the state that was given does not', async () => {
  const state = {
    ...stateWith(1),
    faults: [
      { kind: 'throttling', on: [1] },
      { kind: 'table-edit', on: [1], remove: ['10.0.0.0/24'] },
    ],
  } satisfies {
    faults: Fault[];
  };
  const before = JSON.stringify(state);
  await withEmulator(state, async (emulator) => {
    expect(await codes(emulator, [custom])).toEqual(['Throttling.User']);
    expect((await call(emulator)).TotalCount).toBe(0);
  });
  expect(JSON.stringify(state)).toBe(before);
});

test('faults of different steps strike together', async () => {
  const faults: Fault[] = [
    { kind: 'clamped-page-size', size: 2 },
    { kind: 'duplicate-row' },
    { kind: 'total-count-missing' },
  ];
  await withFaults(faults, async (emulator) => {
    const body = await call(emulator, { RegionId: region });
    expect(destinations(body)).toEqual(['10.0.0.0/24', '10.0.1.0/24', '10.0.0.0/24']);
    expect('TotalCount' in body).toBe(false);
    expect(emulator.requests[0]?.faults).toEqual(faults.map(({ kind }) => kind));
  });
});
