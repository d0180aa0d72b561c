import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import type { HttpAnswer, HttpRequest } from './http.ts';

/** Carries what the SDK sends within one call. */
export type Carrier = (request: HttpRequest) => Promise<HttpAnswer>;

/** While `use` runs, whatever the SDK sends goes through this carrier. */
export async function carriedBy<T>(carrier: Carrier, use: () => Promise<T>): Promise<T> {
  return await carriers.run(carrier, use);
}

/** By call, not by module: many calls are under way at once, each with its own deadline and permit. */
const carriers = new AsyncLocalStorage<Carrier>();

/**
 * Takes the SDK's network away. All of it, typed clients and credentials providers alike, sends with `request` of the
 * package httpx and reads with its `read`; both are replaced, and outside of a call nothing is sent at all. With httpx
 * goes what was wrong with it: no cancelling, timers that an earlier call's socket takes away, no proxies. The package
 * debug, which prints keys and signatures with DEBUG=*, is switched off. Call it before the SDK is loaded.
 */
export function interceptSdk(): void {
  const here = createRequire(import.meta.url);
  for (const user of ['@alicloud/credentials', '@alicloud/openapi-core', '@alicloud/vpc20160428']) {
    const within = createRequire(here.resolve(user));
    const client = createRequire(within.resolve(user === '@alicloud/credentials' ? 'httpx' : '@darabonba/typescript'));
    client('debug').disable();
    Object.assign(client('httpx'), { request, read });
  }
}

interface Options {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

/** As httpx has it: a stream that also has the status and the headers. */
async function request(url: string, { method = 'GET', headers = {}, data }: Options = {}): Promise<Readable> {
  const carrier = carriers.getStore();
  if (carrier === undefined) throw new Error('the SDK sent a request outside of a call');
  if (data !== undefined && typeof data !== 'string') throw new Error('the SDK sent a body that is no text');
  const written = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  const sent = { url, method: method.toUpperCase(), headers: Object.fromEntries(written), body: data ?? null };
  const answer = await carrier(sent);
  // Bytes, not text: with NODE_DEBUG=stream Node prints a text whole.
  const stream = Readable.from([answer.body], { objectMode: false });
  return Object.assign(stream, { statusCode: answer.status, statusMessage: '', headers: answer.headers });
}

async function read(response: Readable, encoding?: BufferEncoding | ''): Promise<Buffer | string> {
  const body = Buffer.concat(await response.toArray());
  return encoding ? body.toString(encoding) : body;
}
