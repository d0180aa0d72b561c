import { plainWord } from './plainWord.ts';
import { SourceError } from './routeSource.ts';

/** Why no whole answer came, in our words, from what Node or undici threw; its own message may quote addresses. */
export function callFault(error: unknown): SourceError {
  const { code: given, message: text } = partsOf(error);
  const refusedBy = /^Proxy response \((\d{3})\)/.exec(text)?.[1];
  if (refusedBy !== undefined) {
    const message = `the proxy answered with HTTP status ${refusedBy}`;
    return new SourceError({ code: 'NoAnswer', message, transient: refusedBy.startsWith('5') });
  }
  if (given === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return new SourceError({ code: 'BrokenAnswer', message: 'the answer is larger than any answer of this API' });
  }
  const code = plainWord(given);
  const shown = code === null ? '' : ` (${code})`;
  if (code === 'UND_ERR_INVALID_ARG') {
    return new SourceError({ code: 'NotSent', message: 'the request is not fit to be sent' });
  }
  if (code !== null && /CERT|SIGNATURE|ISSUER/.test(code)) {
    const message = `the server has no certificate that this machine trusts${shown}`;
    return new SourceError({ code: 'UntrustedServer', message });
  }
  const message = `${causes[code ?? ''] ?? 'the connection failed'}${shown}`;
  return new SourceError({ code: 'NoAnswer', message, transient: true });
}

const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the host has no address',
  EAI_AGAIN: 'the host could not be looked up',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'the host could not be reached',
  ENETUNREACH: 'the network could not be reached',
  UND_ERR_CONNECT_TIMEOUT: 'the connection did not come up in time',
  UND_ERR_SOCKET: 'the connection was closed before the answer was whole',
};

function partsOf(error: unknown): { readonly code: unknown; readonly message: string } {
  if (typeof error !== 'object' || error === null) return { code: null, message: '' };
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown };
  const inner = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null;
  return { code: inner ?? code, message: typeof message === 'string' ? message : '' };
}
