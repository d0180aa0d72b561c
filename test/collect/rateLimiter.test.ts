import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CallOutcome } from '../../src/collect/callOutcome.ts';
import { type RateLimiter, rateLimiter, type Turn } from '../../src/collect/rateLimiter.ts';
import { SourceError } from '../../src/collect/routeSource.ts';
import { quotaOf, type RateLimit } from '../../src/emulator/rateLimit.ts';
import { type Arrival, chance, distantSource, type Journey, travel } from './fleet.ts';
import { type VirtualTime, virtualTime } from './virtualTime.ts';

const second = 1000;
const minute = 60 * second;

const isOutage = (error: unknown) => error instanceof SourceError && error.fault.code === 'Outage';

function limiterIn({ now, pause }: VirtualTime, maxRate: number): RateLimiter {
  return rateLimiter({ maxRate, now, pause });
}

interface Toll extends Arrival {
  readonly throttled: number;
  /** The share of its calls that somebody else got through. */
  readonly tenantKept: number;
}

/** A journey with 50 ms latency, beside somebody who makes so many calls a second and repeats none. */
async function journey(limit: RateLimit, plan: Journey, tenantRate = 0): Promise<Toll> {
  const time = virtualTime();
  const isServed = quotaOf(limit, time.now);
  let throttled = 0;
  const source = distantSource(time, 50, () => {
    if (isServed()) return 'answered';
    throttled += 1;
    return 'throttled';
  });
  let underWay = true;
  let [made, kept] = [0, 0];
  const random = chance(7);
  const tenant = async () => {
    while (underWay && tenantRate > 0) {
      await time.pause((second / tenantRate) * (0.5 + random()));
      made += 1;
      if (isServed()) kept += 1;
    }
  };
  const both = Promise.all([
    travel(time, source, plan).finally(() => {
      underWay = false;
    }),
    tenant(),
  ]);
  const [arrival] = await time.run(both);
  return { ...arrival, throttled, tenantKept: kept / made };
}

const calls = 4620;
const unknown = 60_000;

test.each([1, 5, 20, 100])('20 calls a second with a burst of %i: quick, and under 1 % throttled', async (burst) => {
  const limit = { perSecond: 20, burst };
  for (const seed of [1, 2, 3]) {
    const known = await journey(limit, { calls, maxRate: 1200, seed });
    const found = await journey(limit, { calls, maxRate: unknown, seed });
    expect([known.lost, found.lost]).toEqual([[], []]);
    expect(known.seconds).toBeLessThanOrEqual((1.05 * calls) / 20);
    expect(found.seconds).toBeLessThanOrEqual((1.1 * calls) / 20);
    expect(Math.max(known.throttled, found.throttled)).toBeLessThan(calls / 100);
  }
});

test.each([
  [480, 600],
  [600, 600],
  [60, 600],
])('%i calls a minute where a window allows %i: as quick as that, and none throttled', async (maxRate, allowed) => {
  const plan = { calls: Math.round(9.6 * maxRate), maxRate };
  const { seconds, throttled } = await journey({ calls: allowed, seconds: 60 }, plan);
  expect(throttled).toBe(0);
  expect(seconds).toBeLessThanOrEqual(1.05 * 9.6 * 60);
});

test('where nothing is known yet, calls go in rounds: each when the one before has ended, and half as many more', async () => {
  const time = virtualTime();
  const limiter = limiterIn(time, unknown);
  const { turns, times } = ask(limiter, time, 120);
  const end = async (turn: Promise<Turn>) => {
    const taken = await turn;
    await time.pause(50);
    taken.end('answered');
  };
  await time.run(Promise.all(turns.map(end)));
  const begun = [0, 50, 100].map((at) => times.filter((one) => one === at).length);
  expect(begun).toEqual([16, 24, 80]);
});

test.each([1, 5, 20, 35])(
  'a server that takes %i calls at once throttles a part of one round, and no more',
  async (burst) => {
    const { throttled } = await journey({ perSecond: 20, burst }, { calls: 200, maxRate: 1200 });
    expect(throttled).toBeLessThan(24);
  },
);

