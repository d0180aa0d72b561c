import { createHash, randomUUID } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import openApi from '@alicloud/openapi-core';
import vpc from '@alicloud/vpc20160428';
import { embeddedCredentials } from '../../src/emulator/embeddedCredentials.ts';
import type { EmulatorState } from '../../src/emulator/emulatorState.ts';
import type { Emulator } from '../../src/emulator/startEmulator.ts';

export const connectionId = 'vco-bp1test000000000001';
export const region = 'cn-hangzhou';

/** The usual connection with so many custom and so many BGP routes. */
export function stateWith(custom: number, bgp = 0): EmulatorState {
  const generate = [];
  if (custom > 0) generate.push({ count: custom, from: '10.0.0.0/24' });
  if (bgp > 0) generate.push({ count: bgp, from: '172.16.0.0/24', type: 'bgp' as const, source: 'VPN_BGP' });
  return { connections: [{ id: connectionId, region, generate }] };
}

export interface SdkKey {
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  readonly securityToken?: string;
  readonly readTimeout?: number;
}

export function sdkClient(emulator: Emulator, key: SdkKey = {}): InstanceType<typeof vpc.default> {
  const endpoint = emulator.endpoint.slice('http://'.length);
  const embedded = { accessKeyId: embeddedCredentials.id, accessKeySecret: embeddedCredentials.secret };
  const config = { ...embedded, ...key, endpoint, protocol: 'http', regionId: region };
  return new vpc.default(new openApi.$OpenApiUtil.Config(config));
}

export type Query = Readonly<Record<string, string>>;

/** One call of the SDK with any query, action and version; the body as the JSON that came. */
export async function call(emulator: Emulator, query: Query = {}, key: SdkKey = {}, about: Query = {}): Promise<Body> {
  const params = new openApi.$OpenApiUtil.Params({
    action: 'DescribeVcoRouteEntries',
    version: '2016-04-28',
    protocol: 'HTTP',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
    ...about,
  });
  const request = new openApi.$OpenApiUtil.OpenApiRequest({
    query: { RegionId: region, VpnConnectionId: connectionId, ...query },
  });
  const reply = await sdkClient(emulator, key).callApi(params, request, {} as Runtime);
  return reply.body as Body;
}

type Runtime = Parameters<InstanceType<typeof vpc.default>['callApi']>[2];

export interface Body {
  readonly RequestId?: unknown;
  readonly TotalCount?: unknown;
  readonly PageNumber?: unknown;
  readonly PageSize?: unknown;
  readonly VcoRouteEntries: readonly Readonly<Record<string, unknown>>[];
  readonly [field: string]: unknown;
}

/** The destinations of a reply. */
export function destinations({ VcoRouteEntries }: Body): readonly unknown[] {
  return VcoRouteEntries.map(({ RouteDest }) => RouteDest);
}

export interface Failure {
  readonly code: unknown;
  readonly statusCode: unknown;
  readonly message: string;
}

/** What the SDK throws, as far as tests look at it. Node's own errors are of another realm, so no instanceof here. */
export async function failure(promise: Promise<unknown>): Promise<Failure> {
  return await promise.then(
    () => {
      throw new Error('the call succeeded');
    },
    ({ code, statusCode, message }: Failure) => ({ code, statusCode, message }),
  );
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const usualQuery = { RegionId: region, VpnConnectionId: connectionId };

/** A request that the SDK's own code has signed, for tests to spoil. `unsigned` headers are left out of the signature. */
export function signedRequest(
  emulator: Emulator,
  changes: {
    query?: Query;
    headers?: Query;
    body?: string;
    pathname?: string;
    method?: string;
    unsigned?: string;
  } = {},
): RawRequest {
  const { query = usualQuery, body = '', pathname = '/', method = 'POST', unsigned } = changes;
  const hash = createHash('sha256').update(body).digest('hex');
  const headers: Record<string, string> = {
    host: `127.0.0.1:${emulator.port}`,
    'x-acs-action': 'DescribeVcoRouteEntries',
    'x-acs-version': '2016-04-28',
    'x-acs-date': new Date().toISOString().replace(/\.\d+/, ''),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-content-sha256': hash,
    ...changes.headers,
  };
  const signed = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== unsigned));
  headers.authorization = openApi.OpenApiUtil.getAuthorization(
    { method, pathname, query: { ...query }, headers: signed } as Parameters<
      typeof openApi.OpenApiUtil.getAuthorization
    >[0],
    'ACS3-HMAC-SHA256',
    hash,
    embeddedCredentials.id,
    embeddedCredentials.secret,
  );
  const encoded = new URLSearchParams({ ...query }).toString();
  return { method, path: `${pathname}?${encoded}`, headers, body };
}

export interface RawReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Over node:http, on a connection of its own. */
export function send(emulator: Emulator, { method, path, headers, body }: RawRequest): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port: emulator.port, host: '127.0.0.1', method, path, headers, agent: false });
    request.on('error', reject);
    request.on('response', async (response) => {
      try {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      } catch (error) {
        reject(error);
      }
    });
    request.end(body);
  });
}

export function codeOf({ text }: RawReply): unknown {
  const body: unknown = JSON.parse(text);
  return typeof body === 'object' && body !== null && 'Code' in body ? body.Code : null;
}
