import { type Exchange, replyOf } from './exchange.ts';
import { isRecord } from './jsonValue.ts';
import { SourceError } from './routeSource.ts';

/** Whose key it was, as STS says: 16 digits. Throws a SourceError where STS does not say. */
export function callerAccount(exchange: Exchange): string {
  const said = parse(replyOf(exchange).text);
  const account = isRecord(said) ? said.AccountId : null;
  if (typeof account === 'string' && /^\d{16}$/.test(account)) return account;
  const message = 'STS did not say to which account the key belongs';
  throw new SourceError({ code: 'BrokenAnswer', message, transient: true });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
