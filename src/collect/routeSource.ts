import type { RouteType } from '../routing/route.ts';

/** The most rows that `DescribeVcoRouteEntries` gives at once. */
export const largestPage = 50;

/** One call of `DescribeVcoRouteEntries`. */
export interface PageRequest {
  readonly connectionId: string;
  readonly region: string;
  readonly type: RouteType;
  /** From 1. */
  readonly pageNumber: number;
  /** 1 to 50. */
  readonly pageSize: number;
}

/** An answer with HTTP status 200, as received and not yet believed. */
export interface Reply {
  readonly text: string;
  /** The server's clock as its Date header states it, in milliseconds since 1970; null where it states none. */
  readonly serverTime: number | null;
  /** Milliseconds since 1970, by the clock of this machine. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Where routes come from; the SDK is behind it in one file, and nothing else knows. */
export interface RouteSource {
  /**
   * One call is one request: pacing and retrying are the caller's. Throws a SourceError for everything but an answer
   * with status 200, and only that.
   */
  readPage(request: PageRequest, signal: AbortSignal): Promise<Reply>;
}

export interface SourceFault {
  /** The API's code, or one of ours. */
  readonly code: string;
  /** In our own words: what an API or a library says may hold keys and signatures. */
  readonly message: string;
  readonly requestId: string | null;
  /** Whether the same call may well succeed in a moment. */
  readonly transient: boolean;
  /** Milliseconds that the server asked to wait; null where it did not. */
  readonly retryAfter: number | null;
}

/** Not being able to look. */
export class SourceError extends Error {
  readonly fault: SourceFault;

  constructor(fault: Pick<SourceFault, 'code' | 'message'> & Partial<SourceFault>, options?: ErrorOptions) {
    super(`${fault.code}: ${fault.message}`, options);
    this.name = 'SourceError';
    this.fault = { requestId: null, transient: false, retryAfter: null, ...fault };
  }
}
