import { subscribe } from 'node:diagnostics_channel';
import type undiciLibrary from 'undici';
import type { Dispatcher } from 'undici';
import { callFault } from './callFault.ts';
import { isProtected } from './hosts.ts';
import type { HttpAnswer, HttpRequest, Permit, Send } from './http.ts';
import { SourceError } from './routeSource.ts';

/** Addresses of proxies, and hosts to reach without one, written as usual in HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
export interface Proxies {
  readonly httpsProxy: string;
  readonly httpProxy: string;
  readonly noProxy: string;
}

export const noProxies: Proxies = { httpsProxy: '', httpProxy: '', noProxy: '' };

/** An answer is 50 rows of text; what is larger is none. */
const largestBody = 8 * 1024 * 1024;

/**
 * The one exit of this program: every byte to the cloud, its STS and its credentials services goes through here, and
 * only to where its permit says. A call is really cancelled at its deadline; no redirect is followed; nothing is
 * compressed. Only TLS goes through a proxy, which then sees no request: what is not encrypted stays on this machine.
 * `longest`: the longest deadline of a call, in milliseconds.
 */
export async function openTransport(proxies: Proxies, longest: number): Promise<Send> {
  const undici = await loadUndici();
  const limits = { ...timersWithin(longest), maxResponseSize: largestBody };
  const direct = new undici.Agent(limits);
  const proxied = new undici.EnvHttpProxyAgent({ ...limits, ...checkProxies(proxies) });
  return async (request, permit) => {
    const url = checkAddress(request.url, permit);
    const dispatcher = url.protocol === 'https:' ? proxied : direct;
    return await untilDeadline(permit, (signal) => exchange(undici, url, request, { signal, dispatcher }));
  };
}

/** Not before its addresses are kept quiet. */
export async function loadUndici(): Promise<typeof undiciLibrary> {
  keepAddressesQuiet();
  return (await import('undici')).default;
}

/**
 * The deadline of a call ends it. These end what a call may leave behind: a connection that never comes up must be gone
 * before the next attempt would wait for it too.
 */
function timersWithin(longest: number) {
  return { headersTimeout: longest, bodyTimeout: longest, connect: { timeout: longest / 2 } };
}

interface Means {
  readonly signal: AbortSignal;
  readonly dispatcher: Dispatcher;
}

async function exchange(
  undici: typeof undiciLibrary,
  url: URL,
  { method, headers, body }: HttpRequest,
  means: Means,
): Promise<HttpAnswer> {
  const answer = await undici.request(url, { method, headers, body, ...means });
  const pairs = Object.entries(answer.headers).map(([name, value = '']) => [name, [value].flat().join(', ')]);
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(pairs),
    body: Buffer.from(await answer.body.arrayBuffer()),
  };
}

/** The address is parsed as it will be used: what the SDK glued together may mean another host than it seems to. */
function checkAddress(address: string, { mayReach }: Permit): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || url.username !== '' || url.password !== '' || !isProtected(url) || !mayReach(url.origin)) {
    throw new SourceError({
      code: 'ForbiddenHost',
      message: 'the request would have gone to a host that is not allowed',
    });
  }
  return url;
}

async function untilDeadline<T>({ deadline, signal }: Permit, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const end = new AbortController();
  const interrupt = () => end.abort(new SourceError({ code: 'Interrupted', message: 'the run was interrupted' }));
  const late = { code: 'NoAnswer', message: `no whole answer in ${deadline / 1000} s`, transient: true };
  const timer = setTimeout(() => end.abort(new SourceError(late)), deadline);
  if (signal.aborted) interrupt();
  signal.addEventListener('abort', interrupt);
  try {
    return await call(end.signal);
  } catch (error) {
    throw end.signal.aborted ? end.signal.reason : callFault(error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', interrupt);
  }
}

function checkProxies(proxies: Proxies): Proxies {
  return {
    httpsProxy: proxyAddress('HTTPS_PROXY', proxies.httpsProxy),
    httpProxy: proxyAddress('HTTP_PROXY', proxies.httpProxy),
    noProxy: proxies.noProxy,
  };
}

/** The address itself may hold a password, so it is never quoted. */
function proxyAddress(name: string, text: string): string {
  if (text.trim() === '') return '';
  const address = text.includes('://') ? text.trim() : `http://${text.trim()}`;
  if (URL.canParse(address) && /^https?:/i.test(address)) return address;
  throw new SourceError({ code: 'UnusableProxy', message: `${name} is not the address of an HTTP proxy` });
}

/**
 * With NODE_DEBUG=undici or fetch, Node's own copy of the library prints whole addresses, and STS takes keys and
 * signatures in its addresses. What listens first, before the library is loaded, takes them away from what listens next;
 * they have been sent by then, or never will be.
 */
function keepAddressesQuiet(): void {
  for (const channel of ['undici:client:sendHeaders', 'undici:request:error']) {
    subscribe(channel, (event) => Object.assign((event as { request: object }).request, { path: '/' }));
  }
}
