import type { SourceFault } from './routeSource.ts';

/** What a call says about the API as a whole, whatever it says about its connection. */
export type CallOutcome = 'answered' | 'throttled' | 'failed' | 'nothing';

/** A connection that is being changed is an answer; no answer, or a server that is out of order, is not. */
export function outcomeOf({ code, transient }: SourceFault): CallOutcome {
  if (code.startsWith('Throttling')) return 'throttled';
  if (ownRefusals.has(code)) return 'nothing';
  return transient && code !== 'Vco.StatusNotSupport' ? 'failed' : 'answered';
}

/** The call was given up or never sent, on our side. */
const ownRefusals = new Set([
  'BrokenCredentials',
  'ForbiddenHost',
  'Interrupted',
  'NoCredentials',
  'NotSent',
  'Outage',
  'UnknownRegion',
  'UnusableProxy',
]);
