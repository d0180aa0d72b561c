import { expect, test } from '@jest/globals';
import type { EmulatorState } from '../../src/emulator/emulatorState.ts';
import { call, codeOf, failure, type RawRequest, send, signedRequest, stateWith } from './client.ts';
import { withEmulator } from './withEmulator.ts';

const state = stateWith(1);

test('a request that the SDK signed is answered, over POST and over GET', async () => {
  await withEmulator(state, async (emulator) => {
    expect((await send(emulator, signedRequest(emulator))).status).toBe(200);
    expect((await send(emulator, signedRequest(emulator, { method: 'GET' }))).status).toBe(200);
  });
});

test('a body, odd characters in the query and a repeated space are signed as they arrive', async () => {
  await withEmulator(state, async (emulator) => {
    const query = {
      RegionId: 'cn-hangzhou',
      VpnConnectionId: 'vco-bp1test000000000001',
      ClientToken: "a b+c*!'()~é&=/",
    };
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await send(emulator, signedRequest(emulator, { query, headers, body: 'a=1' }));
    expect([reply.status, codeOf(reply)]).toEqual([200, null]);
  });
});

const header = (name: string, value: string) => (request: RawRequest) => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});
const without = (name: string) => (request: RawRequest) => ({
  ...request,
  headers: Object.fromEntries(Object.entries(request.headers).filter(([known]) => known !== name)),
});
const authorization = (from: string | RegExp, to: string) => (request: RawRequest) =>
  header('authorization', (request.headers.authorization ?? '').replace(from, to))(request);

/** A signature that differs in its last digit alone. */
function otherLastDigit({ headers }: RawRequest): string {
  return (headers.authorization ?? '').replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
}

test.each<[string, (request: RawRequest) => RawRequest, string]>([
  ['another page', (r) => ({ ...r, path: `${r.path}&PageNumber=2` }), 'SignatureDoesNotMatch'],
  ['another connection', (r) => ({ ...r, path: r.path.replace('test', 'best') }), 'SignatureDoesNotMatch'],
  ['a query that is not encoded right', (r) => ({ ...r, path: `${r.path}&x=%zz` }), 'SignatureDoesNotMatch'],
  ['another method', (r) => ({ ...r, method: 'GET' }), 'SignatureDoesNotMatch'],
  ['another path', (r) => ({ ...r, path: r.path.replace('/', '/other') }), 'SignatureDoesNotMatch'],
  ['another action', header('x-acs-action', 'DeleteVcoRouteEntry'), 'SignatureDoesNotMatch'],
  ['another nonce', header('x-acs-signature-nonce', 'other'), 'SignatureDoesNotMatch'],
  ['another host', header('host', 'vpc.aliyuncs.com'), 'SignatureDoesNotMatch'],
  ['another body', (r) => ({ ...r, body: 'x' }), 'SignatureDoesNotMatch'],
  ['another signature', (r) => header('authorization', otherLastDigit(r))(r), 'SignatureDoesNotMatch'],
  ['another key', authorization(/Credential=[^,]+/, 'Credential=nobody'), 'InvalidAccessKeyId.NotFound'],
  ['a token that the key has none of', header('x-acs-security-token', 't'), 'IncompleteSignature'],
  ['a content type that is not signed', header('content-type', 'text/plain'), 'IncompleteSignature'],
  ['no date', without('x-acs-date'), 'IncompleteSignature'],
  ['no host in the signature', authorization('host;', ''), 'IncompleteSignature'],
  ['no nonce in the signature', authorization('x-acs-signature-nonce;', ''), 'IncompleteSignature'],
  ['no Authorization', without('authorization'), 'IncompleteSignature'],
  ['another algorithm', authorization('SHA256', 'SM3'), 'IncompleteSignature'],
])('a signed request with %s is refused', async (_, spoil, code) => {
  await withEmulator(state, async (emulator) => {
    const reply = await send(emulator, spoil(signedRequest(emulator)));
    expect(codeOf(reply)).toBe(code);
    expect(reply.status).toBe(code === 'InvalidAccessKeyId.NotFound' ? 404 : 400);
  });
});

