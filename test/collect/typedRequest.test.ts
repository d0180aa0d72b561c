import openApi from '@alicloud/openapi-core';
import vpc from '@alicloud/vpc20160428';
import { expect, test } from '@jest/globals';
import type { PageRequest } from '../../src/collect/routeSource.ts';
import { never, page, plantedKey, sourceAt } from './asking.ts';
import { emptyTable, type Received, withServer } from './withServer.ts';

const pages: PageRequest[] = [page, { ...page, type: 'bgp', pageNumber: 3, pageSize: 48, connectionId: 'vco-a+b c&d' }];
const token = plantedKey.securityToken;

/** The SDK's own client is asked first: from the first page of ours on, it may send nothing by itself. */
test('what is sent is what the unmodified typed client sends, but for time, nonce and signature', async () => {
  await withServer(
    (response) => response.end(emptyTable),
    async ({ endpoint, received }) => {
      for (const securityToken of [null, token])
        for (const asked of pages) await askTyped(endpoint, asked, securityToken);
      const typed = received.map(comparable);
      for (const securityToken of [null, token]) {
        const source = sourceAt(endpoint, { accessKey: { ...plantedKey, securityToken } });
        for (const asked of pages) await source.readPage(asked, never);
      }
      expect(received.slice(typed.length).map(comparable)).toEqual(typed);
      expect(typed).toHaveLength(4);
      expect(new Set(received.map(({ headers }) => headers['x-acs-signature-nonce'])).size).toBe(8);
    },
  );
});

async function askTyped(endpoint: string, asked: PageRequest, securityToken: string | null): Promise<void> {
  const client = new vpc.default(
    new openApi.$OpenApiUtil.Config({
      accessKeyId: plantedKey.id,
      accessKeySecret: plantedKey.secret,
      ...(securityToken === null ? {} : { securityToken }),
      regionId: asked.region,
      endpoint: endpoint.replace('http://', ''),
      protocol: 'http',
    }),
  );
  const { region: regionId, connectionId: vpnConnectionId, type: routeEntryType, pageNumber, pageSize } = asked;
  const query = { regionId, vpnConnectionId, routeEntryType, pageNumber, pageSize };
  await client.describeVcoRouteEntries(new vpc.DescribeVcoRouteEntriesRequest(query));
}

function comparable({ method, url, headers, body }: Received) {
  const signed = /^ACS3-HMAC-SHA256 Credential=(.*),SignedHeaders=(.*),Signature=[0-9a-f]{64}$/.exec(
    headers.authorization ?? '',
  );
  const changing = {
    'x-acs-date': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(headers['x-acs-date'])),
    'x-acs-signature-nonce': typeof headers['x-acs-signature-nonce'],
    authorization: signed?.slice(1),
  };
  return { method, url, headers: { ...headers, ...changing }, body };
}
