import { callerAction, type Exchange, replyOf } from '../collect/exchange.ts';
import { isRecord, textOf } from '../collect/jsonValue.ts';
import { SourceError } from '../collect/routeSource.ts';

/** What all calls of a run say together. */
export interface CallFacts {
  readonly caller: Caller;
  readonly calls: Omit<Calls, 'sha256'>;
  readonly clockSkew: ClockSkew | null;
}

/** Whose keys they were, by STS. */
export type Caller =
  | {
      readonly state: 'known';
      readonly account: string | null;
      readonly arn: string | null;
      readonly identityType: string | null;
    }
  /** STS did not say. */
  | { readonly state: 'unknown'; readonly code: string }
  /** With an endpoint of its own, a run asks STS where the command line names one too, and else not at all. */
  | { readonly state: 'not-asked' };

/** `answered`: with status 200. */
export interface Calls {
  readonly made: number;
  readonly answered: number;
  /** Of their lines, those that changed nothing included; in the order in which they are read again. */
  readonly sha256: string;
}

/** Milliseconds; to a second, as the headers are. */
export interface ClockSkew {
  readonly least: number;
  readonly most: number;
}

export const noCalls: CallFacts = { caller: { state: 'not-asked' }, calls: { made: 0, answered: 0 }, clockSkew: null };

export function withCall({ caller, calls, clockSkew }: CallFacts, exchange: Exchange): CallFacts {
  const isAnswered = exchange.outcome.kind === 'answer' && exchange.outcome.status === 200;
  return {
    caller: exchange.action === callerAction ? callerOf(exchange) : caller,
    calls: { made: calls.made + 1, answered: calls.answered + (isAnswered ? 1 : 0) },
    clockSkew: withSkew(clockSkew, skewOf(exchange)),
  };
}

function callerOf(exchange: Exchange): Caller {
  try {
    const said: unknown = JSON.parse(replyOf(exchange).text);
    const { AccountId, Arn, IdentityType } = isRecord(said) ? said : {};
    return { state: 'known', account: textOf(AccountId), arn: textOf(Arn), identityType: textOf(IdentityType) };
  } catch (error) {
    return { state: 'unknown', code: error instanceof SourceError ? error.fault.code : 'BrokenAnswer' };
  }
}

function skewOf({ outcome, receivedAt }: Exchange): number | null {
  const serverTime = outcome.kind === 'answer' ? Date.parse(outcome.headers.date ?? '') : Number.NaN;
  return Number.isNaN(serverTime) ? null : serverTime - receivedAt;
}

function withSkew(all: ClockSkew | null, one: number | null): ClockSkew | null {
  if (one === null) return all;
  return { least: Math.min(all?.least ?? one, one), most: Math.max(all?.most ?? one, one) };
}
