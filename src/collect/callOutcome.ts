import type { SourceFault } from './routeSource.ts';

/** What a call says about the API as a whole, whatever it says about its connection. */
export type CallOutcome = 'answered' | 'throttled' | 'failed';

/** A connection that is being changed is an answer; no answer, or a server that is out of order, is not. */
export function outcomeOf({ code, transient }: SourceFault): CallOutcome {
  if (code.startsWith('Throttling')) return 'throttled';
  return transient && code !== 'Vco.StatusNotSupport' ? 'failed' : 'answered';
}
