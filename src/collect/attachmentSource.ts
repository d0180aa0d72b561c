import type { Reply } from './routeSource.ts';

/** One call of `DescribeVpnAttachments`; it takes 50 a page at most. */
export interface AttachmentRequest {
  readonly region: string;
  /** From 1. */
  readonly pageNumber: number;
  readonly pageSize: number;
}

/** Where the list of connections comes from; as a RouteSource, one call is one request, and it throws SourceErrors. */
export interface AttachmentSource {
  readAttachments(request: AttachmentRequest, signal: AbortSignal): Promise<Reply>;
}
