import { SourceError } from './routeSource.ts';

/**
 * What the SDK throws becomes a SourceError of ours. Its messages are not passed on: a SignatureDoesNotMatch quotes
 * the string to sign, a credentials error quotes the file. Only code, HTTP status and request id leave this file.
 */
export function sdkFault(error: unknown): SourceError {
  const { statusCode, code, requestId, retryAfter, name } = fieldsOf(error);
  const status = typeof statusCode === 'number' ? statusCode : null;
  if (status === null) return noAnswer(error, code, name);
  const known = plainWord(code);
  const transient = status === 429 || status >= 500 || (known !== null && isTransient(known));
  return new SourceError({
    code: known ?? `HttpStatus${status}`,
    message: `the API answered with HTTP status ${status}`,
    requestId: plainWord(requestId),
    transient,
    retryAfter: typeof retryAfter === 'number' && retryAfter >= 0 ? retryAfter : null,
  });
}

/** An answer with a status that the SDK lets pass: 206 may be half a table, 302 leads elsewhere. */
export function statusFault(status: unknown): SourceError {
  const shown = typeof status === 'number' ? status : 'unknown';
  const transient = typeof status === 'number' && status >= 500;
  return new SourceError({
    code: 'BrokenAnswer',
    message: `the API answered with HTTP status ${shown}, not 200`,
    transient,
  });
}

function noAnswer(error: unknown, code: unknown, name: unknown): SourceError {
  if (error instanceof SyntaxError) {
    return new SourceError({ code: 'BrokenAnswer', message: 'the answer is not JSON', transient: true });
  }
  const what = typeof name === 'string' && name.includes('Timeout') ? 'timed out' : 'failed';
  const which = plainWord(code);
  const message = `the connection to the API ${what}${which === null ? '' : ` (${which})`}`;
  return new SourceError({ code: 'NoAnswer', message, transient: true });
}

function isTransient(code: string): boolean {
  return /^(Throttling|ServiceUnavailable|InternalError|Vco\.StatusNotSupport$|SignatureNonceUsed$)/.test(code);
}

/** Codes and request ids are short words; anything else may be a secret or an attack on the report. */
export function plainWord(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z][\w.-]{0,79}$|^[\w-]{8,64}$/.test(value) && value !== 'undefined'
    ? value
    : null;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? { ...value, ...(value instanceof Error ? { name: value.name } : {}) }
    : {};
}
