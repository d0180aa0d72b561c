import { expect, test } from '@jest/globals';
import { auditConnection, resultOf } from '../../src/audit/audit.ts';
import { confirm } from '../../src/audit/confirm.ts';
import type { Verdict } from '../../src/audit/result.ts';
import type { EmulatorRoute } from '../../src/emulator/emulatorState.ts';
import type { Fault } from '../../src/emulator/fault.ts';
import { baselineOf } from '../audit/network.ts';
import { connection, readFrom } from './reading.ts';

/** 120 expected routes, listed by destination; the rogue one stands in the middle of the list. */
const expected = Array.from({ length: 120 }, (_, i) => `10.0.${i}.0/24`);
const baseline = baselineOf(
  `custom:\n  routes:\n${expected.map((destination) => `    - { destination: ${destination}, weight: 100 }\n`).join('')}`,
);
const rogue = '10.0.66.128/25';

async function verdictOf(destinations: readonly string[], faults: readonly Fault[]): Promise<Verdict> {
  const routes: EmulatorRoute[] = destinations.map((destination) => ({ destination }));
  const { snapshot } = await readFrom(
    { connections: [{ id: connection.connectionId, region: connection.region, routes }], faults },
    { decide: (type, scans) => confirm(baseline, type, scans), deadline: 300 },
  );
  const now = new Date(0);
  const source = { kind: 'api', collectedFrom: 'api', endpoint: null, collectedAt: '' } as const;
  const run = { startedAt: now, finishedAt: now, failOn: 'warning', tool: { name: '', version: '' } } as const;
  return resultOf([baseline], [auditConnection(baseline, snapshot, now)], source, run).verdict;
}

const withRogue = expected.flatMap((destination, i) => (i === 66 ? [destination, rogue] : [destination]));
const [first = ''] = expected;

const fromSecond = Array.from({ length: 500 }, (_, i) => i + 2);

/** Ways of a server to go wrong, always or now and then, and what may be said of a network that it stands for. */
const recovers: [string, Fault[]][] = [
  ['throttles every other call', [{ kind: 'throttling', every: 2 }]],
  ['throttles with 429 and asks to wait', [{ kind: 'throttling', status: 429, retryAfterMs: 1, every: 2 }]],
  ['is unavailable every other call', [{ kind: 'service-unavailable', every: 2 }]],
  ['fails inside every other call', [{ kind: 'internal-error', every: 2 }]],
  ['sends an error with status 200 every other call', [{ kind: 'error-with-200', every: 2 }]],
  ['hides behind a proxy page every other call', [{ kind: 'html-page', every: 2 }]],
  ['sends a sign-in page with status 200 every other call', [{ kind: 'html-page', status: 200, every: 2 }]],
  ['hangs up before it answers, every other call', [{ kind: 'reset-before-reply', every: 2 }]],
  ['hangs up within an answer, every other call', [{ kind: 'reset-within-body', every: 2 }]],
  ['sends half of an answer, every other call', [{ kind: 'truncated-body', every: 2 }]],
  ['never finishes the second answer', [{ kind: 'dripping-body', ms: 200, pieces: 50, on: [2] }]],
  ['never begins the third answer', [{ kind: 'slow-answer', ms: 60_000, on: [3] }]],
  ['sends a row of another connection now and then', [{ kind: 'foreign-row', of: 'connection', every: 3 }]],
  ['sends a row of the other type now and then', [{ kind: 'foreign-row', of: 'type', every: 3 }]],
  ['sends a row twice, and hides another, now and then', [{ kind: 'duplicate-row', hides: true, every: 3 }]],
  ['keeps rows back on one page', [{ kind: 'short-page', rows: 7, type: 'custom', on: [2] }]],
  ['keeps all rows back on one page', [{ kind: 'short-page', rows: 0, type: 'custom', on: [2] }]],
  ['states no TotalCount', [{ kind: 'total-count-missing' }]],
  ['states TotalCount as a text', [{ kind: 'total-count-as-string' }]],
  ['counts the page in TotalCount', [{ kind: 'total-count-of-page' }]],
  ['gives 20 rows at most, in silence', [{ kind: 'clamped-page-size', size: 20 }]],
  ['gives 20 rows at most, and says so', [{ kind: 'clamped-page-size', size: 20, echo: true }]],
  ['gives 7 rows at most, in silence', [{ kind: 'clamped-page-size', size: 7 }]],
  [
    'gives 20 rows at most from the second call on, and says so',
    [{ kind: 'clamped-page-size', size: 20, echo: true, on: fromSecond }],
  ],
  [
    'gives 20 rows at most from the second call on, in silence',
    [{ kind: 'clamped-page-size', size: 20, on: fromSecond }],
  ],
  [
    'withdraws a route and puts it back between two pages',
    [
      { kind: 'table-edit', type: 'custom', when: 'after', on: [1], remove: [first] },
      { kind: 'table-edit', type: 'custom', when: 'after', on: [2], insert: [{ destination: first }] },
    ],
  ],
];

const unreadable: [string, Fault[]][] = [
  ['states a TotalCount that is too large', [{ kind: 'total-count-off', by: 1 }]],
  ['states a TotalCount that is too small', [{ kind: 'total-count-off', by: -1 }]],
  ['states another TotalCount each time', [{ kind: 'total-count-moving' }]],
  ['gives page 1 whatever is asked', [{ kind: 'page-number-ignored' }]],
  ['keeps rows back on every page', [{ kind: 'short-page', rows: 0, type: 'custom' }]],
  ['sends a row twice, always', [{ kind: 'duplicate-row' }]],
  ['sends a row of another connection, always', [{ kind: 'foreign-row', of: 'connection' }]],
  ['pages by tokens', [{ kind: 'reply-fields', set: { NextToken: 'more' } }]],
  ['states another page than was asked for', [{ kind: 'reply-fields', set: { PageNumber: 4 } }]],
  ['sends no list', [{ kind: 'reply-fields', set: { VcoRouteEntries: null } }]],
  ['is down', [{ kind: 'reset-before-reply' }]],
  ['is updating the connection', [{ kind: 'error-with-200', code: 'Vco.StatusNotSupport' }]],
  [
    'counts other rows in VpnRouteCounts',
    [
      {
        kind: 'reply-fields',
        set: { VpnRouteCounts: [{ RouteEntryType: 'custom', RouteCount: 119 }] },
        type: 'custom',
      },
    ],
  ],
];

test('there are 28 kinds at least', () => {
  expect(recovers.length + unreadable.length).toBeGreaterThanOrEqual(28);
});

test.each(recovers)('a server that %s: in sync where it is, drifted where it is', async (_, faults) => {
  expect(await verdictOf(expected, faults)).toBe('in-sync');
  expect(await verdictOf(withRogue, faults)).toBe('drifted');
});

test.each(unreadable)('a server that %s: incomplete, whatever it holds', async (_, faults) => {
  expect(await verdictOf(expected, faults)).toBe('incomplete');
  expect(await verdictOf(withRogue, faults)).toBe('incomplete');
});
