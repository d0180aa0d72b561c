import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { slotsOf } from '../../src/collect/slots.ts';
import { virtualTime } from './virtualTime.ts';

test('never more than so many work at once, all get their turn in order, and who stands aside makes room', async () => {
  const work = fc.record({ before: fc.nat(50), aside: fc.option(fc.nat(50)), after: fc.nat(50), fails: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.array(work, { maxLength: 30 }), async (count, works) => {
      const time = virtualTime();
      const slots = slotsOf(count);
      const started: number[] = [];
      let [working, most] = [0, 0];
      const busy = async (milliseconds: number) => {
        working += 1;
        most = Math.max(most, working);
        await time.pause(milliseconds);
        working -= 1;
      };
      const all = works.map(({ before, aside, after, fails }, place) =>
        slots.run(async (stepAside) => {
          started.push(place);
          await busy(before);
          if (aside !== null) await stepAside(() => time.pause(aside));
          await busy(after);
          if (fails) throw new Error('failed');
          return place;
        }),
      );
      const ends = await time.run(Promise.allSettled(all));
      expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : 'failed'))).toEqual(
        works.map(({ fails }, place) => (fails ? 'failed' : place)),
      );
      expect(started).toEqual(works.map((_, place) => place));
      expect(most).toBe(Math.min(most, count));
    }),
    { numRuns: 100 },
  );
});

test('who comes back from standing aside goes before those that never had a slot', async () => {
  const time = virtualTime();
  const slots = slotsOf(1);
  const log: string[] = [];
  const plain = (name: string) =>
    slots.run(async () => {
      log.push(name);
      await time.pause(10);
    });
  const waiting = slots.run(async (aside) => {
    log.push('first');
    await aside(() => time.pause(5));
    log.push('first again');
  });
  await time.run(Promise.all([waiting, plain('second'), plain('third')]));
  expect(log).toEqual(['first', 'second', 'first again', 'third']);
});

test('a wait that fails takes the slot again before its error is seen', async () => {
  const slots = slotsOf(1);
  const interrupted = slots.run(async (aside) => {
    await aside(async () => {
      throw new Error('interrupted');
    });
  });
  await expect(interrupted).rejects.toThrow('interrupted');
  expect(await slots.run(async () => 'free')).toBe('free');
});
