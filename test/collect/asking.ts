import { type ApiAccess, openApi } from '../../src/collect/alibabaCloud.ts';
import { parseEndpoint } from '../../src/collect/endpoint.ts';
import { type PageRequest, type RouteSource, SourceError, type SourceFault } from '../../src/collect/routeSource.ts';

export const page: PageRequest = {
  connectionId: 'vco-test',
  region: 'cn-hangzhou',
  type: 'custom',
  pageNumber: 1,
  pageSize: 50,
};

/** A key that looks like a real one, to be searched for in what comes out. */
export const plantedKey = {
  id: 'LTAI5tPlantedKeyIdXXXXXX',
  secret: 'PlantedSecretPlantedSecret0000',
  securityToken: 'PlantedTokenPlantedTokenPlantedToken',
} as const;

export const never = new AbortController().signal;

/** The real source, as a run opens it, with the real SDK behind it. */
export function sourceAt(endpoint: string | null, changes: Partial<ApiAccess> = {}): RouteSource {
  const parsed = endpoint === null ? null : parseEndpoint(endpoint);
  if (typeof parsed === 'string') throw new Error(parsed);
  return openApi({ endpoint: parsed, accessKey: plantedKey, deadline: 10_000, now: () => 0, ...changes });
}

/** Why it failed; that it fails with anything but a SourceError is a failure of the test. */
export async function faultOf(call: Promise<unknown>): Promise<SourceFault> {
  const error = await call.then(
    () => new Error('the call succeeded'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof SourceError) return error.fault;
  throw error;
}