test('an unknown window is found', async () => {
  const { seconds, throttled, lost } = await journey({ calls: 600, seconds: 60 }, { calls, maxRate: unknown });
  expect(lost).toEqual([]);
  expect(seconds).toBeLessThanOrEqual(1.1 * (calls / 10));
  expect(throttled).toBeLessThan(calls / 50);
});

test('a fleet within the quota is read in one burst', async () => {
  const { seconds } = await journey({ calls: 600, seconds: 60 }, { calls: 120, maxRate: 480 });
  expect(seconds).toBeLessThanOrEqual((120 * 0.05) / 20);
});

test.each<[RateLimit, number]>([
  [{ perSecond: 20, burst: 20 }, unknown],
  [{ perSecond: 20, burst: 5 }, unknown],
  [{ calls: 600, seconds: 60 }, unknown],
  [{ calls: 600, seconds: 60 }, 480],
])('somebody who makes 3 calls a second keeps 80 % of them: %j, at most %i', async (limit, maxRate) => {
  const { tenantKept, lost } = await journey(limit, { calls, maxRate }, 3);
  expect(lost).toEqual([]);
  expect(tenantKept).toBeGreaterThanOrEqual(0.8);
});

interface Call {
  readonly after: number;
  readonly latency: number;
  readonly outcome: CallOutcome;
  readonly retryAfter: number | null;
  /** Milliseconds of patience; null for ever. */
  readonly leaves: number | null;
}

const someCall: fc.Arbitrary<Call> = fc.record({
  after: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5000 })),
  latency: fc.integer({ min: 0, max: 3000 }),
  outcome: fc.constantFrom<CallOutcome>('answered', 'answered', 'answered', 'throttled', 'failed'),
  retryAfter: fc.option(fc.integer({ min: 0, max: 3000 })),
  leaves: fc.option(fc.integer({ min: 0, max: 20_000 }), { freq: 3 }),
});

test('whatever is answered: calls go in order, none too many in any minute, and only who leaves goes without', async () => {
  const plans = fc.array(someCall, { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 20 }), plans, async (maxRate, plan) => {
      const time = virtualTime(1_700_000_000_000);
      const limiter = limiterIn(time, maxRate);
      const granted: { readonly place: number; readonly at: number }[] = [];
      const made: Promise<void>[] = [];
      const without: number[] = [];
      const make = async (call: Call, place: number) => {
        const patience = new AbortController();
        if (call.leaves !== null) time.pause(call.leaves).then(() => patience.abort());
        const turn = await limiter.take(patience.signal).catch((error: unknown) => {
          if (!isOutage(error)) without.push(place);
          return null;
        });
        if (turn === null) return;
        granted.push({ place, at: time.now() });
        await time.pause(call.latency);
        turn.end(call.outcome, call.retryAfter);
      };
      const arrive = async () => {
        for (const [place, call] of plan.entries()) {
          await time.pause(call.after);
          made.push(make(call, place));
        }
        await Promise.all(made);
      };
      await time.run(arrive());
      expect(without.filter((place) => plan[place]?.leaves === null)).toEqual([]);
      const places = granted.map(({ place }) => place);
      expect(places).toEqual([...places].sort((a, b) => a - b));
      for (const [i, { at }] of granted.entries()) {
        expect(granted.slice(i).filter((later) => later.at < at + minute).length).toBeLessThanOrEqual(maxRate);
      }
    }),
    { numRuns: 150 },
  );
});

/** Asks for so many turns at once; `times` fills up with when they were granted. */
function ask(limiter: RateLimiter, time: VirtualTime, count: number): { turns: Promise<Turn>[]; times: number[] } {
  const times: number[] = [];
  const take = async () => {
    const turn = await limiter.take(new AbortController().signal);
    times.push(time.now());
    return turn;
  };
  return { turns: Array.from({ length: count }, take), times };
}

test('one throttled call holds all back: one goes first, and when that is served the rest follow evenly', async () => {
  const time = virtualTime();
  const limiter = limiterIn(time, 480);
  await time.run(
    (async () => {
      (await limiter.take(new AbortController().signal)).end('throttled');
      const { turns, times } = ask(limiter, time, 4);
      const probe = await turns[0];
      await time.pause(700);
      expect(times).toEqual([250]);
      probe?.end('answered');
      await Promise.all(turns);
      expect(times.slice(0, 2)).toEqual([250, 950]);
      expect((times[2] ?? 0) - 950).toBeGreaterThan(400);
    })(),
  );
});

