import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { headerOf, readApiRequest } from './apiRequest.ts';
import { deliver } from './deliver.ts';
import type { EmulatorState } from './emulatorState.ts';
import type { FaultKind } from './fault.ts';
import type { VcoQuery } from './vcoQuery.ts';
import { vpcApi } from './vpcApi.ts';

/** The embedded VPC API: speaks HTTP as the real endpoint does, on the loopback interface and nowhere else. */
export interface Emulator {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly endpoint: string;
  readonly port: number;
  /** In the order in which they were answered. */
  readonly requests: readonly ServedRequest[];
  /** Breaks off whatever is open or slow; resolves when the port is free. */
  close(): Promise<void>;
}

export interface ServedRequest {
  readonly requestId: string;
  /** As the x-acs-action header said. */
  readonly action: string | null;
  /** null where the request was refused before its parameters were understood. */
  readonly query: VcoQuery | null;
  /** Of the answer as composed: a reset may have kept it from the client. */
  readonly status: number;
  /** The error code in the answer; null in a reply. */
  readonly code: string | null;
  /** The faults that struck this call, as the state lists them. */
  readonly faults: readonly FaultKind[];
}

export interface EmulatorOptions {
  /** Default: any free one. */
  readonly port?: number;
  /** Milliseconds since 1970; what signatures are dated against. */
  readonly now?: () => number;
  readonly onRequest?: (request: ServedRequest) => void;
}

const host = '127.0.0.1';

/** Rejects where the port is taken. Neither `state` nor anything in it is changed. */
export async function startEmulator(state: EmulatorState, options: EmulatorOptions = {}): Promise<Emulator> {
  const api = vpcApi(state, options.now ?? Date.now);
  const requests: ServedRequest[] = [];
  const closing = new AbortController();
  // Each answer that is under way listens.
  setMaxListeners(0, closing.signal);

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readApiRequest(message);
    const requestId = requestIdOf(requests.length + 1);
    const outcome = api(request, { requestId, hostId: headerOf(request, 'host') ?? host });
    const { answer, query, faults } = outcome;
    const action = headerOf(request, 'x-acs-action');
    const served = { requestId, action, query, status: answer.status, code: answer.code, faults };
    requests.push(served);
    options.onRequest?.(served);
    if (state.latencyMs !== undefined) await sleep(state.latencyMs, undefined, { signal: closing.signal });
    await deliver(response, answer, outcome.delivery, closing.signal);
  }

  const server = createServer((message, response) => {
    serve(message, response).catch((error: unknown) => breakOff(response, error));
  });
  const port = await listen(server, options.port ?? 0);
  const close = () =>
    new Promise<void>((resolve) => {
      closing.abort();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { endpoint: `http://${host}:${port}`, port, requests, close };
}

/** Reached on closing, when a client goes away, and by a state that is no JSON, which its author should hear of. */
function breakOff(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) response.destroy();
  else response.writeHead(500, { 'content-type': 'text/plain' }).end(`the embedded VPC API failed: ${error}\n`);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address.port);
    });
  });
}

/** Looks like one of the cloud's, and is the same in every run. */
function requestIdOf(number: number): string {
  const hex = createHash('sha256').update(`request ${number}`).digest('hex').toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
