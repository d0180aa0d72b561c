import { type Endpoint, isLoopback } from './endpoint.ts';
import { isRegion } from './regions.ts';
import { SourceError } from './routeSource.ts';

/**
 * Which hosts this program may speak to. A baseline names a region and nothing else, and a region is a word of a fixed
 * list, so no request can go where a baseline chose.
 */

const metadataHost = '100.100.100.200';
export const metadataOrigin = `http://${metadataHost}`;

/** TLS always, but on this machine, and to the metadata service, which has none and is reached within it. */
export function isProtected(url: URL): boolean {
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && (isLoopback(url.hostname) || url.hostname === metadataHost))
  );
}

/** Only the command line names an endpoint; without one a region must be known. */
export function checkRegion(region: string, endpoint: Endpoint | null): void {
  if (endpoint === null && !isRegion(region)) {
    throw new SourceError({ code: 'UnknownRegion', message: `no endpoint is known for the region ${region}` });
  }
}

/** The origin for a region: that of the endpoint, else `sdkHost`, which the SDK's own map or rule gave for it. */
export function apiOrigin(region: string, endpoint: Endpoint | null, sdkHost: string): string {
  checkRegion(region, endpoint);
  if (endpoint !== null) return new URL(`${endpoint.protocol}://${endpoint.host}`).origin;
  if (isApiHost(sdkHost)) return `https://${sdkHost}`;
  throw new SourceError({ code: 'UnknownRegion', message: `no endpoint is known for the region ${region}` });
}

/** A host of this product under the provider's domain, and nothing else. */
export function isApiHost(host: string): boolean {
  return /^vpc[a-z0-9-]*(\.[a-z0-9-]+)*\.aliyuncs\.com$/.test(host);
}

/** The security token service: worldwide, of a region, or of a region from within a VPC. */
export function isStsOrigin(origin: string): boolean {
  return /^https:\/\/sts(-vpc)?(\.[a-z]{2,3}-[a-z0-9-]{1,38})?\.aliyuncs\.com$/.test(origin);
}
