import { createServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createConnection, type Socket } from 'node:net';
import { selfSigned, trusting } from './certificate.ts';
import { listening, type Received } from './withServer.ts';

export interface Proxy {
  readonly address: string;
  /** PEM, for another process to trust. */
  readonly certificate: string;
  /** `host:port` of each CONNECT, in order. */
  readonly asked: readonly string[];
  /** What arrived within the tunnels, in order. */
  readonly received: readonly (Received & { readonly host: string })[];
}

/** Answers a request that came through a tunnel to `host`. */
export type Serve = (request: Received, host: string) => readonly [status: number, body: string];

/**
 * A proxy on loopback, and behind it these hosts, with a certificate that this process trusts while
 * `use` runs: the real names are spoken to, and no network is needed.
 */
export async function withProxy<T>(
  hosts: readonly string[],
  serve: Serve,
  use: (proxy: Proxy) => Promise<T>,
): Promise<T> {
  const { certificate, key } = selfSigned(...hosts);
  const [asked, received]: [string[], (Received & { host: string })[]] = [[], []];
  const server = createHttpsServer({ cert: certificate, key }, async (message, response) => {
    const { method = '', url = '', headers } = message;
    const body = Buffer.concat(await message.toArray()).toString();
    const named = headers.host ?? '';
    received.push({ method, url, headers, body, host: named });
    const [status, text] = serve({ method, url, headers, body }, named);
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  });
  const target = await listening(server);
  const sockets = new Set<Socket>();
  const proxy = createServer((_, response) => response.writeHead(500).end());
  proxy.on('connect', (request, client: Socket) => {
    asked.push(request.url ?? '');
    const tunnel = createConnection(target, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(tunnel).pipe(client);
    });
    for (const socket of [client, tunnel]) sockets.add(socket.on('error', () => {}));
  });
  const port = await listening(proxy);
  try {
    return await trusting(certificate, () =>
      use({ address: `http://127.0.0.1:${port}`, certificate, asked, received }),
    );
  } finally {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
    proxy.closeAllConnections();
    proxy.close();
  }
}
