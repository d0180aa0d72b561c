import type { HttpAnswer } from './http.ts';
import { plainWord } from './plainWord.ts';
import { SourceError } from './routeSource.ts';

/**
 * What an answer means that is not HTTP 200: any other success may be half a table or lead elsewhere, and every error
 * becomes its code, its request id and our words. What the server says beyond that stays here: SignatureDoesNotMatch
 * quotes the string that was signed, an error page may quote the whole request.
 * @param signedAt this machine's clock as the request stated it, ISO 8601
 * @param secrets not to be passed on, wherever the server put them
 */
export function answerFault(answer: HttpAnswer, signedAt: string | undefined, secrets: readonly string[]): SourceError {
  const { status, headers } = answer;
  if (status < 400) {
    return new SourceError({ code: 'BrokenAnswer', message: `the API answered with HTTP status ${status}, not 200` });
  }
  const said = parseError(answer.body);
  const harmless = (value: unknown) => {
    const word = plainWord(value);
    return word === null || quotesOneOf(secrets, word) ? null : word;
  };
  const code = harmless(said.Code ?? said.code);
  const skew = code?.startsWith('InvalidTimeStamp') ? clockSkew(signedAt, serverTimeOf(headers)) : null;
  return new SourceError({
    code: code ?? (status === 429 ? 'Throttling' : 'BrokenAnswer'),
    message: `the API answered with HTTP status ${status}${skew === null ? '' : `: ${skew}`}`,
    requestId: harmless(said.RequestId ?? said.requestId ?? headers['x-acs-request-id']),
    transient: status === 408 || status === 429 || status >= 500 || (code !== null && isTransient(code)),
    retryAfter: retryAfterOf(headers),
  });
}

/** Whether a text holds one of them; what is shorter than any real key is no secret, and stands everywhere. */
export function quotesOneOf(secrets: readonly string[], text: string): boolean {
  return secrets.some((secret) => secret.length >= 12 && text.includes(secret));
}

/** The server's clock by its Date header, in milliseconds since 1970. */
export function serverTimeOf({ date = '' }: Readonly<Record<string, string>>): number | null {
  const time = date.endsWith(' GMT') ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** Whatever the status: this API says Throttling with 400, and ServiceUnavailable with whatever its gateway likes. */
function isTransient(code: string): boolean {
  return /^(Throttling|ServiceUnavailable|InternalError|Vco\.StatusNotSupport$|SignatureNonceUsed$)/.test(code);
}

function parseError(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Milliseconds. The gateway's own header counts them; HTTP's counts seconds, or names a time by the server's clock. */
function retryAfterOf(headers: Readonly<Record<string, string>>): number | null {
  const own = headers['x-acs-retry-after'] ?? '';
  if (/^\d{1,9}$/.test(own)) return Number(own);
  const usual = headers['retry-after'] ?? '';
  if (/^\d{1,6}$/.test(usual)) return Number(usual) * 1000;
  const [until, now] = [serverTimeOf({ date: usual }), serverTimeOf(headers)];
  return until === null || now === null ? null : Math.max(0, until - now);
}

function clockSkew(signedAt = '', serverTime: number | null): string | null {
  const minutes = serverTime === null ? 0 : Math.round((Date.parse(signedAt) - serverTime) / 60_000);
  if (Number.isNaN(minutes) || minutes === 0) return null;
  return `this machine's clock is ${Math.abs(minutes)} minutes ${minutes > 0 ? 'ahead of' : 'behind'} the server's`;
}
