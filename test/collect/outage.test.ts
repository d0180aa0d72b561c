import { expect, test } from '@jest/globals';
import { collectConnection } from '../../src/collect/collectConnection.ts';
import { pacedSource } from '../../src/collect/pacedSource.ts';
import { rateLimiter } from '../../src/collect/rateLimiter.ts';
import { retryBudget } from '../../src/collect/retryBudget.ts';
import { type RouteSource, SourceError } from '../../src/collect/routeSource.ts';
import { slotsOf } from '../../src/collect/slots.ts';
import { chance } from './fleet.ts';
import { rigour } from './reading.ts';
import { virtualTime } from './virtualTime.ts';

test.each([50, 2000, 15_000])(
  'an API that fails every call after %i ms ends the run of 400 connections in minutes',
  async (latency) => {
    const time = virtualTime();
    const silent: RouteSource = {
      readPage: (_, signal) =>
        time.pause(latency, signal).then(
          () => Promise.reject(new SourceError({ code: 'NoAnswer', message: 'no answer', transient: true })),
          // What one table gives up ends the other one: that says nothing of the API.
          () => Promise.reject(new SourceError({ code: 'Interrupted', message: 'interrupted' })),
        ),
    };
    const random = chance(7);
    const limiter = rateLimiter({ maxRate: 480, now: time.now, pause: time.pause, random });
    const patience = { ...rigour.patience, budget: retryBudget(time.now), pause: time.pause, random };
    const look = { ...rigour, patience: { ...patience, firstDelay: 500, longestDelay: 20_000 } };
    const [source, slots] = [pacedSource(silent, () => limiter), slotsOf(32)];
    const connections = Array.from({ length: 400 }, (_, i) => ({ connectionId: `vco-${i}`, region: 'cn-hangzhou' }));
    const signal = new AbortController().signal;
    const read = await time.run(
      Promise.all(connections.map((connection) => collectConnection(connection, source, look, slots, signal))),
    );
    expect(read.every(({ state }) => state === 'unreadable')).toBe(true);
    expect(time.now()).toBeLessThan(180_000);
  },
);
