import { setImmediate } from 'node:timers/promises';

/** A clock that stands still until everything that can happen now has happened, and then leaps to the next event. */
export interface VirtualTime {
  readonly now: () => number;
  /** As a World's: resolves when the time has come, rejects at once when the signal is aborted. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Lets time go by until `work` is settled. Throws where it waits for something that will never happen. */
  readonly run: <T>(work: Promise<T>) => Promise<T>;
}

interface Event {
  readonly at: number;
  readonly happen: () => void;
}

/** Events of the same time happen in the order in which they were planned; the code under test may wait for nothing else. */
export function virtualTime(start = 0): VirtualTime {
  let time = start;
  const events: Event[] = [];

  function plan(event: Event): void {
    const later = events.findLastIndex(({ at }) => at <= event.at) + 1;
    events.splice(later, 0, event);
  }

  return {
    now: () => time,
    pause: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const event = {
          at: time + Math.max(0, milliseconds),
          happen: () => {
            signal?.removeEventListener('abort', cancel);
            resolve();
          },
        };
        const cancel = () => {
          events.splice(events.indexOf(event), 1);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', cancel, { once: true });
        plan(event);
      }),
    async run(work) {
      let settled = false;
      const done = () => {
        settled = true;
      };
      work.then(done, done);
      for (;;) {
        // Every promise that can settle without time going by has settled after this.
        await setImmediate();
        if (settled) return await work;
        const next = events.shift();
        if (next === undefined) throw new Error('everything waits, and nothing will happen');
        time = next.at;
        next.happen();
      }
    },
  };
}
