import type credentialsLibrary from '@alicloud/credentials';
import type openApiLibrary from '@alicloud/openapi-core';
import type vpcLibrary from '@alicloud/vpc20160428';
import { interceptSdk } from './interceptSdk.ts';
import { loadUndici } from './transport.ts';

/** The SDK's packages, loaded only once what they print and send is intercepted. */
export interface Libraries {
  readonly vpc: typeof vpcLibrary;
  readonly openApi: typeof openApiLibrary;
  readonly library: typeof credentialsLibrary;
}

/** Everything that the first page needs loaded, and nothing opened. */
export async function loadSdk(): Promise<void> {
  await Promise.all([loadLibraries(), loadUndici()]);
}

export async function loadLibraries(): Promise<Libraries> {
  interceptSdk();
  const [vpc, core, credentials] = await Promise.all([
    import('@alicloud/vpc20160428'),
    import('@alicloud/openapi-core'),
    import('@alicloud/credentials'),
  ]);
  return { vpc: vpc.default, openApi: core.default, library: credentials.default };
}
