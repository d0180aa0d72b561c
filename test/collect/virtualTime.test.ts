import { expect, test } from '@jest/globals';
import { virtualTime } from './virtualTime.ts';

test('pauses end in the order of their times, those of one time in the order in which they began', async () => {
  const time = virtualTime(1000);
  const log: string[] = [];
  const wait = async (name: string, ...pauses: readonly number[]) => {
    for (const milliseconds of pauses) await time.pause(milliseconds);
    log.push(`${name} at ${time.now()}`);
  };
  await time.run(Promise.all([wait('a', 30), wait('b', 10, 20), wait('c', 3_600_000), wait('d', 30), wait('e')]));
  expect(log).toEqual(['e at 1000', 'a at 1030', 'd at 1030', 'b at 1030', 'c at 3601000']);
});

test('an aborted pause rejects at once, and its time never comes', async () => {
  const time = virtualTime();
  const interruption = new AbortController();
  time.pause(5).then(() => interruption.abort(new Error('aborted')));
  await expect(time.run(time.pause(100, interruption.signal))).rejects.toThrow('aborted');
  await expect(time.pause(1, interruption.signal)).rejects.toThrow('aborted');
  expect(time.now()).toBe(5);
});

test('a wait for nothing is an error, not a hang', async () => {
  await expect(virtualTime().run(new Promise(() => {}))).rejects.toThrow(/nothing will happen/);
});
