import type credentialsLibrary from '@alicloud/credentials';
import type openApiLibrary from '@alicloud/openapi-core';
import type vpcLibrary from '@alicloud/vpc20160428';
import { answerFault, quotesOneOf, serverTimeOf } from './answerFault.ts';
import { type CredentialPlaces, findIdentity } from './credentialPlaces.ts';
import { type Credentials, type Key, openCredentials } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import { apiOrigin, checkRegion } from './hosts.ts';
import type { HttpAnswer, HttpRequest, Send } from './http.ts';
import type { Identity } from './identity.ts';
import { carriedBy, interceptSdk } from './interceptSdk.ts';
import { type PageRequest, type Reply, type RouteSource, SourceError } from './routeSource.ts';
import { loadUndici, noProxies, openTransport, type Proxies } from './transport.ts';

/**
 * The SDK's typed client defines the request: action, version, parameters, signature. It sends it through a transport
 * of ours, and never sees the answer, so that nothing it does with one can lose a page, print a key or hang. It is
 * loaded when the first page is asked for, or ahead of it by `loadSdk`, because that costs half a second.
 */
export interface ApiAccess {
  /** From the command line; null: the SDK's own rule for each region. */
  readonly endpoint: Endpoint | null;
  /** null: looked for in `places`. */
  readonly accessKey: AccessKey | null;
  /** Milliseconds for one call, from the first byte sent to the last byte received. */
  readonly deadline: number;
  /** Default: nowhere. */
  readonly places?: CredentialPlaces;
  /** Default: none. */
  readonly proxies?: Proxies;
}

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly securityToken: string | null;
}

/** A RouteSource over the real API. Opens nothing, and loads nothing, until the first page is read. */
export function openApi(access: ApiAccess): RouteSource {
  let sdk: Promise<Sdk> | undefined;
  return {
    async readPage(request, signal) {
      checkRegion(request.region, access.endpoint);
      sdk ??= openSdk(access);
      const loaded = await untilAborted(sdk, signal);
      const key = await untilAborted(loaded.credentials.current(), signal);
      try {
        return await callOnce(loaded, access, key, request, signal);
      } catch (error) {
        throw await withNewKeyAhead(error, key, loaded.credentials);
      }
    },
  };
}

interface Libraries {
  readonly vpc: typeof vpcLibrary;
  readonly openApi: typeof openApiLibrary;
  readonly library: typeof credentialsLibrary;
}

interface Sdk extends Libraries {
  readonly credentials: Credentials;
  readonly send: Send;
}

/** Everything that the first page needs loaded, and nothing opened. */
export async function loadSdk(): Promise<void> {
  await Promise.all([loadLibraries(), loadUndici()]);
}

async function loadLibraries(): Promise<Libraries> {
  interceptSdk();
  const [vpc, core, credentials] = await Promise.all([
    import('@alicloud/vpc20160428'),
    import('@alicloud/openapi-core'),
    import('@alicloud/credentials'),
  ]);
  return { vpc: vpc.default, openApi: core.default, library: credentials.default };
}

async function openSdk(access: ApiAccess): Promise<Sdk> {
  const [libraries, send] = await Promise.all([
    loadLibraries(),
    openTransport(access.proxies ?? noProxies, access.deadline),
  ]);
  return { ...libraries, credentials: openCredentials(libraries.library, () => identityOf(access), send), send };
}

async function identityOf({ accessKey, places }: ApiAccess): Promise<Identity> {
  if (accessKey !== null) return { kind: 'key', from: 'the access key', ...accessKey };
  return await findIdentity(places ?? { env: {}, ecsRole: null });
}

/** One request. The SDK is told that the answer was empty, whatever came. */
async function callOnce(
  { vpc, openApi, library, send }: Sdk,
  { endpoint, deadline }: ApiAccess,
  key: Key,
  request: PageRequest,
  signal: AbortSignal,
): Promise<Reply> {
  const credential = new library.default(null, { getCredentials: async () => key, getProviderName: () => 'key' });
  const where = endpoint === null ? { protocol: 'https' } : { endpoint: endpoint.host, protocol: endpoint.protocol };
  const client = new vpc.default(new openApi.$OpenApiUtil.Config({ regionId: request.region, credential, ...where }));
  const origin = apiOrigin(request.region, endpoint, client._endpoint);
  const calls: { readonly sent: HttpRequest; readonly answer: Promise<HttpAnswer> }[] = [];
  const carry = async (sent: HttpRequest) => {
    const answer = send(sent, { mayReach: (asked) => asked === origin, deadline, signal });
    calls.push({ sent, answer });
    await answer.catch(() => {});
    return emptyAnswer;
  };
  const query = new vpc.DescribeVcoRouteEntriesRequest({
    regionId: request.region,
    vpnConnectionId: request.connectionId,
    routeEntryType: request.type,
    pageNumber: request.pageNumber,
    pageSize: request.pageSize,
  });
  // What the SDK makes of an empty answer is of no interest, and what it throws may quote the key.
  await carriedBy(carry, () => client.describeVcoRouteEntries(query)).catch(() => {});
  const [call] = calls;
  if (call === undefined) throw new SourceError({ code: 'NotSent', message: 'the SDK could not make the request' });
  return replyOf(await call.answer, call.sent, key);
}

const emptyAnswer: HttpAnswer = { status: 200, headers: {}, body: Buffer.from('{}') };

/** The text as received. One that quotes the key is no page, wherever it does, and must not become part of a report. */
function replyOf(answer: HttpAnswer, sent: HttpRequest, key: Key): Reply {
  const secrets = [key.accessKeyId, key.accessKeySecret, key.securityToken ?? '', signatureOf(sent)];
  if (answer.status !== 200) throw answerFault(answer, sent.headers['x-acs-date'], secrets);
  const text = decode(answer.body);
  if (quotesOneOf(secrets, text) || quotesOneOf(secrets, unescaped(text))) {
    throw new SourceError({ code: 'BrokenAnswer', message: 'the answer quotes the access key', transient: true });
  }
  return { text, serverTime: serverTimeOf(answer.headers) };
}

/** `\/` and `\u003d` are what other encoders make of a token. */
function unescaped(text: string): string {
  return text
    .replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\(.)/g, '$1');
}

/** Of this one request; whoever has it can send that again for a quarter of an hour. */
function signatureOf({ headers }: HttpRequest): string {
  const authorization = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
  return /Signature=([0-9a-fA-F]+)/.exec(authorization)?.[1] ?? '';
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new SourceError({ code: 'BrokenAnswer', message: 'the answer is not UTF-8', transient: true });
  }
}

/** A key that ran out is worth another attempt where there is a new one by now. */
async function withNewKeyAhead(error: unknown, used: Key, credentials: Credentials): Promise<unknown> {
  if (!(error instanceof SourceError) || error.fault.code !== 'InvalidSecurityToken.Expired') return error;
  return (await credentials.isReplaced(used)) ? new SourceError({ ...error.fault, transient: true }) : error;
}

/** What several calls wait for together goes on without the one that is interrupted. */
async function untilAborted<T>(shared: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new SourceError({ code: 'Interrupted', message: 'the run was interrupted' }));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([shared, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
