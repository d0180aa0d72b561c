import type credentialsLibrary from '@alicloud/credentials';
import type openApiLibrary from '@alicloud/openapi-core';
import type vpcLibrary from '@alicloud/vpc20160428';
import { type Endpoint, isApiHost } from './endpoint.ts';
import { type PageRequest, type Reply, type RouteSource, SourceError } from './routeSource.ts';
import { sdkFault, statusFault } from './sdkFault.ts';

/**
 * The one file that knows the SDK; it loads it when the first page is asked for, because that costs half a second.
 * The typed client defines the request: action, version, parameters, signature. The reply is taken as the text that
 * came, since the typed models throw on a type they don't expect, and lose the page and its request id with it.
 */
export interface ApiAccess {
  /** From the command line; null: the SDK's own rule for each region. */
  readonly endpoint: Endpoint | null;
  /** null: looked for where the SDK looks, the instance metadata service excepted. */
  readonly accessKey: AccessKey | null;
  /** Milliseconds for one call, from the first byte sent to the last byte received. */
  readonly deadline: number;
}

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly securityToken: string | null;
}

/** A RouteSource over the real API. Loads and opens nothing until the first page is read. */
export function openApi(access: ApiAccess): RouteSource {
  let sdk: Promise<Sdk> | undefined;
  const clients = new Map<string, Client>();
  return {
    async readPage(request, signal) {
      sdk ??= loadSdk(access.accessKey);
      const loaded = await abandonAfter(access.deadline, signal, sdk);
      const client = clients.get(request.region) ?? newClient(loaded, request.region, access);
      clients.set(request.region, client);
      return await abandonAfter(access.deadline, signal, callOnce(loaded, client, request));
    },
  };
}

type Client = InstanceType<typeof vpcLibrary.default>;
type Credential = InstanceType<typeof credentialsLibrary.default>;

interface Sdk {
  readonly vpc: typeof vpcLibrary;
  readonly openApi: typeof openApiLibrary;
  readonly credential: Credential;
}

async function loadSdk(accessKey: AccessKey | null): Promise<Sdk> {
  const [vpc, core, credentials] = await Promise.all([
    import('@alicloud/vpc20160428'),
    import('@alicloud/openapi-core'),
    import('@alicloud/credentials'),
  ]);
  const library = credentials.default;
  const credential = accessKey === null ? await findCredential(library) : credentialOf(library, accessKey);
  return { vpc: vpc.default, openApi: core.default, credential };
}

function credentialOf(library: typeof credentialsLibrary, { id, secret, securityToken }: AccessKey): Credential {
  const key = { accessKeyId: id, accessKeySecret: secret };
  const config = securityToken === null ? { type: 'access_key', ...key } : { type: 'sts', ...key, securityToken };
  return new library.default(new library.Config(config));
}

/**
 * In the order of the SDK's own chain, but for the metadata service, which hangs for seconds on a machine that has none. What the
 * providers throw may quote secrets, so none of it is passed on.
 */
async function findCredential(library: typeof credentialsLibrary): Promise<Credential> {
  const chain = [
    () => library.OIDCRoleArnCredentialsProvider.builder().build(),
    () => library.CLIProfileCredentialsProvider.builder().build(),
    () => library.ProfileCredentialsProvider.builder().build(),
    () => library.URICredentialsProvider.builder().build(),
  ];
  for (const provider of chain) {
    try {
      const credential = new library.default(null, provider());
      await credential.getCredential();
      return credential;
    } catch {
      // The next one may have some.
    }
  }
  throw new SourceError({ code: 'NoCredentials', message: 'no credentials for Alibaba Cloud were found' });
}

function newClient({ vpc, openApi, credential }: Sdk, region: string, { endpoint, deadline }: ApiAccess): Client {
  const timeouts = { readTimeout: deadline, connectTimeout: deadline };
  const config = new openApi.$OpenApiUtil.Config({ regionId: region, credential, ...timeouts, protocol: 'https' });
  if (endpoint !== null) {
    config.endpoint = endpoint.host;
    config.protocol = endpoint.protocol;
  }
  const client = new vpc.default(config);
  if (endpoint === null && !isApiHost(client._endpoint)) {
    throw new SourceError({ code: 'UnknownRegion', message: `no endpoint is known for the region ${region}` });
  }
  return client;
}

/** One request. The client's `callApi` is stood in for, per call, to get at the reply before it is typed. */
async function callOnce({ vpc }: Sdk, client: Client, request: PageRequest): Promise<Reply> {
  let reply: Awaited<ReturnType<Client['callApi']>> = {};
  const perCall: Client = Object.create(client);
  perCall.callApi = async (params, query, runtime) => {
    params.bodyType = 'string';
    reply = await client.callApi(params, query, runtime);
    return {};
  };
  try {
    await perCall.describeVcoRouteEntries(
      new vpc.DescribeVcoRouteEntriesRequest({
        regionId: request.region,
        vpnConnectionId: request.connectionId,
        routeEntryType: request.type,
        pageNumber: request.pageNumber,
        pageSize: request.pageSize,
      }),
    );
  } catch (error) {
    throw sdkFault(error);
  }
  if (reply.statusCode !== 200) throw statusFault(reply.statusCode);
  const date = Date.parse(String(fieldOf(reply.headers, 'date')));
  return { text: typeof reply.body === 'string' ? reply.body : '', serverTime: Number.isNaN(date) ? null : date };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/**
 * The SDK can't be cancelled, and on a kept-alive socket its own timers may never fire (an earlier call's cancels the
 * current one's), so the call is left behind when its time is up or the run is interrupted.
 */
async function abandonAfter<T>(milliseconds: number, signal: AbortSignal, call: Promise<T>): Promise<T> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
  const abandoned = new Promise<never>((_, reject) => {
    const giveUp = () =>
      reject(new SourceError({ code: 'NoAnswer', message: `no answer in ${milliseconds / 1000} s`, transient: true }));
    if (limit.aborted) giveUp();
    limit.addEventListener('abort', giveUp, { once: true });
  });
  return await Promise.race([call, abandoned]);
}