test.each([
  'x-acs-action',
  'x-acs-version',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-content-sha256',
  'x-acs-odd',
])('a signature that leaves out %s is refused, although it is right otherwise', async (unsigned) => {
  await withEmulator(state, async (emulator) => {
    const headers: Record<string, string> = unsigned === 'x-acs-odd' ? { 'x-acs-odd': '1' } : {};
    const reply = await send(emulator, signedRequest(emulator, { headers, unsigned }));
    expect([reply.status, codeOf(reply)]).toEqual([400, 'IncompleteSignature']);
  });
});

test('a nonce is good for one request', async () => {
  await withEmulator(state, async (emulator) => {
    const request = signedRequest(emulator);
    const first = await send(emulator, request);
    const again = await send(emulator, request);
    expect([first.status, again.status, codeOf(again)]).toEqual([200, 400, 'SignatureNonceUsed']);
  });
});

test('a forged request does not use up the nonce of the honest one', async () => {
  await withEmulator(state, async (emulator) => {
    const request = signedRequest(emulator);
    await send(emulator, { ...request, path: `${request.path}&x=1` });
    expect((await send(emulator, request)).status).toBe(200);
  });
});

const minute = 60_000;

test.each([
  [-16, 'InvalidTimeStamp.Expired'],
  [-14, null],
  [14, null],
  [16, 'InvalidTimeStamp.Expired'],
])('a clock %i minutes off gives %s', async (minutes, code) => {
  const now = () => Date.now() + minutes * minute;
  await withEmulator(
    state,
    async (emulator) => {
      if (code === null) expect((await call(emulator)).TotalCount).toBe(1);
      else expect(await failure(call(emulator))).toMatchObject({ code, statusCode: 400 });
    },
    { now },
  );
});

test.each(['', 'yesterday', '2026-01-01', '2026-13-01T00:00:00Z', '2026-01-01T00:00:00+08:00'])(
  'the date %j is refused',
  async (date) => {
    await withEmulator(state, async (emulator) => {
      const reply = await send(emulator, signedRequest(emulator, { headers: { 'x-acs-date': date } }));
      expect([reply.status, codeOf(reply)]).toEqual([400, 'InvalidTimeStamp.Format']);
    });
  },
);

const keys: EmulatorState = {
  ...state,
  accessKeys: [
    { id: 'lasting', secret: 'a' },
    { id: 'temporary', secret: 'b', securityToken: 'token/with+signs==' },
    { id: 'run-out', secret: 'c', securityToken: 'old', expired: true },
  ],
};

test.each([
  ['lasting', 'a', ''],
  ['temporary', 'b', 'token/with+signs=='],
])('the key %s opens', async (accessKeyId, accessKeySecret, securityToken) => {
  await withEmulator(keys, async (emulator) => {
    expect((await call(emulator, {}, { accessKeyId, accessKeySecret, securityToken })).TotalCount).toBe(1);
  });
});

test.each([
  ['an unknown key', 'nobody', 'a', '', 'InvalidAccessKeyId.NotFound', 404],
  ['the embedded key where the state has its own', undefined, undefined, '', 'InvalidAccessKeyId.NotFound', 404],
  ['a wrong secret', 'lasting', 'b', '', 'SignatureDoesNotMatch', 400],
  ['a token for a key without one', 'lasting', 'a', 't', 'InvalidSecurityToken.MismatchWithAccessKey', 400],
  ['no token', 'temporary', 'b', '', 'MissingSecurityToken', 400],
  ['a wrong token', 'temporary', 'b', 'other', 'InvalidSecurityToken.MismatchWithAccessKey', 400],
  ['an expired token', 'run-out', 'c', 'old', 'InvalidSecurityToken.Expired', 400],
])('%s is refused', async (_, accessKeyId, accessKeySecret, securityToken, code, statusCode) => {
  await withEmulator(keys, async (emulator) => {
    const key = accessKeyId === undefined ? {} : { accessKeyId, accessKeySecret: accessKeySecret ?? '', securityToken };
    expect(await failure(call(emulator, {}, key))).toMatchObject({ code, statusCode });
  });
});
