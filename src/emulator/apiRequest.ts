import type { IncomingMessage } from 'node:http';

/** A request as it arrived. */
export interface ApiRequest {
  readonly method: string;
  /** Before the `?`, undecoded. */
  readonly path: string;
  /** Decoded, in the order of arrival; null where the percent encoding is broken. */
  readonly query: readonly QueryPair[] | null;
  /** By lowercase name; a header that came several times has several values. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Uint8Array;
}

export type QueryPair = readonly [name: string, value: string];

const bodyLimit = 1024 * 1024;

export async function readApiRequest(message: IncomingMessage): Promise<ApiRequest> {
  const [path = '', ...query] = (message.url ?? '').split('?');
  return {
    method: message.method ?? '',
    path,
    query: parseQuery(query.join('?')),
    headers: groupHeaders(message.rawHeaders),
    body: await readBody(message),
  };
}

/** The header's value where it came exactly once, else null. */
export function headerOf(request: ApiRequest, name: string): string | null {
  const values = request.headers.get(name) ?? [];
  return values.length === 1 ? (values[0] ?? null) : null;
}

function parseQuery(text: string): readonly QueryPair[] | null {
  try {
    return text
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const equals = pair.indexOf('=');
        const [name, value] = equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
        return [decode(name), decode(value)];
      });
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

function groupHeaders(raw: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const headers = new Map<string, string[]>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), (raw[i + 1] ?? '').trim()]);
  }
  return headers;
}

async function readBody(message: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) throw new Error('the request stream has an encoding');
    size += chunk.length;
    if (size > bodyLimit) throw new Error(`a request body over ${bodyLimit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
