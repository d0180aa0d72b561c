import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './apiError.ts';
import type { DeliveryFault } from './fault.ts';

/** Long enough for the first half to have arrived before the connection breaks. */
const beforeReset = 30;

/** Brings an answer to the client; `signal` ends every wait at once. */
export async function deliver(
  response: ServerResponse,
  answer: Answer,
  fault: DeliveryFault | null,
  signal: AbortSignal,
): Promise<void> {
  const body = Buffer.from(answer.body);
  switch (fault?.kind) {
    case undefined:
      return finish(response, answer, body);
    case 'slow-answer':
      await sleep(fault.ms, undefined, { signal });
      return finish(response, answer, body);
    case 'dripping-body':
      return drip(response, answer, body, { ms: fault.ms, pieces: fault.pieces ?? 10, signal });
    case 'reset-before-reply':
      response.socket?.resetAndDestroy();
      return;
    case 'reset-within-body':
      return resetWithinBody(response, answer, body, signal);
    case 'truncated-body':
      return finish(response, answer, body.subarray(0, Math.floor(body.length / 2)));
  }
}

function finish(response: ServerResponse, answer: Answer, body: Buffer): void {
  start(response, answer, body.length);
  response.end(body);
}

function start(response: ServerResponse, answer: Answer, length: number): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': length });
}

interface Pace {
  readonly ms: number;
  readonly pieces: number;
  readonly signal: AbortSignal;
}

async function drip(
  response: ServerResponse,
  answer: Answer,
  body: Buffer,
  { ms, pieces, signal }: Pace,
): Promise<void> {
  start(response, answer, body.length);
  const size = Math.max(1, Math.ceil(body.length / pieces));
  for (let at = 0; at < body.length && !response.destroyed; at += size) {
    response.write(body.subarray(at, at + size));
    await sleep(ms, undefined, { signal });
  }
  response.end();
}

async function resetWithinBody(
  response: ServerResponse,
  answer: Answer,
  body: Buffer,
  signal: AbortSignal,
): Promise<void> {
  start(response, answer, body.length);
  response.write(body.subarray(0, Math.floor(body.length / 2)));
  await sleep(beforeReset, undefined, { signal });
  response.socket?.resetAndDestroy();
}
