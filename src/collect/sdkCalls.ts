import type vpcLibrary from '@alicloud/vpc20160428';
import type { AttachmentRequest } from './attachmentSource.ts';
import type { Key } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import { callerAction } from './exchange.ts';
import { apiOrigin } from './hosts.ts';
import type { Send } from './http.ts';
import type { PageRequest } from './routeSource.ts';
import type { Libraries } from './sdkLibraries.ts';
import { type Called, signedCall } from './signedCall.ts';

/** What a call of this file is made with: the SDK's libraries make and sign it, `send` carries it. */
export interface Caller extends Libraries {
  readonly key: Key;
  readonly send: Send;
}

/** As in `ApiAccess`. */
interface Access {
  readonly endpoint: Endpoint | null;
  readonly deadline: number;
  readonly now: () => number;
}

export async function askForPage(
  caller: Caller,
  access: Access,
  request: PageRequest,
  signal: AbortSignal,
): Promise<Called> {
  const query = new caller.vpc.DescribeVcoRouteEntriesRequest({
    regionId: request.region,
    vpnConnectionId: request.connectionId,
    routeEntryType: request.type,
    pageNumber: request.pageNumber,
    pageSize: request.pageSize,
  });
  return await askVpc(caller, access, request.region, (client) => client.describeVcoRouteEntries(query), signal);
}

export async function askForAttachments(
  caller: Caller,
  access: Access,
  { region, pageNumber, pageSize }: AttachmentRequest,
  signal: AbortSignal,
): Promise<Called> {
  const query = new caller.vpc.DescribeVpnAttachmentsRequest({ regionId: region, pageNumber, pageSize });
  return await askVpc(caller, access, region, (client) => client.describeVpnAttachments(query), signal);
}

async function askVpc(
  caller: Caller,
  { endpoint, deadline, now }: Access,
  region: string,
  ask: (client: InstanceType<typeof vpcLibrary.default>) => Promise<unknown>,
  signal: AbortSignal,
): Promise<Called> {
  const { vpc, key, send } = caller;
  const where = endpoint === null ? { protocol: 'https' } : { endpoint: endpoint.host, protocol: endpoint.protocol };
  const client = new vpc.default(configOf(caller, { regionId: region, ...where }));
  const origin = apiOrigin(region, endpoint, client._endpoint);
  return await signedCall(() => ask(client), { key, send, origin, deadline, signal, now });
}

/** The SDK's client of STS is a package of its own; its generic client makes the same request. */
export async function askForCaller(
  caller: Caller,
  { deadline, now }: Access,
  sts: Endpoint,
  signal: AbortSignal,
): Promise<Called> {
  const { openApi, key, send } = caller;
  const client = new openApi.default(configOf(caller, { endpoint: sts.host, protocol: sts.protocol }));
  const params = new openApi.$OpenApiUtil.Params({
    action: callerAction,
    version: '2015-04-01',
    protocol: sts.protocol.toUpperCase(),
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
  // Any empty model of the SDK says that no option of the runtime is set; the class that is for it is not exported.
  const ask = () =>
    client.callApi(params, new openApi.$OpenApiUtil.OpenApiRequest({}), new openApi.$OpenApiUtil.GlobalParameters({}));
  const { origin } = new URL(`${sts.protocol}://${sts.host}`);
  return await signedCall(ask, { key, send, origin, deadline, signal, now });
}

function configOf({ openApi, library, key }: Caller, said: Readonly<Record<string, string>>) {
  const credential = new library.default(null, { getCredentials: async () => key, getProviderName: () => 'key' });
  return new openApi.$OpenApiUtil.Config({ ...said, credential });
}
