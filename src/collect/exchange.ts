import { answerFault, quotesOneOf, serverTimeOf } from './answerFault.ts';
import type { AttachmentRequest } from './attachmentSource.ts';
import { dropKeys } from './dropKeys.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { type PageRequest, type Reply, SourceError, type SourceFault } from './routeSource.ts';

/** What is asked of the VPC API, and of STS. */
export const vcoAction = 'DescribeVcoRouteEntries';
export const attachmentsAction = 'DescribeVpnAttachments';
export const callerAction = 'GetCallerIdentity';

/**
 * One call and what came of it, as far as it may be kept: no key, token, signature or header that proves who asked. A
 * Reply is made of nothing else, so whoever has the exchanges of a run can read its pages again.
 */
export interface Exchange {
  readonly action: string;
  /** By the API's own names. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Where it went, as an origin; null where it was never sent. */
  readonly origin: string | null;
  /** Milliseconds since 1970, by the clock of this machine. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** This machine's clock as the request stated it, ISO 8601; null where it stated none. */
  readonly signedAt: string | null;
  readonly outcome: ExchangeOutcome;
}

export type ExchangeOutcome = KeptAnswer | NoAnswer;

/** An answer as received, whatever its status; but for keys of connections, see `dropKeys`. */
export interface KeptAnswer {
  readonly kind: 'answer';
  readonly status: number;
  /** Those of `keptHeaders` that it had. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** None came, or one that can't be kept: it is not UTF-8, or quotes what the request was signed with. */
export interface NoAnswer {
  readonly kind: 'no-answer';
  /** null: none came. */
  readonly status: number | null;
  readonly fault: SourceFault;
}

/** What a Reply or a fault is made of. */
export const keptHeaders = ['date', 'x-acs-request-id', 'x-acs-retry-after', 'retry-after'] as const;

export function parametersOf(request: PageRequest): Exchange['parameters'] {
  return {
    RegionId: request.region,
    VpnConnectionId: request.connectionId,
    RouteEntryType: request.type,
    PageNumber: String(request.pageNumber),
    PageSize: String(request.pageSize),
  };
}

export function listParametersOf({ region, pageNumber, pageSize }: AttachmentRequest): Exchange['parameters'] {
  return { RegionId: region, PageNumber: String(pageNumber), PageSize: String(pageSize) };
}

/** What may be kept of an answer. `secrets`: what the request was signed with, the signature too. */
export function keepAnswer(answer: HttpAnswer, sent: HttpRequest, secrets: readonly string[]): ExchangeOutcome {
  const { status } = answer;
  const refused = (error: SourceError) => ({ kind: 'no-answer', status, fault: error.fault }) as const;
  const body = decode(answer.body);
  const quotes = body !== null && [body, unescaped(body)].some((text) => quotesOneOf(secrets, text));
  if (status !== 200 && (body === null || quotes || /ACS3-HMAC|Authorization/i.test(body))) {
    return refused(answerFault(answer, sent.headers['x-acs-date'], secrets));
  }
  if (body === null || quotes) {
    const message = body === null ? 'the answer is not UTF-8' : 'the answer quotes the access key';
    return refused(new SourceError({ code: 'BrokenAnswer', message, transient: true }));
  }
  const kept = dropKeys(body);
  if (kept === null) {
    const message = 'the answer holds what may be a key of a connection, and is not kept';
    return refused(new SourceError({ code: 'BrokenAnswer', message, transient: status === 200 }));
  }
  const headers = keptHeaders.flatMap((name) => {
    const value = answer.headers[name];
    return value === undefined || quotesOneOf(secrets, value) ? [] : [[name, value] as const];
  });
  return { kind: 'answer', status, headers: Object.fromEntries(headers), body: kept };
}

/** Throws a SourceError for everything but an answer with status 200. */
export function replyOf({ outcome, signedAt, sentAt, receivedAt }: Exchange): Reply {
  if (outcome.kind === 'no-answer') throw new SourceError(outcome.fault);
  const { status, headers, body } = outcome;
  if (status !== 200) throw answerFault({ status, headers, body: Buffer.from(body) }, signedAt ?? undefined, []);
  return { text: body, serverTime: serverTimeOf(headers), sentAt, receivedAt };
}

function decode(body: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}

/** `\/` and `\u003d` are what other encoders make of a token. */
function unescaped(text: string): string {
  return text
    .replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\(.)/g, '$1');
}
