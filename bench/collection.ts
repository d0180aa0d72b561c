import { bareClient, callOnce, readInTurn, readWithWorkers } from './bareSdk.ts';
import { type Measurement, type Part, percent, times } from './measure.ts';
import { idsOf, inFolderOf, type Network, stateOf } from './network.ts';
import { runProgram } from './program.ts';
import { coTenantId, secondsOf, type Tally, withApi } from './withApi.ts';

const latencyMs = 50;
/** Within the documented quota: it may burst. */
const small: Network = { connections: 120, routes: 20 };
const documented = { calls: 600, seconds: 60 };
/** Far above it: 4,620 calls, of which those that find out the limit are a small part. */
const large: Network = { connections: 2310, routes: 20 };
/** Above it, and short enough for a loop. */
const shorter: Network = { connections: 300, routes: 20 };
const bucket = { perSecond: 20, burst: 20 };
const rateKnown = ['--max-rate', String(60 * bucket.perSecond)];
const rateNotKnown = ['--max-rate', '999999'];
const coTenantRate = 3;

/** How long the API is read for, and how politely. */
export async function collection(): Promise<Part> {
  return {
    title: 'Collection',
    method: [
      `The embedded API in a process of its own, ${latencyMs} ms for each answer; times are from the first request to the last answer, as the API saw them.`,
      `Within the quota: ${small.connections} connections and the documented ${documented.calls} calls in ${documented.seconds} s.`,
      `Above it: ${large.connections} connections against a bucket of ${bucket.perSecond} calls a second; the limit is the number of requests divided by that rate.`,
      `Against the others, and beside a co-tenant: ${shorter.connections} connections; the loops have the bare SDK ask one page after the other.`,
    ].join(' '),
    measurements: [
      ...(await withinQuota()),
      ...(await aboveQuota()),
      ...(await besideOthers()),
      ...(await requestsPerTable()),
    ],
  };
}

async function withinQuota(): Promise<Measurement[]> {
  const state = stateOf(small, { latencyMs, rateLimit: documented });
  const [ours, tens, fifties] = [
    await ourReading(small, state, []),
    await withApi(state, (endpoint) => readInTurn(endpoint, idsOf(small), 10)),
    await withApi(state, (endpoint) => readInTurn(endpoint, idsOf(small), 50)),
  ];
  return [
    { what: 'within the quota, against a loop with PageSize 50', value: against(ours, fifties), goal: '≤ 0.05 ×' },
    { what: 'within the quota, against a loop with PageSize 10', value: against(ours, tens), goal: null },
  ];
}

async function aboveQuota(): Promise<Measurement[]> {
  const state = stateOf(large, { latencyMs, rateLimit: bucket });
  const known = await ourReading(large, state, rateKnown);
  const unknown = await ourReading(large, state, rateNotKnown);
  return [
    { what: 'above the quota, its rate known, against the limit', value: againstLimit(known), goal: '≤ 1.05 ×' },
    { what: 'above the quota, its rate not known, against the limit', value: againstLimit(unknown), goal: '≤ 1.1 ×' },
    { what: 'throttled calls, rate known', value: throttledShare(known), goal: '< 1 %' },
    { what: 'throttled calls, rate not known', value: throttledShare(unknown), goal: '< 1 %' },
  ];
}

async function besideOthers(): Promise<Measurement[]> {
  const state = stateOf(shorter, { latencyMs, rateLimit: bucket });
  const ids = idsOf(shorter);
  const ours = await ourReading(shorter, state, rateKnown);
  const workers = await withApi(state, (endpoint) => readWithWorkers(endpoint, ids, 32));
  const tens = await withApi(state, (endpoint) => readInTurn(endpoint, ids, 10));
  const fifties = await withApi(state, (endpoint) => readInTurn(endpoint, ids, 50));
  const shared = { ...state, connections: [...state.connections, { id: coTenantId, region: 'cn-hangzhou' }] };
  const [besideUs, besideWorkers] = [
    await coTenantShare((use) => ourReading(shorter, shared, rateNotKnown, use)),
    await coTenantShare((use) =>
      withApi(shared, (endpoint) => use(endpoint, () => readWithWorkers(endpoint, ids, 32))),
    ),
  ];
  return [
    { what: '32 workers with backoff, against the limit', value: againstLimit(workers), goal: null },
    { what: 'throttled calls, 32 workers with backoff', value: throttledShare(workers), goal: null },
    { what: 'above the quota, against a loop with PageSize 50', value: against(ours, fifties), goal: null },
    { what: 'above the quota, against a loop with PageSize 10', value: against(ours, tens), goal: null },
    {
      what: `a co-tenant's ${coTenantRate} calls a second that are served, beside us`,
      value: besideUs,
      goal: '≥ 80 %',
    },
    { what: `the same beside 32 workers with backoff`, value: besideWorkers, goal: null },
  ];
}

/** Of one long table, against pages of 50 and nothing else. */
async function requestsPerTable(): Promise<Measurement[]> {
  const rows = 1000;
  const naive = rows / 50;
  const count = async (drifted: number, exitCodes: readonly number[]) => {
    const network = { connections: 1, routes: rows, drifted };
    const pace = ['--settle', '0', '--confirm-after', '0'];
    const tally = await inFolderOf(network, (folder) =>
      withApi(stateOf(network), (endpoint) =>
        runProgram(['audit', '--endpoint', endpoint, ...pace], folder, exitCodes),
      ),
    );
    // The empty table of the other type takes its share of them: one for each scan.
    return tally.requests - 1;
  };
  return [
    {
      what: `requests for ${rows} rows in sync, against ${naive}`,
      value: times((await count(0, [0])) / naive),
      goal: '≤ 1.3 ×',
    },
    {
      what: `requests for ${rows} rows with drift, against ${naive}`,
      value: times((await count(1, [1])) / naive),
      goal: '≤ 2.6 ×',
    },
  ];
}

type Use = (endpoint: string, read: () => Promise<unknown>) => Promise<unknown>;

function ourReading(
  network: Network,
  state: Parameters<typeof withApi>[0],
  more: readonly string[],
  use: Use = (_, read) => read(),
): Promise<Tally> {
  return inFolderOf(network, (folder) =>
    withApi(state, (endpoint) => {
      const argv = ['collect', '--endpoint', endpoint, '--settle', '0', '--to', 'snapshot.json', ...more];
      return use(endpoint, () => runProgram(argv, folder, [0]));
    }),
  );
}

/** Calls at an even rate for as long as the others read, and gives up a call that is refused. */
async function coTenantShare(reading: (use: Use) => Promise<unknown>): Promise<string> {
  const calls: Promise<boolean>[] = [];
  await reading(async (endpoint, read) => {
    const client = bareClient(endpoint);
    const call = () => {
      calls.push(
        callOnce(client, coTenantId, 'custom', 1, 50).then(
          () => true,
          () => false,
        ),
      );
    };
    const timer = setInterval(call, 1000 / coTenantRate);
    await read();
    clearInterval(timer);
  });
  const served = (await Promise.all(calls)).filter((isServed) => isServed).length;
  return percent(served / calls.length);
}

function against(ours: Tally, others: Tally): string {
  return times(secondsOf(ours) / secondsOf(others));
}

/** What was served, at the rate at which it could be. */
function againstLimit(tally: Tally): string {
  return times(secondsOf(tally) / ((tally.requests - tally.throttled) / bucket.perSecond));
}

function throttledShare({ requests, throttled }: Tally): string {
  return percent(throttled / requests);
}