test('calls that were under way when the first was throttled say nothing new', async () => {
  const time = virtualTime();
  const limiter = limiterIn(time, 6000);
  await time.run(
    (async () => {
      const early = await Promise.all(ask(limiter, time, 16).turns);
      for (const turn of early.slice(0, 8)) turn.end('throttled');
      (await Promise.all(ask(limiter, time, 1).turns))[0]?.end('answered');
      for (const turn of early.slice(8)) turn.end('throttled');
      const { turns, times } = ask(limiter, time, 3);
      await Promise.all(turns);
      // As after one throttled call: 2 calls a second to begin with, and then more.
      expect(times.slice(0, 2)).toEqual([250, 750]);
      expect(times[2]).toBeLessThan(1250);
    })(),
  );
});

test.each([
  [null, 250],
  [100, 250],
  [3000, 3000],
  [3_600_000, 60_000],
])('where the server asks for %s ms the next call waits %i ms', async (retryAfter, wait) => {
  const time = virtualTime();
  const limiter = limiterIn(time, 480);
  await time.run(
    (async () => {
      (await limiter.take(new AbortController().signal)).end('throttled', retryAfter);
      await limiter.take(new AbortController().signal);
      expect(time.now()).toBe(wait);
    })(),
  );
});

test.each<CallOutcome>(['throttled', 'failed'])(
  'while one call after another is %s, the pauses double up to 16 s, and after 2 minutes nothing is sent',
  async (outcome) => {
    const time = virtualTime();
    const limiter = limiterIn(time, 480);
    const times: number[] = [];
    const probe = async () => {
      for (let first = true; ; first = false) {
        const turn = await limiter.take(new AbortController().signal);
        times.push(time.now());
        turn.end(first ? 'throttled' : outcome);
      }
    };
    const waiting = Promise.allSettled([probe(), probe()]);
    const ends = await time.run(waiting);
    const pauses = times.slice(2).map((at, i) => at - (times[i + 1] ?? 0));
    expect(pauses.slice(0, 7)).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000]);
    expect(new Set(pauses.slice(6))).toEqual(new Set([16_000]));
    expect(ends.map((end) => end.status === 'rejected' && isOutage(end.reason))).toEqual([true, true]);
    expect(time.now()).toBeLessThan(136 * second);
    await expect(limiter.take(new AbortController().signal)).rejects.toThrow(/Outage/);
  },
);

test('who leaves the line is told at once, takes no turn, and leaves no timer behind', async () => {
  const time = virtualTime();
  const signals: AbortSignal[] = [];
  const pause: VirtualTime['pause'] = (milliseconds, signal) => {
    if (signal !== undefined) signals.push(signal);
    return time.pause(milliseconds, signal);
  };
  const limiter = rateLimiter({ maxRate: 1, now: time.now, pause });
  const [impatient, patient] = [new AbortController(), new AbortController()];
  await time.run(
    (async () => {
      await limiter.take(patient.signal);
      const refused = expect(limiter.take(impatient.signal)).rejects.toThrow('enough');
      const next = limiter.take(patient.signal);
      await time.pause(10 * second);
      impatient.abort(new Error('enough'));
      await refused;
      expect(time.now()).toBe(10 * second);
      await next;
      expect(time.now()).toBe(minute);
      const last = expect(limiter.take(patient.signal)).rejects.toThrow('home');
      patient.abort(new Error('home'));
      await last;
      await expect(limiter.take(patient.signal)).rejects.toThrow('home');
      expect(signals.at(-1)?.aborted).toBe(true);
    })(),
  );
});

test.each<[string, (now: number) => number]>([
  ['stands still', () => 0],
  ['is set back by an hour', (now) => (now < 1000 ? now : now - 60 * minute)],
])('a clock that %s holds nobody up', async (_, wrong) => {
  const time = virtualTime();
  const limiter = rateLimiter({ maxRate: 1, now: () => wrong(time.now()), pause: time.pause });
  await time.run(Promise.all(ask(limiter, time, 4).turns));
  expect(time.now()).toBe(3 * minute);
});
