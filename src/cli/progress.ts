import type { RouteSource } from '../collect/routeSource.ts';
import { isCi } from './isCi.ts';
import { log } from './log.ts';
import type { Output, World } from './world.ts';

/** How far a run has come, on stderr: one line that is written anew at a terminal, one line a minute in CI, else nothing. */
export interface Progress {
  /** As the world that was given; whatever is written to its stderr takes the place of the line. */
  readonly world: World;
  /** The same source; its requests are counted. */
  counting(source: RouteSource): RouteSource;
  /** One more connection is done with. */
  finished(): void;
  /** Takes the line away. */
  end(): void;
}

/** Milliseconds. A run that is shorter shows nothing; a person sees no more than so many lines, and CI keeps few. */
const intervals = { first: 1000, terminal: 200, ci: 60_000 } as const;

/** `total` connections are going to be read. */
export function progressOf(world: World, total: number): Progress {
  const { stderr, elapsed } = world;
  const interval = stderr.isTerminal ? intervals.terminal : isCi(world) ? intervals.ci : null;
  const startedAt = elapsed();
  let [requests, done, isShown] = [0, 0, false];
  let shownAt = startedAt + (stderr.isTerminal ? intervals.first - intervals.terminal : 0);
  const tell = (text: string) => {
    stderr.write(text).catch(() => {});
  };
  const clear = () => {
    if (isShown) tell('\r\u001b[K');
    isShown = false;
  };
  const update = () => {
    const now = elapsed();
    if (interval === null || now - shownAt < interval || done === total) return;
    shownAt = now;
    const line = progressLine({ done, total, requests, milliseconds: now - startedAt });
    if (!stderr.isTerminal) return log(world, line);
    clear();
    tell(line.slice(0, (stderr.columns ?? 80) - 1));
    isShown = true;
  };
  const cleared: Output = {
    ...stderr,
    write: (text) => {
      clear();
      return stderr.write(text);
    },
  };
  return {
    world: { ...world, stderr: cleared },
    counting: (source) => ({
      readPage: (request, signal) => {
        requests += 1;
        update();
        return source.readPage(request, signal);
      },
    }),
    finished: () => {
      done += 1;
      update();
    },
    end: clear,
  };
}

interface State {
  readonly done: number;
  readonly total: number;
  readonly requests: number;
  readonly milliseconds: number;
}

/** `12 of 40 connections, 96 requests, 480 a minute, about 2 min left` */
function progressLine({ done, total, requests, milliseconds }: State): string {
  const rate = Math.round((requests * 60_000) / milliseconds);
  const left = done === 0 ? '' : `, about ${timeLeft((milliseconds / done) * (total - done))} left`;
  return `${done} of ${total} connections, ${requests} requests, ${rate} a minute${left}`;
}

function timeLeft(milliseconds: number): string {
  return milliseconds < 60_000 ? `${Math.ceil(milliseconds / 1000)} s` : `${Math.ceil(milliseconds / 60_000)} min`;
}
