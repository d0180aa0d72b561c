import { expect, test } from '@jest/globals';
import { pacedSource } from '../../src/collect/pacedSource.ts';
import { type RateLimiter, rateLimiter } from '../../src/collect/rateLimiter.ts';
import { type RouteSource, SourceError, type SourceFault } from '../../src/collect/routeSource.ts';
import { distantSource, request } from './fleet.ts';
import { virtualTime } from './virtualTime.ts';

const never = new AbortController().signal;

/** When a second call of the region is sent, 1 ms after a first one that ended like this. */
async function secondCallAfter(error: unknown, region = request.region): Promise<number> {
  const time = virtualTime();
  const sent: number[] = [];
  const source: RouteSource = {
    async readPage() {
      sent.push(time.now());
      if (sent.length === 1 && error !== null) throw error;
      return { text: '{}', serverTime: null, sentAt: 0, receivedAt: 0 };
    },
  };
  const limiters = new Map<string, RateLimiter>();
  const limiterFor = (name: string) => {
    const limiter = limiters.get(name) ?? rateLimiter({ maxRate: 480, now: time.now, pause: time.pause });
    limiters.set(name, limiter);
    return limiter;
  };
  const paced = pacedSource(source, limiterFor);
  const both = async () => {
    expect(await paced.readPage(request, never).catch((thrown: unknown) => thrown)).toEqual(
      error ?? { text: '{}', serverTime: null, sentAt: 0, receivedAt: 0 },
    );
    await time.pause(1);
    await paced.readPage({ ...request, region }, never);
  };
  await time.run(both());
  return sent[1] ?? 0;
}

const fault = (code: string, changes: Partial<SourceFault> = {}) =>
  new SourceError({ code, message: '', transient: true, ...changes });

test.each<[string, number, unknown]>([
  ['served', 1, null],
  ['throttled', 250, fault('Throttling.User')],
  ['throttled with Retry-After', 2000, fault('Throttling', { retryAfter: 2000 })],
  ['refused', 1, fault('Forbidden', { transient: false })],
  ['not answered', 1, fault('NoAnswer')],
  ['broken by a bug', 1, new TypeError('a bug')],
])('after a call that was %s the next one is sent at %i ms', async (_, at, error) => {
  expect(await secondCallAfter(error)).toBe(at);
});

test('a throttled call in one region holds nobody back in another', async () => {
  expect(await secondCallAfter(fault('Throttling.User'), 'cn-shanghai')).toBe(1);
});

test('a call that is given up while it waits for its turn is never sent', async () => {
  const time = virtualTime();
  let sent = 0;
  const source: RouteSource = {
    async readPage() {
      sent += 1;
      return { text: '{}', serverTime: null, sentAt: 0, receivedAt: 0 };
    },
  };
  const limiter = rateLimiter({ maxRate: 1, now: time.now, pause: time.pause });
  const paced = pacedSource(source, () => limiter);
  const interruption = new AbortController();
  time.pause(500).then(() => interruption.abort(new Error('interrupted')));
  const both = async () => {
    await paced.readPage(request, interruption.signal);
    await paced.readPage(request, interruption.signal);
  };
  await expect(time.run(both())).rejects.toThrow('interrupted');
  expect([sent, time.now()]).toEqual([1, 500]);
});

test('a region that has served nothing for two minutes is asked no more', async () => {
  const time = virtualTime();
  const limiter = rateLimiter({ maxRate: 480, now: time.now, pause: time.pause });
  const paced = pacedSource(
    distantSource(time, 15_000, () => 'failed'),
    () => limiter,
  );
  const codes: unknown[] = [];
  const calls = async () => {
    for (let i = 0; i < 12; i++) {
      codes.push(await paced.readPage(request, never).catch(({ fault: { code } }: SourceError) => code));
    }
  };
  await time.run(calls());
  expect(codes).toEqual([...Array(9).fill('NoAnswer'), ...Array(3).fill('Outage')]);
  expect(time.now()).toBe(135_000);
});
