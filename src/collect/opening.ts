/**
 * How many calls may be under way while nothing is known of the server. A few go first; when all of these have ended,
 * half as many more than they were; and then as many as come, for each round costs a small fleet a wait. Where the server
 * throttles, all that was sent before the first such answer came back is throttled too: of 32 calls at once nearly each,
 * of a round a part.
 *
 * A round waits for its slowest call, which the run would have to wait for anyway.
 */
export interface Opening {
  hasRoom(): boolean;
  began(): void;
  ended(): void;
  /** The server has throttled, so something is known of it. */
  over(): void;
}

const firstRound = 16;
const lastRound = 24;

export function openInRounds(): Opening {
  let [round, begun, ended] = [firstRound, 0, 0];
  return {
    hasRoom: () => begun < round,
    began() {
      begun += 1;
    },
    ended() {
      ended += 1;
      if (ended < round) return;
      round = round < lastRound ? Math.floor(1.5 * round) : Number.POSITIVE_INFINITY;
      [begun, ended] = [0, 0];
    },
    over() {
      round = Number.POSITIVE_INFINITY;
    },
  };
}
