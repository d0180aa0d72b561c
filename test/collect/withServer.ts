import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RawServer {
  readonly endpoint: string;
  readonly port: number;
  readonly received: readonly Received[];
}

/** Says something to the `count`th request, from 1. */
export type Say = (response: ServerResponse, request: Received, count: number) => void;

export const emptyTable = JSON.stringify({ TotalCount: 0, VcoRouteEntries: [] });

/** A server on loopback that says whatever the test says, gone afterwards whatever happens. */
export async function withServer<T>(say: Say, use: (server: RawServer) => Promise<T>): Promise<T> {
  const received: Received[] = [];
  const server = createServer(async (message, response) => {
    const chunks = await message.toArray().catch(() => []);
    const { method = '', url = '', headers } = message;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
    received.push(request);
    say(response, request, received.length);
  });
  const port = await listening(server);
  try {
    return await use({ endpoint: `http://127.0.0.1:${port}`, port, received });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

export async function listening(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
