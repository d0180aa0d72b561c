import core from '@alicloud/openapi-core';
import vpc from '@alicloud/vpc20160428';
import { embeddedCredentials } from '../src/emulator/embeddedCredentials.ts';
import { routeTypes } from '../src/routing/route.ts';
import { region } from './network.ts';

/** The SDK as its examples use it, without anything of ours. */
export type BareClient = InstanceType<typeof vpc.default>;

export function bareClient(endpoint: string): BareClient {
  const { id, secret } = embeddedCredentials;
  const keys = { accessKeyId: id, accessKeySecret: secret };
  const host = new URL(endpoint).host;
  return new vpc.default(new core.$OpenApiUtil.Config({ ...keys, endpoint: host, protocol: 'http', regionId: region }));
}

export async function callOnce(client: BareClient, id: string, type: string, pageNumber: number, pageSize: number) {
  const query = { regionId: region, vpnConnectionId: id, routeEntryType: type, pageNumber, pageSize };
  const { body } = await client.describeVcoRouteEntries(new vpc.DescribeVcoRouteEntriesRequest(query));
  return body?.vcoRouteEntries?.length ?? 0;
}

/** Both tables of a connection, page after page until a short one. */
async function readTables(
  pageSize: number,
  call: (type: string, pageNumber: number) => Promise<number>,
): Promise<void> {
  for (const type of routeTypes) {
    for (let page = 1; (await call(type, page)) === pageSize; page++);
  }
}

export async function readInTurn(endpoint: string, ids: readonly string[], pageSize: number): Promise<void> {
  const client = bareClient(endpoint);
  for (const id of ids) {
    await readTables(pageSize, (type, page) => callOnce(client, id, type, page, pageSize));
  }
}

/** So many workers, each of which waits twice as long after each refusal, with jitter. */
export async function readWithWorkers(endpoint: string, ids: readonly string[], workers: number): Promise<void> {
  const client = bareClient(endpoint);
  const waiting = [...ids];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const connection = id;
      await readTables(50, (type, page) => patiently(() => callOnce(client, connection, type, page, 50)));
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}

async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let delay = 100; ; delay = Math.min(2 * delay, 20_000)) {
    try {
      return await call();
    } catch (error) {
      if (!String((error as { code?: unknown }).code).startsWith('Throttling')) throw error;
      await new Promise((resolve) => setTimeout(resolve, delay * Math.random()));
    }
  }
}
