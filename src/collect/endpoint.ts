/** Where the API is asked, as the SDK's client takes it. */
export interface Endpoint {
  readonly protocol: 'http' | 'https';
  /** With the port where it is not the usual one. */
  readonly host: string;
}

export const worldwideSts: Endpoint = { protocol: 'https', host: 'sts.aliyuncs.com' };

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** As `URL.hostname` writes it. */
export function isLoopback(hostname: string): boolean {
  return loopback.has(hostname);
}

/**
 * Reads `--endpoint`: `https://host`, a bare host (https), or `http://` for loopback only, since anything else would
 * carry signed requests and a security token in the clear. Returns what is wrong as a text.
 */
export function parseEndpoint(text: string): Endpoint | string {
  if (isLoopback(text.replace(/:\d+$/, ''))) return `write http://${text}`;
  const address = text.includes('://') ? text : `https://${text}`;
  if (!URL.canParse(address)) return 'it is not an address such as https://vpc.cn-hangzhou.aliyuncs.com';
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'it must begin with https://';
  if (url.username !== '' || url.password !== '') return 'it must not hold a user name or password';
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return 'it must end after the host and port';
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  if (protocol === 'http' && !isLoopback(url.hostname)) return 'http:// is accepted for a loopback address only';
  return { protocol, host: url.host };
}
