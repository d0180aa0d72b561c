import type { AccountCredential } from './account.ts';
import { accountIdentity } from './accountIdentity.ts';
import type { AttachmentSource } from './attachmentSource.ts';
import { type CredentialPlaces, findIdentity } from './credentialPlaces.ts';
import { type Credentials, type Key, openCredentials } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import {
  attachmentsAction,
  callerAction,
  type Exchange,
  listParametersOf,
  parametersOf,
  replyOf,
  vcoAction,
} from './exchange.ts';
import { checkRegion } from './hosts.ts';
import type { Send } from './http.ts';
import type { Identity } from './identity.ts';
import { type Reply, type RouteSource, SourceError } from './routeSource.ts';
import { askForAttachments, askForCaller, askForPage } from './sdkCalls.ts';
import { type Libraries, loadLibraries } from './sdkLibraries.ts';
import type { Called } from './signedCall.ts';
import { noProxies, openTransport, type Proxies } from './transport.ts';

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
  /** Of one account; default: what the two above say. */
  readonly credential?: AccountCredential;
  /** Default: none. */
  readonly proxies?: Proxies;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Is told of every call, before its answer is believed, and waited for. Default: nobody. */
  readonly onExchange?: ((exchange: Exchange) => Promise<void>) | undefined;
}

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly securityToken: string | null;
}

/** The real API. */
export interface Api extends RouteSource, AttachmentSource {
  /** Asks STS there whose keys these are. Throws no SourceError: see `callerAccount`. */
  askCaller(sts: Endpoint, signal: AbortSignal): Promise<Exchange>;
  /** The same API, asked with another credential. */
  as(credential: AccountCredential): Api;
}

/** Opens nothing, and loads nothing, until something is asked. */
export function openApi(access: ApiAccess): Api {
  let sdk: Promise<Sdk> | undefined;
  const call = async (
    what: Pick<Exchange, 'action' | 'parameters'>,
    check: () => void,
    make: (opened: Opened) => Promise<Called>,
    signal: AbortSignal,
  ): Promise<{ readonly exchange: Exchange; readonly opened: Opened | null }> => {
    const sentAt = access.now();
    let opened: Opened | null = null;
    let called: Called;
    try {
      check();
      sdk ??= openSdk(access);
      const loaded = await untilAborted(sdk, signal);
      opened = { ...loaded, key: await untilAborted(loaded.credentials.current(), signal) };
      called = await make(opened);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      const outcome = { kind: 'no-answer', status: null, fault: error.fault } as const;
      called = { origin: null, sentAt, receivedAt: access.now(), signedAt: null, outcome };
    }
    const exchange = { ...what, ...called };
    await access.onExchange?.(exchange);
    return { exchange, opened };
  };
  const read = async (
    region: string,
    what: Pick<Exchange, 'action' | 'parameters'>,
    make: (opened: Opened) => Promise<Called>,
    signal: AbortSignal,
  ): Promise<Reply> => {
    const { exchange, opened } = await call(what, () => checkRegion(region, access.endpoint), make, signal);
    try {
      return replyOf(exchange);
    } catch (error) {
      throw opened === null ? error : await withNewKeyAhead(error, opened.key, opened.credentials);
    }
  };
  return {
    async readPage(request, signal) {
      const what = { action: vcoAction, parameters: parametersOf(request) };
      return await read(request.region, what, (opened) => askForPage(opened, access, request, signal), signal);
    },
    async readAttachments(request, signal) {
      const what = { action: attachmentsAction, parameters: listParametersOf(request) };
      return await read(request.region, what, (opened) => askForAttachments(opened, access, request, signal), signal);
    },
    async askCaller(sts, signal) {
      const make = async (opened: Opened) => await askForCaller(opened, access, sts, signal);
      return (await call({ action: callerAction, parameters: {} }, () => {}, make, signal)).exchange;
    },
    as: (credential) => openApi({ ...access, credential }),
  };
}

interface Sdk extends Libraries {
  readonly credentials: Credentials;
  readonly send: Send;
}

async function openSdk(access: ApiAccess): Promise<Sdk> {
  const [libraries, send] = await Promise.all([
    loadLibraries(),
    openTransport(access.proxies ?? noProxies, access.deadline),
  ]);
  return { ...libraries, credentials: openCredentials(libraries.library, () => identityOf(access), send), send };
}

async function identityOf({ accessKey, places = nowhere, credential }: ApiAccess): Promise<Identity> {
  const byDefault = async (): Promise<Identity> => {
    return accessKey === null ? await findIdentity(places) : { kind: 'key', from: 'the access key', ...accessKey };
  };
  return await accountIdentity(credential ?? { kind: 'default' }, places.env, byDefault);
}

const nowhere: CredentialPlaces = { env: {}, ecsRole: null };

interface Opened extends Sdk {
  readonly key: Key;
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
