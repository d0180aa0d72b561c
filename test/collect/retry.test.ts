import { expect, test } from '@jest/globals';
import type { CallOutcome } from '../../src/collect/callOutcome.ts';
import { type Patience, withRetry } from '../../src/collect/retry.ts';
import { SourceError } from '../../src/collect/routeSource.ts';
import { distantSource, faults, patienceIn, travel } from './fleet.ts';
import { virtualTime } from './virtualTime.ts';

const second = 1000;
const never = new AbortController().signal;

/** What one call comes to whose attempts end like this, the last one again and again. */
async function attempt(
  errors: readonly unknown[],
  random = () => 0.5,
  changes: (patience: Patience) => Partial<Patience> = () => ({}),
) {
  const time = virtualTime();
  const delays: number[] = [];
  const usual = { ...patienceIn(time, random), onRetry: (_: string, delay: number) => delays.push(delay) };
  let attempts = 0;
  const call = async () => {
    const error = errors[Math.min(attempts, errors.length - 1)];
    attempts += 1;
    if (error !== null) throw error;
    return 'served';
  };
  const patience = { ...usual, ...changes(usual) };
  const result = await time.run(withRetry('', patience, never, call).catch((error: unknown) => error));
  return { result, attempts, delays };
}

const failed = new SourceError(faults.failed);
const throttled = new SourceError(faults.throttled);
const refused = new SourceError({ code: 'Forbidden', message: 'no' });
const outage = new SourceError({ code: 'Outage', message: 'nothing is sent' });

test.each<[string, readonly unknown[], unknown, number]>([
  ['is not made again when it is served', [null], 'served', 1],
  ['is made again after a transient failure', [failed, failed, null], 'served', 3],
  ['is not made again after a lasting one', [failed, refused], refused, 2],
  ['that was never sent has the error of the outage', [outage], outage, 1],
  ['that was sent keeps its own error in an outage', [throttled, failed, outage], failed, 3],
  ['is made 12 times while nothing at all is answered', [failed], failed, 12],
  ['is made 12 times while it is throttled', [throttled], throttled, 12],
  ['may fail five times and be throttled in between', [...Array(11).fill(throttled), failed, null], 'served', 13],
])('a call %s', async (_, errors, result, attempts) => {
  expect(await attempt(errors)).toMatchObject({ result, attempts });
});

test('a call that fails while others are served is made 6 times', async () => {
  const amongOthers = ({ budget, pause }: Patience): Partial<Patience> => ({
    pause: async (milliseconds, signal) => {
      await pause(milliseconds, signal);
      budget.answered();
    },
  });
  expect(await attempt([failed], undefined, amongOthers)).toMatchObject({ result: failed, attempts: 6 });
});

test('a connection that is being changed is an answer, so it is asked for 6 times', async () => {
  const updating = new SourceError({ code: 'Vco.StatusNotSupport', message: 'later', transient: true });
  expect(await attempt([updating])).toMatchObject({ result: updating, attempts: 6 });
});

test('delays double up to the longest, and chance shortens them', async () => {
  expect((await attempt([...Array(7).fill(failed), null], () => 1)).delays).toEqual([
    500, 1000, 2000, 4000, 8000, 16_000, 20_000,
  ]);
  expect((await attempt([failed, failed, null], () => 0.1)).delays).toEqual([50, 100]);
});

test.each([
  [100, 250],
  [3000, 3000],
  [3_600_000, 60_000],
])('where the server asks for %i ms the call waits %i ms', async (retryAfter, delay) => {
  const busy = new SourceError({ code: 'ServiceUnavailable', message: 'busy', transient: true, retryAfter });
  expect((await attempt([busy, null])).delays).toEqual([delay]);
});

test('a bug is no fault of the API', async () => {
  const bug = new TypeError('a bug');
  expect(await attempt([bug])).toMatchObject({ result: bug, attempts: 1 });
});

test('a call stands aside while it waits, and only then', async () => {
  const time = virtualTime();
  const log: string[] = [];
  const call = async () => {
    log.push('call');
    if (log.length === 1) throw failed;
  };
  await time.run(
    withRetry('', patienceIn(time), never, call, async (wait) => {
      log.push('aside');
      const value = await wait();
      log.push(`back after ${time.now()}`);
      return value;
    }),
  );
  expect(log).toEqual(['call', 'aside', 'back after 500', 'call']);
});

test('an interruption ends the waiting at once', async () => {
  const time = virtualTime();
  const interruption = new AbortController();
  time.pause(100).then(() => interruption.abort(new Error('interrupted')));
  const call = async () => {
    throw failed;
  };
  const run = time.run(withRetry('', patienceIn(time), interruption.signal, call));
  await expect(run).rejects.toThrow('interrupted');
  expect(time.now()).toBe(100);
});

const fleet = { calls: 4000, maxRate: 480 };

test.each([
  ['quickly', 10],
  ['after 15 s', 15 * second],
])(
  'when every call of 2,000 connections fails %s, the run ends within 3 minutes and nothing counts as read',
  async (_, latency) => {
    const time = virtualTime();
    const { seconds, lost } = await time.run(
      travel(
        time,
        distantSource(time, latency, () => 'failed'),
        fleet,
      ),
    );
    expect(seconds).toBeLessThanOrEqual(180);
    expect(lost).toHaveLength(fleet.calls);
    expect(new Set(lost)).toEqual(new Set(['NoAnswer', 'Outage']));
  },
);

test.each<[string, CallOutcome, number]>([
  ['half a minute without answers', 'failed', 30],
  ['half a minute of nothing but throttling', 'throttled', 30],
  ['a minute of nothing but throttling', 'throttled', 60],
])('%s costs no connection', async (_, outcome, length) => {
  const time = virtualTime();
  const isOut = () => time.now() >= 100 * second && time.now() < (100 + length) * second;
  const source = distantSource(time, 50, () => (isOut() ? outcome : 'answered'));
  const { lost } = await time.run(travel(time, source, { calls: 2000, maxRate: 480 }));
  expect(lost).toEqual([]);
});
