import type { ApiErrorCode } from './apiError.ts';
import { type ApiRequest, headerOf } from './apiRequest.ts';
import type { AccessKey } from './emulatorState.ts';
import { type Authorization, canonicalRequest, parseAuthorization, sameText, sha256, sign } from './signature.ts';

/** The key whose holder sent the request, or the reason to refuse it. */
export type Authenticate = (request: ApiRequest) => AccessKey | ApiErrorCode;

const clockTolerance = 15 * 60 * 1000;

const alwaysSigned = [
  'host',
  'x-acs-action',
  'x-acs-content-sha256',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-version',
];

/** Remembers nonces as long as the clock would let a replay through. A refused request does not use up its nonce. */
export function authenticator(keys: readonly AccessKey[], now: () => number): Authenticate {
  const nonces = new Map<string, number>();
  return (request) => {
    const authorization = parseAuthorization(headerOf(request, 'authorization') ?? '');
    if (authorization === null || !signsEnough(request, authorization)) return 'IncompleteSignature';
    const time = now();
    const clock = checkClock(headerOf(request, 'x-acs-date') ?? '', time);
    if (clock !== null) return clock;
    const key = keys.find(({ id }) => id === authorization.accessKeyId);
    if (key === undefined) return 'InvalidAccessKeyId.NotFound';
    const refusal = checkToken(request, key) ?? checkSignature(request, authorization, key);
    if (refusal !== null) return refusal;
    return checkNonce(nonces, `${key.id} ${headerOf(request, 'x-acs-signature-nonce')}`, time) ?? key;
  };
}

/** Every header that means something is there once and signed; x-acs-* are all public headers of the protocol. */
function signsEnough(request: ApiRequest, { signedHeaders }: Authorization): boolean {
  const arrived = [...request.headers.keys()].filter((name) => name.startsWith('x-acs-') || name === 'content-type');
  return [...alwaysSigned, ...arrived].every(
    (name) => headerOf(request, name) !== null && signedHeaders.includes(name),
  );
}

function checkClock(date: string, now: number): ApiErrorCode | null {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(time)) return 'InvalidTimeStamp.Format';
  return Math.abs(now - time) > clockTolerance ? 'InvalidTimeStamp.Expired' : null;
}

function checkToken(request: ApiRequest, key: AccessKey): ApiErrorCode | null {
  const token = headerOf(request, 'x-acs-security-token');
  if (key.securityToken === undefined) return token === null ? null : 'InvalidSecurityToken.MismatchWithAccessKey';
  if (token === null) return 'MissingSecurityToken';
  if (!sameText(token, key.securityToken)) return 'InvalidSecurityToken.MismatchWithAccessKey';
  return key.expired === true ? 'InvalidSecurityToken.Expired' : null;
}

function checkSignature(request: ApiRequest, authorization: Authorization, key: AccessKey): ApiErrorCode | null {
  if (request.query === null) return 'SignatureDoesNotMatch';
  if (headerOf(request, 'x-acs-content-sha256') !== sha256(request.body)) return 'SignatureDoesNotMatch';
  const expected = sign(canonicalRequest(request, request.query, authorization.signedHeaders), key.secret);
  return sameText(expected, authorization.signature) ? null : 'SignatureDoesNotMatch';
}

function checkNonce(nonces: Map<string, number>, nonce: string, now: number): ApiErrorCode | null {
  for (const [known, time] of nonces) {
    if (now - time <= 2 * clockTolerance) break;
    nonces.delete(known);
  }
  if (nonces.has(nonce)) return 'SignatureNonceUsed';
  nonces.set(nonce, now);
  return null;
}
