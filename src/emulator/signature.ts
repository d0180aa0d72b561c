import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { ApiRequest, QueryPair } from './apiRequest.ts';

/**
 * ACS3-HMAC-SHA256, from the protocol's description and not from the SDK, so that either checks the other:
 * https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 *
 *   canonical request = method \n path \n sorted query \n "name:value\n" of each signed header \n names \n hash of body
 *   string to sign    = algorithm \n hash of the canonical request
 *   signature         = HMAC-SHA256(secret, string to sign), in hexadecimal as each hash
 */
export const signatureAlgorithm = 'ACS3-HMAC-SHA256';

export interface Authorization {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** null where the header is not of the form `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=a;b,Signature=…`. */
export function parseAuthorization(header: string): Authorization | null {
  const parts = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(header);
  const [, accessKeyId, names, signature] = parts ?? [];
  if (accessKeyId === undefined || names === undefined || signature === undefined) return null;
  return { accessKeyId, signedHeaders: names.split(';'), signature };
}

/** The body's hash is computed from what arrived, whatever x-acs-content-sha256 says. */
export function canonicalRequest(
  request: ApiRequest,
  query: readonly QueryPair[],
  signedHeaders: readonly string[],
): string {
  const names = signedHeaders.map((name) => name.toLowerCase()).sort();
  const headers = names.map((name) => `${name}:${[...(request.headers.get(name) ?? [])].sort().join(',')}\n`);
  const hash = sha256(request.body);
  return [request.method, request.path, canonicalQuery(query), headers.join(''), names.join(';'), hash].join('\n');
}

export function sign(canonical: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(`${signatureAlgorithm}\n${sha256(canonical)}`)
    .digest('hex');
}

/** Takes the same time wherever the two differ. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function canonicalQuery(query: readonly QueryPair[]): string {
  return query
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, valueOfA], [b, valueOfB]) => compareText(a, b) || compareText(valueOfA, valueOfB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** RFC 3986: everything but letters, digits and `-_.~` is encoded. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
