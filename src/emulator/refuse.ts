import { type Answer, apiErrors, type CallIdentity, errorAnswer, errorBody, jsonAnswer } from './apiError.ts';
import type { Refusal } from './fault.ts';

/** What is answered in place of the reply. */
export function refuse(fault: Refusal, call: CallIdentity): Answer {
  switch (fault.kind) {
    case 'throttling':
      return throttled(fault.status ?? 400, fault.retryAfterMs, call);
    case 'service-unavailable':
      return errorAnswer('ServiceUnavailable', call);
    case 'internal-error':
      return errorAnswer('InternalError', call);
    case 'forbidden':
      return errorAnswer('Forbidden', call);
    case 'error-with-200':
      return errorWith200(fault.code ?? 'InternalError', fault.message ?? apiErrors.InternalError[1], call);
    case 'html-page':
      return htmlPage(fault.status ?? 502);
    case 'bare-body':
      return { ...jsonAnswer(200, null, null), body: fault.body };
  }
}

/** The gateway's own header counts milliseconds, as the SDK reads it; HTTP's counts seconds. */
function throttled(status: number, retryAfterMs: number | undefined, call: CallIdentity): Answer {
  const answer = { ...errorAnswer('Throttling.User', call), status };
  if (retryAfterMs === undefined) return answer;
  const retryAfter = { 'retry-after': `${Math.ceil(retryAfterMs / 1000)}`, 'x-acs-retry-after': `${retryAfterMs}` };
  return { ...answer, headers: { ...answer.headers, ...retryAfter } };
}

function errorWith200(code: string, message: string, call: CallIdentity): Answer {
  const { Code, Message, RequestId } = errorBody(code, message, call);
  return jsonAnswer(200, code, { Code, Message, RequestId });
}

function htmlPage(status: number): Answer {
  const body = '<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1><hr>nginx</body></html>\n';
  return { status, headers: { 'content-type': 'text/html' }, body, code: null };
}
