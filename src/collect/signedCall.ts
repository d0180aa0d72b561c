import type { Key } from './credentials.ts';
import { type Exchange, keepAnswer } from './exchange.ts';
import type { HttpAnswer, HttpRequest, Send } from './http.ts';
import { carriedBy } from './interceptSdk.ts';
import { SourceError } from './routeSource.ts';

/** What became of a call. */
export type Called = Omit<Exchange, 'action' | 'parameters'>;

export interface CallMeans {
  readonly key: Key;
  readonly send: Send;
  /** The only one that the call may reach. */
  readonly origin: string;
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/**
 * Lets the SDK make one request, and sends it. The SDK is told that the answer was empty, whatever came. Throws a
 * SourceError where nothing was sent.
 */
export async function signedCall(use: () => Promise<unknown>, means: CallMeans): Promise<Called> {
  const { origin, deadline, signal, now } = means;
  const calls: { readonly sent: HttpRequest; readonly sentAt: number; readonly answer: Promise<HttpAnswer> }[] = [];
  const carry = async (sent: HttpRequest) => {
    const sentAt = now();
    const answer = means.send(sent, { mayReach: (asked) => asked === origin, deadline, signal });
    calls.push({ sent, sentAt, answer });
    await answer.catch(() => {});
    return emptyAnswer;
  };
  // What the SDK makes of an empty answer is of no interest, and what it throws may quote the key.
  await carriedBy(carry, use).catch(() => {});
  const [call] = calls;
  if (call === undefined) throw new SourceError({ code: 'NotSent', message: 'the SDK could not make the request' });
  const { sent, sentAt } = call;
  const outcome = await call.answer.then(
    (answer) => keepAnswer(answer, sent, secretsOf(means.key, sent)),
    (error: unknown) => {
      if (!(error instanceof SourceError)) throw error;
      return { kind: 'no-answer', status: null, fault: error.fault } as const;
    },
  );
  return { origin, sentAt, receivedAt: now(), signedAt: sent.headers['x-acs-date'] ?? null, outcome };
}

const emptyAnswer: HttpAnswer = { status: 200, headers: {}, body: Buffer.from('{}') };

function secretsOf(key: Key, sent: HttpRequest): readonly string[] {
  return [key.accessKeyId, key.accessKeySecret, key.securityToken ?? '', signatureOf(sent)];
}

/** Of this one request; whoever has it can send that again for a quarter of an hour. */
function signatureOf({ headers }: HttpRequest): string {
  const authorization = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
  return /Signature=([0-9a-fA-F]+)/.exec(authorization)?.[1] ?? '';
}
